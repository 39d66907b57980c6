#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> all_rule_cases() {
  using Table = std::vector<RuleCase> (*)();
  constexpr Table kTables[] = {
      form_transport_cases,
      simple_rules_cases,
  };
  std::vector<RuleCase> all;
  for (const Table table : kTables) {
    for (RuleCase& rule_case : table()) all.push_back(std::move(rule_case));
  }
  return all;
}

}  // namespace pagescan::test
