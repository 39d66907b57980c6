// Every rule on its bad pages, good pages and trap pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "rules/rule_set.h"
#include "tests/rules/rule_case.h"

namespace pagescan::test {
namespace {

using ::testing::HasSubstr;

std::string name_of(const RuleCase& rule_case) {
  return std::string(rule_case.rule) + ": " + std::string(rule_case.about);
}

std::string messages(const std::vector<Finding>& findings) {
  std::string all;
  for (const Finding& finding : findings) all += finding.message + '\n';
  return all;
}

void expect_found(const RuleCase& rule_case,
                  const std::vector<Finding>& findings) {
  ASSERT_FALSE(findings.empty()) << "nothing found";
  EXPECT_FALSE(rule_case.message.empty()) << "the case names no message";
  EXPECT_THAT(messages(findings), HasSubstr(rule_case.message));
  const Finding& first = findings.front();
  EXPECT_FALSE(first.message.empty());
  EXPECT_EQ(first.fingerprint.size(), 32u);
  if (rule_case.line > 0) {
    EXPECT_EQ(first.evidence.position.line, rule_case.line);
    EXPECT_EQ(first.evidence.position.column, rule_case.column);
  }
  if (rule_case.level) {
    EXPECT_EQ(first.level, *rule_case.level);
  }
  if (rule_case.count > 0) {
    EXPECT_EQ(findings.size(), rule_case.count) << messages(findings);
  }
}

TEST(RuleCasesTest, EveryRuleFindsItsBadPagesAndNoOthers) {
  for (const RuleCase& rule_case : all_rule_cases()) {
    SCOPED_TRACE(name_of(rule_case));
    const std::vector<Finding> findings = findings_of(rule_case);
    if (rule_case.kind == CaseKind::kBad) {
      expect_found(rule_case, findings);
    } else {
      EXPECT_EQ(messages(findings), "");
    }
  }
}

TEST(RuleCasesTest, EveryRuleHasABadAGoodAndATrapPage) {
  std::map<std::string, std::set<CaseKind>> kinds;
  for (const RuleCase& rule_case : all_rule_cases()) {
    kinds[std::string(rule_case.rule)].insert(rule_case.kind);
  }
  for (const Rule& rule : built_in_rules()) {
    EXPECT_TRUE(kinds[rule.info.id].contains(CaseKind::kBad)) << rule.info.id;
    EXPECT_TRUE(kinds[rule.info.id].contains(CaseKind::kGood)) << rule.info.id;
    EXPECT_TRUE(kinds[rule.info.id].contains(CaseKind::kTrap)) << rule.info.id;
  }
}

TEST(RuleCasesTest, EveryRuleIsDescribed) {
  std::set<std::string> ids;
  std::set<std::string> names;
  for (const Rule& rule : built_in_rules()) {
    SCOPED_TRACE(rule.info.id);
    EXPECT_TRUE(ids.insert(rule.info.id).second);
    EXPECT_TRUE(names.insert(rule.info.name).second);
    EXPECT_TRUE(rule.info.summary.ends_with('.'));
    EXPECT_TRUE(rule.info.why.ends_with('.'));
    EXPECT_TRUE(rule.info.fix.ends_with('.'));
    EXPECT_TRUE(rule.check != nullptr);
  }
}

TEST(RuleCasesTest, AFingerprintStaysWhenThePageMovesIt) {
  for (RuleCase rule_case : all_rule_cases()) {
    if (rule_case.kind != CaseKind::kBad || rule_case.html.empty()) continue;
    SCOPED_TRACE(name_of(rule_case));
    const std::vector<Finding> before = findings_of(rule_case);
    // A comment in front changes every place, and no other fact. A byte order
    // mark stays the first.
    const size_t start = rule_case.html.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    rule_case.html.insert(start, "<!-- moved -->\n\n");
    const std::vector<Finding> after = findings_of(rule_case);
    ASSERT_EQ(before.size(), after.size());
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(before[i].fingerprint, after[i].fingerprint);
    }
  }
}

}  // namespace
}  // namespace pagescan::test
