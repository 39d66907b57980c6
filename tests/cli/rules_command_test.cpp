// `pagescan rules`, and docs/rules.md, which it writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/cli/rules_fixture.h"

namespace pagescan::test {
namespace {

using ::testing::HasSubstr;

class RulesCommandTest : public RulesFixture {
 protected:
  RulesCommandTest() { write(".git/HEAD", ""); }
};

constexpr char kRule[] =
    "rules:\n  - id: H-Q\n    name: house-q\n    level: note\n"
    "    summary: S.\n    why: W.\n    fix: F.\n    match: control\n"
    "    where: {name: q}\n    message: 'Asks {name}'\n"
    "    examples:\n      bad: [<input name=q>]\n      good: [<input name=r>]"
    "\n";

TEST_F(RulesCommandTest, ListsEveryRule) {
  const ProgramOutcome text = run({"rules", "list"});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_THAT(text.out, HasSubstr("F02  error    form-downgrade"));
  const Json rules =
      Json::parse(run({"rules", "list", "--format", "json"}).out);
  ASSERT_GE(rules.size(), 5u);
  for (const Json& rule : rules) {
    for (const char* key : {"id", "name", "level", "default_level",
                            "confidence", "summary", "why", "fix"}) {
      EXPECT_FALSE(rule.at(key).get<std::string>().empty()) << rule;
    }
    EXPECT_TRUE(rule.at("references").is_array());
  }
}

TEST_F(RulesCommandTest, ListsThemAsTheConfigurationSays) {
  write("house.yaml", kRule);
  write("pagescan.yaml", "rules: [house.yaml]\nlevels: {F02: off, F03: note}");
  const std::string list = run({"rules", "list"}).out;
  EXPECT_THAT(list, HasSubstr("F02  off      form-downgrade"));
  EXPECT_THAT(list, HasSubstr("F03  note     form-on-http-page"));
  EXPECT_THAT(list, HasSubstr("H-Q  note     house-q"));
  const std::string without = run({"rules", "list", "--no-config"}).out;
  EXPECT_THAT(without, HasSubstr("F02  error    form-downgrade"));
}

TEST_F(RulesCommandTest, DescribesARule) {
  const ProgramOutcome shown = run({"rules", "show", "FORM-downgrade"});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_THAT(shown.out, HasSubstr("F02 form-downgrade\n"));
  EXPECT_THAT(shown.out, HasSubstr("What to do:"));
  const Json rule =
      Json::parse(run({"rules", "show", "F02", "-f", "json"}).out);
  EXPECT_EQ(rule.at("name"), "form-downgrade");
  const ProgramOutcome none = run({"rules", "show", "form-downgrad"});
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.err, HasSubstr("did you mean \"form-downgrade\"?"));
  EXPECT_EQ(run({"rules", "show", "[x]"}).exit_code, 2);
}

TEST_F(RulesCommandTest, TriesRulesOnTheirExamples) {
  write("house.yaml", kRule);
  const ProgramOutcome good = run({"rules", "test", "house.yaml"});
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_EQ(good.out, "1 rules, 2 examples: all as the file says\n");
  std::string wrong = kRule;
  wrong.replace(wrong.find("<input name=r>"), 14, "<input name=q>");
  write("wrong.yaml", wrong);
  const ProgramOutcome bad = run({"rules", "test", "wrong.yaml"});
  EXPECT_EQ(bad.exit_code, 1);
  EXPECT_THAT(bad.out, HasSubstr("wrong.yaml:13:14: H-Q house-q: it is found: "
                                 "Asks \"q\"\n"));
  write("broken.yaml", "rules: [");
  EXPECT_EQ(run({"rules", "test", "broken.yaml"}).exit_code, 2);
  EXPECT_EQ(run({"rules", "test", "none.yaml"}).exit_code, 2);
  EXPECT_EQ(run({"rules"}).exit_code, 2);
}

TEST_F(RulesCommandTest, TheRulesOfTheProgramPassTheirExamples) {
  const ProgramOutcome outcome =
      run({"rules", "test", PAGESCAN_SOURCE_DIR "/rules/simple_rules.yaml"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
}

TEST_F(RulesCommandTest, DocumentIsFresh) {
  const std::string path = PAGESCAN_SOURCE_DIR "/docs/rules.md";
  const std::string written =
      run({"rules", "list", "--no-config", "--format", "markdown"}).out;
  const char* const update = std::getenv("PAGESCAN_UPDATE_GOLDENS");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << written;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(written, there) << "PAGESCAN_UPDATE_GOLDENS=1 build/rules_cli_test";
}

}  // namespace
}  // namespace pagescan::test
