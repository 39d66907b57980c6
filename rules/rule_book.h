// The rules of one run, and all that is said of how they judge. Immutable once
// built; shared by the threads of a batch.
#pragma once

#include <vector>

#include "rules/config/suppression.h"
#include "rules/judge.h"
#include "rules/parameters.h"
#include "rules/rule_set.h"

namespace pagescan {

struct RuleBook {
  RuleSet rules;
  RuleParameters parameters;
  JudgeLimits limits;
  std::vector<Suppression> suppressions;
};

/// The built-in rules with their defaults.
RuleBook default_rule_book();

}  // namespace pagescan
