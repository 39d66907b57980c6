// Tries data-driven rules on the examples that stand beside them. Pure
// functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "rules/config/data_rules.h"
#include "rules/finding.h"

namespace pagescan {

/// What `rule`, asked alone, finds in the example, its fields and its HTML.
std::vector<Finding> findings_of_example(const Rule& rule,
                                         const RuleExample& example);

/// "LINE:COLUMN: ID: what is wrong" for each example whose outcome is not what
/// the file says, and where there are no examples of one kind.
std::vector<std::string> failed_examples(const DataRule& rule);

}  // namespace pagescan
