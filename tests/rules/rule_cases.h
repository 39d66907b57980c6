// The tables of cases, one for each file of rules.
#pragma once

#include <vector>

#include "tests/rules/rule_case.h"

namespace pagescan::test {

std::vector<RuleCase> anchor_cases();
std::vector<RuleCase> blocking_cases();
std::vector<RuleCase> brand_cases();
std::vector<RuleCase> certificate_cases();
std::vector<RuleCase> content_cases();
std::vector<RuleCase> cookie_cases();
std::vector<RuleCase> csp_block_cases();
std::vector<RuleCase> csp_cases();
std::vector<RuleCase> document_cases();
std::vector<RuleCase> form_control_cases();
std::vector<RuleCase> form_destination_cases();
std::vector<RuleCase> form_secret_cases();
std::vector<RuleCase> form_transport_cases();
std::vector<RuleCase> frame_cases();
std::vector<RuleCase> host_cases();
std::vector<RuleCase> inline_cases();
std::vector<RuleCase> integrity_cases();
std::vector<RuleCase> inventory_cases();
std::vector<RuleCase> mixed_content_cases();
std::vector<RuleCase> navigation_cases();
std::vector<RuleCase> origin_cases();
std::vector<RuleCase> policy_cases();
std::vector<RuleCase> response_transport_cases();
std::vector<RuleCase> secret_url_cases();
std::vector<RuleCase> simple_rules_cases();

}  // namespace pagescan::test
