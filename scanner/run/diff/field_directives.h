// Fields of a response that are made of directives: Strict-Transport-Security
// (RFC 6797 section 6.1), Cache-Control (RFC 9111 section 5.2),
// Permissions-Policy (https://www.w3.org/TR/permissions-policy/). Pure
// functions; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "rules/finding.h"

namespace pagescan {

/// The directives of a field, each as written, by their names in lower case;
/// of two with one name the first.
using FieldDirectives = std::map<std::string, std::string, std::less<>>;

/// Nothing where the field (lower case) is compared as a whole: it is not made
/// of directives, or browsers make nothing of them.
std::optional<FieldDirectives> field_directives(std::string_view name,
                                                std::string_view value);

/// Whether two directives of that field say the same: case, white space and
/// the order of an allowlist apart.
bool is_same_directive(std::string_view field, std::string_view before,
                       std::string_view after);

/// As field_level(), for one directive of a field.
Level directive_level(std::string_view field, std::string_view directive,
                      const std::optional<std::string>& before,
                      const std::optional<std::string>& after);

}  // namespace pagescan
