// The tables of cases, one for each file of rules.
#pragma once

#include <vector>

#include "tests/rules/rule_case.h"

namespace pagescan::test {

std::vector<RuleCase> blocking_cases();
std::vector<RuleCase> brand_cases();
std::vector<RuleCase> form_control_cases();
std::vector<RuleCase> form_destination_cases();
std::vector<RuleCase> form_secret_cases();
std::vector<RuleCase> form_transport_cases();

}  // namespace pagescan::test
