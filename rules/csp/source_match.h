// Whether a source expression matches a URL (CSP 3 section 6.7.2). Pure
// functions; thread-safe.
#pragma once

#include "rules/csp/policy.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Section 6.7.2.8, "does url match expression in origin", without redirects.
/// `self`: the URL whose origin is the policy's; null where it is unknown: then
/// whatever hangs on it matches. A nonce or a hash never matches here.
///
/// Browsers differ from the text, and so does this: addresses match as names
/// do, not 127.0.0.1 alone; port 80 stands for 443 where http stands for https;
/// "%2F" in a path is a slash.
bool csp_url_matches(const CspExpression& expression, const Url& url,
                     const Url* self);

/// Section 6.7.2.7: whether any of the directive's source expressions matches.
bool csp_url_matches_any(const CspDirective& directive, const Url& url,
                         const Url* self);

}  // namespace pagescan
