// The table of rules. Adding a rule in C++: a line in the table of its file, or
// a file pair and a line in rule_set.cpp. Values; immutable once built.
#pragma once

#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace pagescan {

using RuleSet = std::vector<Rule>;

/// Every rule pagescan has, by ID.
RuleSet built_in_rules();

/// The rule of this ID or name, ASCII case ignored, or null.
const Rule* find_rule(const RuleSet& rules, std::string_view id_or_name);

}  // namespace pagescan
