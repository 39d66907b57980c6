// How bad it is that a directive of a Content Security Policy became what it
// is. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/csp/policy.h"
#include "rules/finding.h"

namespace pagescan {

/// A source expression, or another token, such that those that mean the same
/// are the same text. A nonce is "'nonce-'", whatever its value.
std::string csp_token_key(const CspDirective& directive, size_t token);

/// Of the directive `name`, present in one of the two policies or both, judged
/// by what it falls back to where it is missing (CSP 3 section 6.8.3).
Level csp_directive_level(std::string_view name, const CspPolicy& before,
                          const CspPolicy& after);

}  // namespace pagescan
