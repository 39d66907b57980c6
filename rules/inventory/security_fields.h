// The security-impacting response fields of a page, written such that what
// means the same reads the same (PCI DSS 4.0.1 requirement 11.6.1). Pure
// functions; thread-safe.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "rules/csp/policy.h"
#include "scanner/fetch/response.h"

namespace pagescan {

/// Those an inventory may name. The policies of the page's meta elements are no
/// field, but are of the same effect.
inline constexpr std::array<std::string_view, 13> kSecurityFieldNames = {
    "content-security-policy",
    "content-security-policy-report-only",
    "meta content-security-policy",
    "strict-transport-security",
    "x-frame-options",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-embedder-policy",
    "cross-origin-resource-policy",
    "access-control-allow-origin",
    "access-control-allow-credentials",
};

/// Whether it is a Content Security Policy, which is compared by directive.
bool is_policy_field(std::string_view name);

struct SecurityField {
  std::string name;
  std::string directive;  // of a policy; else ""
  std::string value;

  friend auto operator<=>(const SecurityField&, const SecurityField&) = default;
};

/// Those of the last hop and of the page's policies, sorted. In them
/// - white space is collapsed, and keywords are in lower case where a standard
///   takes either;
/// - the source expressions of a directive and the members of a list whose
///   order means nothing are sorted;
/// - a nonce is 'nonce-*', and the query of a report-uri is left out.
std::vector<SecurityField> security_fields(const Hop& final_hop,
                                           const CspPolicies& policies);

}  // namespace pagescan
