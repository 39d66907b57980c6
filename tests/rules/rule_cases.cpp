#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> all_rule_cases() {
  using Table = std::vector<RuleCase> (*)();
  constexpr Table kTables[] = {
      anchor_cases,
      blocking_cases,
      brand_cases,
      certificate_cases,
      content_cases,
      cookie_cases,
      csp_block_cases,
      csp_cases,
      document_cases,
      form_control_cases,
      form_destination_cases,
      form_secret_cases,
      form_transport_cases,
      frame_cases,
      host_cases,
      inline_cases,
      integrity_cases,
      inventory_cases,
      mixed_content_cases,
      navigation_cases,
      origin_cases,
      policy_cases,
      response_transport_cases,
      secret_url_cases,
      simple_rules_cases,
  };
  std::vector<RuleCase> all;
  for (const Table table : kTables) {
    for (RuleCase& rule_case : table()) all.push_back(std::move(rule_case));
  }
  return all;
}

}  // namespace pagescan::test
