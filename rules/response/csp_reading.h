// What several rules ask of Content Security Policies. Pure functions;
// thread-safe.
#pragma once

#include <vector>

#include "rules/csp/policy.h"
#include "rules/rule.h"

namespace pagescan {

/// The policy where it stands: a field of the last hop, or a meta element.
FindingEvidence evidence_of(const RuleInput& input, const CspPolicy& policy);

/// Those that block: not report-only, and with a directive at least. Pointers
/// into the input.
std::vector<const CspPolicy*> enforced_policies(const RuleInput& input);

}  // namespace pagescan
