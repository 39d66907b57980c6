#include "tests/rules/page_case.h"

#include <utility>

namespace pagescan::test {

RuleCase page_case(std::string_view rule, CaseKind kind, std::string_view about,
                   std::string html, std::string message) {
  RuleCase rule_case;
  rule_case.rule = rule;
  rule_case.kind = kind;
  rule_case.about = about;
  rule_case.html = std::move(html);
  rule_case.message = std::move(message);
  return rule_case;
}

RuleCase page_case_at(std::string url, std::string_view rule, CaseKind kind,
                      std::string_view about, std::string html,
                      std::string message) {
  RuleCase rule_case =
      page_case(rule, kind, about, std::move(html), std::move(message));
  rule_case.url = std::move(url);
  return rule_case;
}

RuleCase at_level(Level level, RuleCase rule_case) {
  rule_case.level = level;
  return rule_case;
}

RuleCase counted(size_t count, RuleCase rule_case) {
  rule_case.count = count;
  return rule_case;
}

RuleCase with_fields(std::string fields, RuleCase rule_case) {
  rule_case.fields = std::move(fields);
  return rule_case;
}

RuleCase configured(std::function<void(RuleParameters&)> configure,
                    RuleCase rule_case) {
  rule_case.configure = std::move(configure);
  return rule_case;
}

std::vector<RuleCase> joined(
    std::initializer_list<std::vector<RuleCase>> lists) {
  std::vector<RuleCase> all;
  for (const std::vector<RuleCase>& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

}  // namespace pagescan::test
