// The tables of cases, one for each file of rules.
#pragma once

#include <vector>

#include "tests/rules/rule_case.h"

namespace pagescan::test {

std::vector<RuleCase> form_transport_cases();
std::vector<RuleCase> simple_rules_cases();

}  // namespace pagescan::test
