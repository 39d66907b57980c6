#include "rules/config/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>

#include "rules/config/yaml_reader.h"

namespace pagescan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// 2026-06-15T12:00:00Z
constexpr WallTime kNow{std::chrono::seconds(1781524800)};

constexpr char kHouseRules[] = R"(
rules:
  - id: A1
    name: house-rule
    level: warning
    summary: S.
    why: W.
    fix: F.
    match: link
    where: {host: old.example}
    message: 'To {url}'
)";

Result<Configuration> read(const std::string& text) {
  const std::map<std::string, std::string> files = {
      {"house.yaml", kHouseRules}, {"broken.yaml", "rules: [{id: B1}]"}};
  Result<ConfigTree> tree = read_yaml(text, "pagescan.yaml");
  if (!tree) return tl::unexpected(tree.error());
  return read_configuration(
      *tree,
      [&files](const std::string& path) -> Result<ConfigTree> {
        const auto found = files.find(path);
        if (found == files.end()) {
          return fail(ErrorCode::kUsage, path + ": no such file");
        }
        return read_yaml(found->second, path);
      },
      kNow);
}

std::string complaint(const std::string& text) {
  const Result<Configuration> configuration = read(text);
  return configuration ? "" : configuration.error().message;
}

const Rule& rule(const Configuration& configuration, std::string_view id) {
  return *find_rule(configuration.book.rules, id);
}

TEST(ConfigurationTest, SetsLevelsByIdAndName) {
  const auto read_one =
      read("levels: {F01: warning, form-on-http-page: off, f09: note}");
  ASSERT_TRUE(read_one) << read_one.error().message;
  EXPECT_EQ(rule(*read_one, "F01").configured_level, Level::kWarning);
  EXPECT_TRUE(rule(*read_one, "F01").info.enabled);
  EXPECT_FALSE(rule(*read_one, "F03").info.enabled);
  EXPECT_EQ(rule(*read_one, "F09").configured_level, Level::kNote);
  EXPECT_FALSE(rule(*read_one, "F02").configured_level);
}

TEST(ConfigurationTest, NamesTheRuleThatWasMeant) {
  EXPECT_EQ(complaint("levels:\n  Q999: error\n"),
            "pagescan.yaml:2:3: levels: there is no rule \"Q999\"; see "
            "pagescan rules list");
  EXPECT_THAT(complaint("levels:\n  form-downgrad: error\n"),
              HasSubstr("(did you mean \"form-downgrade\"?)"));
  EXPECT_EQ(complaint("levels:\n  F01: eror\n"),
            "pagescan.yaml:2:8: levels.F01: \"eror\" is none of note, warning, "
            "error, off (did you mean \"error\"?)");
}

TEST(ConfigurationTest, NamesTheKeyThatWasMeant) {
  EXPECT_EQ(complaint("level: {}"),
            "pagescan.yaml:1:1: there is no key \"level\" (did you mean "
            "\"levels\"?)");
  EXPECT_THAT(complaint("suppressions:\n  - rule: F01\n    reasn: x\n"),
              HasSubstr("pagescan.yaml:3:5: suppressions[0]: there is no key "
                        "\"reasn\" (did you mean \"reason\"?)"));
  EXPECT_THAT(complaint("[1]"), HasSubstr("a mapping"));
}

TEST(ConfigurationTest, ReadsParametersAsHosts) {
  const auto read_one = read(
      "parameters:\n  trusted_domains: [CDN.Example, bücher.example]\n"
      "  affiliated_domains: login.example\n");
  ASSERT_TRUE(read_one) << read_one.error().message;
  EXPECT_THAT(read_one->book.parameters.trusted_domains,
              ElementsAre("cdn.example", "xn--bcher-kva.example"));
  EXPECT_THAT(read_one->book.parameters.affiliated_domains,
              ElementsAre("login.example"));
  EXPECT_THAT(complaint("parameters: {trusted_domains: ['a.example/x']}"),
              HasSubstr("is no domain"));
  EXPECT_THAT(complaint("parameters: {trusted_domains: ['http://a']}"),
              HasSubstr("is no domain"));
  EXPECT_THAT(complaint("parameters: {trusted_domain: [a]}"),
              HasSubstr("did you mean \"trusted_domains\"?"));
}

TEST(ConfigurationTest, ReadsTheThreshold) {
  EXPECT_EQ(read("levels:")->threshold, Threshold(Level::kError));
  EXPECT_EQ(read("threshold: note")->threshold, Threshold(Level::kNote));
  EXPECT_EQ(read("threshold: none")->threshold, Threshold());
  EXPECT_THAT(complaint("threshold: high"), HasSubstr("is none of"));
}

TEST(ConfigurationTest, ReadsHowScansAreCompared) {
  const auto read_one = read(
      "diff:\n"
      "  no_masks: [counters, nonces]\n"
      "  masks:\n"
      "    basket: 'You have [0-9]+=items'\n"
      "  ignore: fields[x-a]\n"
      "  fail_on: warning\n");
  ASSERT_TRUE(read_one) << read_one.error().message;
  const DiffConfiguration& diff = read_one->diff;
  EXPECT_THAT(diff.no_masks, ElementsAre("counters", "nonces"));
  EXPECT_THAT(diff.patterns, ElementsAre("basket=You have [0-9]+=items"));
  EXPECT_THAT(diff.ignored, ElementsAre("fields[x-a]"));
  EXPECT_EQ(diff.fail_on, Level::kWarning);
  EXPECT_EQ(read("diff:")->diff.fail_on, std::nullopt);
  EXPECT_THAT(complaint("diff: {fail_on: none}"), HasSubstr("is none of"));
  EXPECT_THAT(complaint("diff: {masks: [a]}"), HasSubstr("mapping"));
  EXPECT_THAT(complaint("diff: {masks: {'a=b': c}}"), HasSubstr("no \"=\""));
  EXPECT_THAT(complaint("diff: {ignored: a}"),
              HasSubstr("did you mean \"ignore\"?"));
}

TEST(ConfigurationTest, AThresholdFailsWhatIsAtOrAboveIt) {
  EXPECT_TRUE(fails(Level::kError, Level::kError));
  EXPECT_TRUE(fails(Level::kError, Level::kNote));
  EXPECT_FALSE(fails(Level::kWarning, Level::kError));
  EXPECT_FALSE(fails(std::nullopt, Level::kNote));
  EXPECT_FALSE(fails(Level::kError, std::nullopt));
}

Finding finding(const std::string& rule_id, char digit) {
  Finding made;
  made.rule = rule_id;
  made.fingerprint = std::string(32, digit);
  return made;
}

// "FG" for findings F and G that count.
std::string counting(const std::string& yaml, const std::string& url) {
  const auto configuration = read("suppressions:\n" + yaml);
  if (!configuration) return configuration.error().message;
  std::vector<Finding> findings = {finding("F01", 'a'), finding("F02", 'b')};
  suppress(configuration->book.suppressions, url, "page.html", findings);
  std::string ids;
  for (const Finding& each : findings) {
    if (counts(each)) ids += each.rule;
  }
  return ids;
}

TEST(ConfigurationTest, SuppressesByRuleUrlAndFingerprint) {
  const std::string url = "https://a.example/x/y?q=1";
  EXPECT_EQ(counting("  - {rule: F01, reason: r}", url), "F02");
  EXPECT_EQ(counting("  - {rule: password-on-http, reason: r}", url), "F02");
  EXPECT_EQ(counting("  - {url: 'https://a.example/*', reason: r}", url), "");
  EXPECT_EQ(counting("  - {url: 'https://a.example/x', reason: r}", url),
            "F01F02");
  EXPECT_EQ(counting("  - {url: '*y?q=1', reason: r}", url), "");
  EXPECT_EQ(counting("  - {url: 'page.*', reason: r}", url), "");
  EXPECT_EQ(counting("  - {url: 'https://a?example/x/y', reason: r}",
                     "https://axexample/x/y"),
            "");
  EXPECT_EQ(counting("  - {url: 'https://a.example/*', reason: r}",
                     "https://axexample/"),
            "F01F02");
  EXPECT_EQ(counting("  - {fingerprint: BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, "
                     "reason: r}",
                     url),
            "F01");
  EXPECT_EQ(
      counting("  - {rule: F01, url: 'https://b.example/*', reason: r}", url),
      "F01F02");
}

TEST(ConfigurationTest, ASuppressionGivesItsReason) {
  const auto configuration =
      read("suppressions: [{rule: F01, reason: 'old page'}]");
  std::vector<Finding> findings = {finding("F01", 'a')};
  suppress(configuration->book.suppressions, "", "", findings);
  EXPECT_EQ(findings[0].suppressed, "old page");
}

TEST(ConfigurationTest, SuppressionsMustMakeSense) {
  EXPECT_THAT(complaint("suppressions: [{rule: F01}]"),
              HasSubstr("\"reason\" is missing"));
  EXPECT_THAT(complaint("suppressions: [{rule: F01, reason: ''}]"),
              HasSubstr("\"reason\" is missing"));
  EXPECT_THAT(complaint("suppressions: [{reason: r}]"),
              HasSubstr("it would suppress everything"));
  EXPECT_THAT(complaint("suppressions: [{rule: Q999, reason: r}]"),
              HasSubstr("no rule \"Q999\""));
  EXPECT_THAT(complaint("suppressions: [{fingerprint: abc, reason: r}]"),
              HasSubstr("32 hexadecimal digits"));
  for (const char* date : {"soon", "2026-02-30", "2026-1-1", "2026/01/01"}) {
    EXPECT_THAT(complaint(std::string("suppressions: [{rule: F01, reason: r, "
                                      "expires: ") +
                          date + "}]"),
                HasSubstr("is no date"))
        << date;
  }
}

TEST(ConfigurationTest, AnExpiredSuppressionIsToldAndSuppressesNothing) {
  const auto read_one = read(
      "suppressions:\n"
      "  - {rule: F01, reason: r, expires: 2026-06-14}\n"
      "  - {rule: F02, reason: r, expires: 2026-06-15}\n");
  ASSERT_TRUE(read_one) << read_one.error().message;
  ASSERT_EQ(read_one->book.suppressions.size(), 1u);
  EXPECT_EQ(read_one->book.suppressions[0].rule, "F02");
  ASSERT_EQ(read_one->warnings.size(), 1u);
  EXPECT_THAT(read_one->warnings[0],
              HasSubstr("pagescan.yaml:2:5: suppressions[0]: it expired on "
                        "2026-06-14"));
}

TEST(ConfigurationTest, AddsRulesOfFilesBeforeAnythingNamesThem) {
  const auto read_one = read("levels: {A1: note}\nrules: [house.yaml]\n");
  ASSERT_TRUE(read_one) << read_one.error().message;
  EXPECT_EQ(rule(*read_one, "A1").configured_level, Level::kNote);
  EXPECT_EQ(read_one->book.rules.front().info.id, "A1");
  EXPECT_EQ(complaint("rules: [none.yaml]"),
            "pagescan.yaml:1:9: rules[0]: none.yaml: no such file");
  EXPECT_THAT(complaint("rules: [broken.yaml]"),
              HasSubstr("broken.yaml:1:9: rules[0]: the key \"name\" is "
                        "missing"));
  EXPECT_THAT(complaint("rules: [house.yaml, house.yaml]"),
              HasSubstr("there is a rule \"A1\" already"));
}

}  // namespace
}  // namespace pagescan
