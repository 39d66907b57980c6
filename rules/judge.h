// Asks every rule about a page and makes findings of what they observe: levels
// as configured, fingerprints, bounds. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "rules/finding.h"
#include "rules/rule.h"
#include "rules/rule_set.h"
#include "scanner/base/truncation_note.h"

namespace pagescan {

inline constexpr size_t kDefaultMaxFindingsOfRule = 100;

struct JudgeLimits {
  size_t max_findings_of_rule = kDefaultMaxFindingsOfRule;
};

struct Judgement {
  /// In the order of the rules, each rule's in tree order.
  std::vector<Finding> findings;
  std::vector<TruncationNote> truncated;
};

/// What several rules read of the input (RuleInput says what) is read here.
Judgement judge(const RuleSet& rules, const RuleInput& input,
                const JudgeLimits& limits);

/// The worst level of those that count; nothing where there are none.
std::optional<Level> worst_level(const std::vector<Finding>& findings);

}  // namespace pagescan
