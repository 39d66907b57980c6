// --baseline, and what a batch says of findings: exit status and summary.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/rules_fixture.h"
#include "tests/support/payloads.h"

namespace pagescan::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class BaselineTest : public RulesFixture {
 protected:
  BaselineTest() {
    write(".git/HEAD", "");
    write("page.html", kDowngrade);
  }
};

TEST_F(BaselineTest, OnlyWhatIsNewFails) {
  write("before.json", scan().out);
  const ProgramOutcome same = scan({"--baseline", "before.json"});
  EXPECT_EQ(same.exit_code, 0);
  EXPECT_EQ(findings_in(only_report(same.out)), "F02 error unchanged");
  write("page.html", std::string(kDowngrade) + "<p>more</p>\n" +
                         "<form action=http://shop.example/more>"
                         "<button>Go</button></form>");
  const ProgramOutcome more = scan({"--baseline", "before.json"});
  EXPECT_EQ(more.exit_code, 1);
  EXPECT_EQ(findings_in(only_report(more.out)),
            "F02 error unchanged, F02 error new");
  // Another page, the same target.
  write("page.html", kDowngrade);
  const ProgramOutcome other =
      run({"scan", "page.html", "--url", "https://shop.example/x", "--baseline",
           "before.json", "-f", "json"});
  EXPECT_EQ(other.exit_code, 0) << other.out;
  write("twin.html", kDowngrade);
  EXPECT_EQ(run({"scan", "twin.html", "--url", "https://shop.example/x",
                 "--baseline", "before.json"})
                .exit_code,
            1);
}

TEST_F(BaselineTest, ReadsWhatIsPacked) {
  write("before.json.gz", gzip(scan().out));
  EXPECT_EQ(scan({"--baseline", "before.json.gz"}).exit_code, 0);
}

TEST_F(BaselineTest, RefusesWhatIsNoReport) {
  EXPECT_EQ(scan({"--baseline", "none.json"}).exit_code, 2);
  write("odd.json", "[]\n");
  EXPECT_THAT(scan({"--baseline", "odd.json"}).err,
              HasSubstr("--baseline: odd.json: line 1 is no report"));
  write("old.json", "{\"task\":{\"url\":\"page.html\"}}\n");
  EXPECT_THAT(scan({"--baseline", "old.json"}).err,
              HasSubstr("the report in line 1 has no findings"));
  write("torn.json", scan().out.substr(0, 100));
  EXPECT_EQ(scan({"--baseline", "torn.json"}).exit_code, 2);
}

class BatchFindingsTest : public BaselineTest {
 protected:
  BatchFindingsTest() {
    // http pages would be fetched: files have no URL, so their rule is F09.
    for (const char* name : {"a.html", "b.html", "c.html", "d.html"}) {
      write(name, kPasswordByGet);
    }
    write("clean.html", kClean);
    write("list.txt", "a.html\nb.html\nc.html\nd.html\nclean.html\n");
  }

  ProgramOutcome batch(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"batch", "list.txt", "-o",
                                          "out.ndjson"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
};

TEST_F(BatchFindingsTest, TheExitStatusIsThatOfTheWorstFinding) {
  EXPECT_EQ(batch().exit_code, 1);
  EXPECT_EQ(batch({"--fail-on", "error"}).exit_code, 0);
  EXPECT_EQ(batch({"--fail-level", "none"}).exit_code, 0);
  write("pagescan.yaml", "levels: {F09: note}");
  EXPECT_EQ(batch().exit_code, 0);
  EXPECT_EQ(batch({"--fail-level", "note"}).exit_code, 1);
  write("list.txt", "a.html\nmissing.html\n");
  EXPECT_EQ(batch({"--fail-level", "note"}).exit_code, 3);
}

TEST_F(BatchFindingsTest, AResumedRunKnowsWhatWasFoundBefore) {
  EXPECT_EQ(batch().exit_code, 1);
  EXPECT_EQ(batch({"--resume"}).exit_code, 1);
  EXPECT_EQ(batch({"--resume", "--fail-level", "none"}).exit_code, 0);
}

TEST_F(BatchFindingsTest, ABaselineIsTheOutputOfAnEarlierBatch) {
  EXPECT_EQ(batch().exit_code, 1);
  EXPECT_EQ(run({"batch", "list.txt", "-o", "now.ndjson", "--baseline",
                 "out.ndjson", "--summary", "sum.json"})
                .exit_code,
            0);
}

TEST_F(BatchFindingsTest, TheSummaryTellsEachThingOnce) {
  const ProgramOutcome outcome = batch({"--summary", "sum.json"});
  EXPECT_THAT(outcome.err, HasSubstr("F09 password-get (4 targets): "));
  EXPECT_THAT(outcome.err, HasSubstr("/a.html\n"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("d.html")));
  const Json summary = Json::parse(run({"merge", "out.ndjson", "--summary",
                                        "/dev/stdout", "-o", "merged.ndjson"})
                                       .out);
  ASSERT_EQ(summary.at("findings").size(), 1u);
  const Json& group = summary.at("findings").at(0);
  EXPECT_EQ(group.at("rule"), "F09");
  EXPECT_EQ(group.at("level"), "error");
  EXPECT_EQ(group.at("targets"), 4);
  ASSERT_EQ(group.at("urls").size(), 3u);
  EXPECT_THAT(group.at("urls").at(2).get<std::string>(), EndsWith("/c.html"));
  EXPECT_EQ(summary.at("finding_levels"), Json({{"error", 4}}));
  EXPECT_EQ(summary.at("findings_left_out"), 0);
}

}  // namespace
}  // namespace pagescan::test
