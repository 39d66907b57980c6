#include "rules/response/csp_reading.h"

#include "rules/response/response_reading.h"

namespace pagescan {

FindingEvidence evidence_of(const RuleInput& input, const CspPolicy& policy) {
  if (policy.in_meta) return in_page(policy.position, policy.text);
  return in_field(last_hop(input),
                  policy.report_only ? "Content-Security-Policy-Report-Only"
                                     : "Content-Security-Policy",
                  policy.text);
}

std::vector<const CspPolicy*> enforced_policies(const RuleInput& input) {
  std::vector<const CspPolicy*> policies;
  for (const CspPolicy& policy : *input.content_security) {
    if (!policy.report_only && !policy.directives.empty()) {
      policies.push_back(&policy);
    }
  }
  return policies;
}

}  // namespace pagescan
