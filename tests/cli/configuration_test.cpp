// pagescan.yaml, --fail-level and what they make of the exit status.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/rules_fixture.h"

namespace pagescan::test {
namespace {

using ::testing::HasSubstr;

class ConfigurationCliTest : public RulesFixture {
 protected:
  ConfigurationCliTest() {
    write("page.html", kDowngrade);
    // Whatever lies above the folder of the test.
    write(".git/HEAD", "");
  }

  std::string findings(const std::vector<std::string>& more = {}) const {
    return findings_in(only_report(scan(more).out));
  }
};

TEST_F(ConfigurationCliTest, TheExitStatusIsThatOfTheWorstFinding) {
  EXPECT_EQ(findings(), "F02 error");
  EXPECT_EQ(scan().exit_code, 1);
  EXPECT_EQ(scan({"--fail-level", "note"}).exit_code, 1);
  EXPECT_EQ(scan({"--fail-level", "none"}).exit_code, 0);
  EXPECT_EQ(scan({"--fail-level", "high"}).exit_code, 2);
  write("pagescan.yaml", "levels: {F02: warning}\n");
  EXPECT_EQ(scan().exit_code, 0);
  EXPECT_EQ(scan({"--fail-level", "warning"}).exit_code, 1);
  write("pagescan.yaml", "levels: {F02: warning}\nthreshold: warning\n");
  EXPECT_EQ(scan().exit_code, 1);
  EXPECT_EQ(scan({"--fail-level", "error"}).exit_code, 0);
  write("page.html", kClean);
  EXPECT_EQ(scan().exit_code, 0);
}

TEST_F(ConfigurationCliTest, ATargetThatCanNotBeScannedGoesBeforeAFinding) {
  EXPECT_EQ(scan({"missing.html"}).exit_code, 3);
}

TEST_F(ConfigurationCliTest, IsFoundInTheFolderAndAboveIt) {
  write("pagescan.yaml", "levels: {F02: note}\n");
  EXPECT_EQ(findings(), "F02 note");
  EXPECT_EQ(findings({"--no-config"}), "F02 error");
  write("a/b/page.html", kDowngrade);
  const auto below = [this](const std::string& folder) {
    return findings_in(
        only_report(run_in(folder, {"scan", "page.html", "--url",
                                    "https://shop.example/", "-f", "json"})
                        .out));
  };
  EXPECT_EQ(below("a/b"), "F02 note");
  // A repository of its own.
  write("a/b/.git/HEAD", "");
  EXPECT_EQ(below("a/b"), "F02 error");
}

TEST_F(ConfigurationCliTest, IsTheFileThatIsNamed) {
  write("pagescan.yaml", "levels: {F02: note}\n");
  write("other/strict.yaml", "levels: {F02: off}\n");
  EXPECT_EQ(findings({"--config", "other/strict.yaml"}), "");
  EXPECT_EQ(scan({"--config", "none.yaml"}).exit_code, 2);
  EXPECT_THAT(scan({"--config", "none.yaml"}).err, HasSubstr("none.yaml"));
  EXPECT_EQ(scan({"--config", "a", "--no-config"}).exit_code, 2);
}

TEST_F(ConfigurationCliTest, WhatIsWrongIsToldWithItsPlace) {
  write("pagescan.yaml", "levels:\n  F02: error\n  Q99: error\n");
  const ProgramOutcome outcome = scan();
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err,
              HasSubstr("pagescan.yaml:3:3: levels: there is no rule \"Q99\""));
  write("pagescan.yaml", "levels:\n  \x1b[31m: error\n");
  EXPECT_EQ(scan().exit_code, 2);
  EXPECT_EQ(scan().err.find('\x1b'), std::string::npos);
}

TEST_F(ConfigurationCliTest, ASuppressionIsReportedAndDoesNotCount) {
  write("pagescan.yaml",
        "suppressions:\n  - rule: F02\n    url: 'https://shop.example/*'\n"
        "    reason: moves in July\n");
  const ProgramOutcome outcome = scan();
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(findings_in(only_report(outcome.out)), "F02 error suppressed");
  EXPECT_THAT(outcome.out, HasSubstr("moves in July"));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(ConfigurationCliTest, ASuppressionOfATargetGoesByItsName) {
  write("pagescan.yaml",
        "suppressions: [{rule: F02, url: page.html, reason: r}]");
  EXPECT_EQ(findings(), "F02 error suppressed");
}

TEST_F(ConfigurationCliTest, ASuppressionExpires) {
  write("pagescan.yaml",
        "suppressions: [{rule: F02, reason: r, expires: 2026-06-14}]");
  const ProgramOutcome outcome = scan();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("expired on 2026-06-14"));
  write("pagescan.yaml",
        "suppressions: [{rule: F02, reason: r, expires: 2026-06-15}]");
  EXPECT_EQ(scan().exit_code, 0);
}

TEST_F(ConfigurationCliTest, RulesAreReadBesideTheConfiguration) {
  write("conf/pagescan.yaml", "rules: [house.yaml]\nlevels: {house-q: error}");
  write("conf/house.yaml",
        "rules:\n  - {id: H-Q, name: house-q, level: note, summary: S., why: "
        "W., fix: F., match: control, where: {name: q}, message: 'Asks {name}'"
        "}\n");
  EXPECT_EQ(findings({"--config", "conf/pagescan.yaml"}),
            "F02 error, H-Q error");
}

}  // namespace
}  // namespace pagescan::test
