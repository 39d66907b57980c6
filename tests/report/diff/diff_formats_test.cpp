// What each format says of changes, pages and what is hidden.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "report/diff/change_words.h"
#include "report/diff/diff_totals.h"
#include "report/diff/shown_change.h"
#include "tests/report/diff/diff_case.h"
#include "tests/report/format_case.h"
#include "tests/report/golden.h"
#include "tests/report/hazard.h"
#include "tests/report/schema_check.h"

namespace pagescan::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

// The rules are those of pagescan, which change.
std::string without_rules(const std::string& sarif) {
  json log = json::parse(sarif);
  json& rules = log["runs"][0]["tool"]["driver"]["rules"];
  for (size_t i = rules.size(); i-- > 0;) {
    const auto id = rules[i]["id"].get<std::string>();
    if (!id.starts_with("diff/")) rules.erase(i);
  }
  for (json& result : log["runs"][0]["results"]) result.erase("ruleIndex");
  return log.dump();
}

void expect_goldens(const std::string& name,
                    const std::vector<DiffCase>& cases) {
  const auto report = [&cases](const char* format) {
    return diff_report(format, cases);
  };
  expect_golden_text("diff/" + name + ".txt", report("text"));
  expect_golden_text("diff/" + name + ".jsonl", report("json"));
  expect_golden_text("diff/" + name + ".md", report("markdown"));
  expect_golden_text("diff/" + name + ".junit.xml", report("junit"));
  expect_golden_text("diff/" + name + ".github", report("github"));
  expect_golden_text("diff/" + name + ".html", without_assets(report("html")));
  expect_golden_json("diff/" + name + ".sarif", without_rules(report("sarif")));
  expect_golden_text("diff/" + name + ".patch.json", report("json-patch"));
}

TEST(DiffGoldenTest, OnePage) { expect_goldens("page", {rich_case()}); }

TEST(DiffGoldenTest, Batch) { expect_goldens("batch", batch_cases()); }

TEST(DiffGoldenTest, EveryFormatIsDeterministic) {
  for (const DiffReporter& reporter : all_diff_reporters()) {
    EXPECT_EQ(diff_report(reporter.name, batch_cases()),
              diff_report(reporter.name, batch_cases()))
        << reporter.name;
  }
}

TEST(DiffTextTest, GroupsByPartAndPutsTheWorstFirst) {
  DiffCase made = same_case();
  made.diff.changes = {
      change_of(ChangeSubject::kControl, ChangeAction::kAdded, Level::kNote,
                "forms[a].controls[b]", "control b"),
      change_of(ChangeSubject::kForm, ChangeAction::kRetargeted, Level::kError,
                "forms[a].url", "form a"),
      change_of(ChangeSubject::kStatus, ChangeAction::kChanged, Level::kNote,
                "page.status", "status")};
  const std::string text = diff_report("text", {made});
  EXPECT_LT(text.find("\nPage\n"), text.find("\nForms\n"));
  EXPECT_LT(text.find("  error    form a: retargeted\n"),
            text.find("  note     control b: added\n"));
  EXPECT_THAT(text, HasSubstr("3 changes: 1 error, 0 warnings, 2 notes\n"));
  EXPECT_THAT(text, HasSubstr("\nHidden: 2 nonces (--no-mask NAME shows what a "
                              "mask hides)\n"));
}

TEST(DiffTextTest, ColoursLevelsAndValues) {
  const std::string plain = diff_report("text", {rich_case()});
  EXPECT_EQ(plain.find('\x1B'), std::string::npos);
  DiffReportOptions options;
  options.colors = true;
  const std::string coloured = diff_report("text", {rich_case()}, options);
  EXPECT_THAT(coloured, HasSubstr("  \x1B[1;31merror\x1B[0m    form"));
  EXPECT_THAT(coloured, HasSubstr("\x1B[31m- https://shop.example/login\x1B["
                                  "0m\n"));
  EXPECT_THAT(coloured, HasSubstr("\x1B[32m+ https://evil.example/login\x1B["
                                  "0m\n"));
}

TEST(DiffTextTest, SaysWhyAndWhatIsTheSame) {
  EXPECT_THAT(diff_report("text", {same_case()}), HasSubstr("\nNo changes.\n"));
  EXPECT_THAT(diff_report("text", {failed_case()}),
              HasSubstr("\nNot compared: the new scan failed: connection "
                        "refused\n"));
  EXPECT_THAT(diff_report("text", batch_cases()),
              HasSubstr("4 pages: 2 changed, 1 the same, 1 not compared\n"));
  EXPECT_THAT(diff_report("text", {}), StartsWith("0 pages: 0 changed"));
}

TEST(ShownChangeTest, CutsButNeverWhatDiffers) {
  Change change;
  change.before = std::string(1000, 'a') + "é1" + std::string(1000, 'b');
  change.after = std::string(1000, 'a') + "é2" + std::string(1000, 'b');
  const ShownValues values = shown_values(change, 100);
  EXPECT_THAT(*values.before, StartsWith("…aaa"));
  EXPECT_THAT(*values.before, HasSubstr("é1bbb"));
  EXPECT_THAT(*values.after, HasSubstr("é2bbb"));
  EXPECT_LT(values.after->size(), 110u);
  change.before.reset();
  EXPECT_THAT(*shown_values(change, 100).after, StartsWith("aaa"));
  EXPECT_EQ(shown_values(change, 100).before, std::nullopt);
}

TEST(ShownChangeTest, ComparesByWordWhatIsNotTooLong) {
  Change change;
  change.before = "one two";
  EXPECT_THAT(shown_words(change, 100), SizeIs(0));
  change.after = "one three";
  std::string before;
  std::string after;
  for (const ShownSpan& span : shown_words(change, 100)) {
    if (span.kind != WordSpan::Kind::kAdded) before += span.text;
    if (span.kind != WordSpan::Kind::kRemoved) after += span.text;
  }
  EXPECT_EQ(before, "one two");
  EXPECT_EQ(after, "one three");
  change.after = std::string(kMaxWordDiffBytes + 1, 'x');
  EXPECT_THAT(shown_words(change, 100), SizeIs(0));
  change.after = std::string(kMaxWordDiffBytes, 'x');
  size_t bytes = 0;
  for (const ShownSpan& span : shown_words(change, 100)) {
    bytes += span.text.size();
  }
  EXPECT_LE(bytes, 120u);
}

TEST(ShownChangeTest, PutsValuesIntoALine) {
  Change change;
  EXPECT_EQ(values_in_words(change, 10), "");
  change.before = "a";
  EXPECT_EQ(values_in_words(change, 10), "was \"a\"");
  change.after = "b";
  EXPECT_EQ(values_in_words(change, 10), "\"a\" -> \"b\"");
  change.before.reset();
  EXPECT_EQ(values_in_words(change, 10), "is \"b\"");
}

TEST(ChangeWordsTest, EverySubjectHasAPart) {
  for (size_t i = 0; i < kChangeSubjectNames.size(); ++i) {
    const auto part =
        static_cast<size_t>(part_of(static_cast<ChangeSubject>(i)));
    EXPECT_LT(part, kChangePartNames.size()) << kChangeSubjectNames[i];
  }
}

TEST(ChangeWordsTest, KeepsTheWorstOfMany) {
  PageDiff diff;
  for (const Level level : {Level::kNote, Level::kError, Level::kWarning}) {
    diff.changes.push_back(change_of(ChangeSubject::kLink, ChangeAction::kAdded,
                                     level, "links[x]", "link"));
  }
  const std::vector<ChangesOfPart> parts = changes_by_part(diff, 2);
  ASSERT_THAT(parts, SizeIs(1));
  EXPECT_THAT(parts[0].changes,
              ElementsAre(&diff.changes[1], &diff.changes[2]));
}

TEST(ChangeWordsTest, SaysTheLines) {
  Change change;
  EXPECT_EQ(change_lines(change), "");
  change.before_position.line = 3;
  EXPECT_EQ(change_lines(change), "was line 3");
  change.after_position.line = 3;
  EXPECT_EQ(change_lines(change), "line 3");
  change.after_position.line = 4;
  EXPECT_EQ(change_lines(change), "line 4, was line 3");
}

json sarif_results(const std::vector<DiffCase>& cases) {
  return json::parse(diff_report("sarif", cases))["runs"][0]["results"];
}

TEST(DiffSarifTest, SaysWhatBecameOfFindings) {
  std::map<std::string, std::string> states;
  for (const json& result : sarif_results({rich_case()})) {
    if (result["ruleId"] != "F02") continue;
    states[result["message"]["text"].get<std::string>()] =
        result["baselineState"].get<std::string>();
  }
  EXPECT_EQ(states,
            (std::map<std::string, std::string>{{"new it is", "new"},
                                                {"as before", "unchanged"},
                                                {"gone it is", "absent"}}));
}

// A finding whose fingerprint differs by noise alone has no change.
TEST(DiffSarifTest, TakesWhatAMaskHidesForUnchanged) {
  DiffCase made = same_case();
  made.before[0].findings = {finding_of("x", "nonce-1")};
  made.after[0].findings = {finding_of("x", "nonce-2")};
  const json results = sarif_results({made});
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0]["baselineState"], "unchanged");
}

TEST(DiffSarifTest, FindingsOfANewPageAreNew) {
  DiffCase made = added_case();
  made.after[0].findings = {finding_of("x", "f")};
  const json results = sarif_results({made});
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0]["baselineState"], "new");
  EXPECT_EQ(results[1]["ruleId"], "diff/page-added");
}

TEST(DiffSarifTest, HasARuleForEachKindOfChange) {
  const json log = json::parse(diff_report("sarif", {rich_case()}));
  const json& rules = log["runs"][0]["tool"]["driver"]["rules"];
  std::map<std::string, std::string> states;
  for (const json& result : log["runs"][0]["results"]) {
    const auto id = result["ruleId"].get<std::string>();
    ASSERT_EQ(rules[result["ruleIndex"].get<size_t>()]["id"], id);
    states[id] = result["baselineState"].get<std::string>();
  }
  EXPECT_EQ(states.at("diff/form-retargeted"), "updated");
  EXPECT_EQ(states.at("diff/control-added"), "new");
  EXPECT_EQ(states.at("diff/field-removed"), "absent");
  // What is gone and should not be is no mended result.
  EXPECT_EQ(states.at("diff/csp-directive-removed"), "updated");
}

TEST(DiffSarifTest, FingerprintsAreStableAndTellApart) {
  const json once = sarif_results({rich_case()});
  DiffCase made = rich_case();
  made.diff.changes.insert(made.diff.changes.begin(), made.diff.changes[4]);
  const json twice = sarif_results({made});
  std::set<std::string> prints;
  for (const json& result : twice) {
    prints.insert(result["partialFingerprints"]["primaryLocationLineHash"]
                      .get<std::string>());
  }
  EXPECT_EQ(prints.size(), twice.size());
  for (const json& result : once) {
    EXPECT_TRUE(
        prints.contains(result["partialFingerprints"]["primaryLocationLineHash"]
                            .get<std::string>()))
        << result;
  }
}

TEST(DiffJunitTest, HasACaseForEachPartAndFailsAtALevel) {
  DiffReportOptions options;
  options.fail_level = Level::kError;
  const std::string xml = diff_report("junit", {rich_case()}, options);
  EXPECT_THAT(XmlSchema::attributes(xml, "testcase", "name"),
              ElementsAre("page", "response", "cookies", "forms", "scripts",
                          "links", "resources", "findings", "text"));
  EXPECT_THAT(xml, HasSubstr(R"(tests="9" failures="2" errors="0")"));
  EXPECT_THAT(diff_report("junit", {rich_case()}),
              HasSubstr(R"(tests="9" failures="9" errors="0")"));
  EXPECT_THAT(diff_report("junit", {failed_case()}),
              HasSubstr(R"(tests="1" failures="0" errors="1")"));
}

TEST(DiffMarkdownTest, GathersTheSameChangeOfManyPages) {
  std::vector<DiffCase> cases;
  for (int i = 0; i < 5; ++i) {
    cases.push_back(rich_case());
    cases.back().diff.url += std::to_string(i);
  }
  const std::string report = diff_report("markdown", cases);
  EXPECT_THAT(report, StartsWith("<!-- pagescan diff -->\n### pagescan diff: "
                                 "15 errors, "));
  EXPECT_THAT(report, HasSubstr("| **error** | 15 | 5 |\n"));
  EXPECT_THAT(report, HasSubstr("`https://shop.example/checkout2`<br>and 2 "
                                "more |\n"));
  EXPECT_THAT(report, HasSubstr("<details><summary>"));
}

TEST(DiffMarkdownTest, FitsIntoACommentAndSaysWhatItCuts) {
  DiffCase made = same_case();
  for (const Level level : {Level::kError, Level::kWarning}) {
    for (int i = 0; i < 3'000; ++i) {
      made.diff.changes.push_back(
          change_of(ChangeSubject::kLink, ChangeAction::kAdded, level,
                    "links[" + std::to_string(i) + ']', std::string(100, '|')));
    }
  }
  std::vector<DiffCase> cases(100, failed_case());
  cases.push_back(made);
  const std::string report = diff_report("markdown", cases);
  EXPECT_LE(report.size(), size_t{60} << 10);
  EXPECT_THAT(report, HasSubstr(" changes more not shown"));
  EXPECT_THAT(report, HasSubstr("- and 80 more\n"));
  EXPECT_THAT(report, HasSubstr("</details>\n"));
}

TEST(DiffGithubTest, WritesCommandsAtTheirPlaces) {
  DiffCase made = rich_case();
  made.diff.changes = {made.diff.changes[3], made.diff.changes[4]};
  EXPECT_EQ(
      diff_report("github", {made}),
      "::error file=lists/urls.txt,line=4,title=form_retargeted::"
      "https://shop.example/checkout: form \"login\": retargeted: "
      "\"https://shop.example/login\" -> \"https://evil.example/login\"\n"
      "::warning file=lists/urls.txt,line=4,title=cookie_changed::"
      "https://shop.example/checkout: cookie \"sid\": changed: \"true\" -> "
      "\"false\"\n"
      "pagescan diff: 1 page: 1 changed, 0 the same, 0 not compared; 1 error, "
      "1 warning, 0 notes; findings 0 new, 0 fixed, 1 the same; hidden 15\n");
}

TEST(DiffJsonTest, HasALineForEachPage) {
  const std::string report = diff_report("json", batch_cases());
  EXPECT_EQ(std::count(report.begin(), report.end(), '\n'), 4);
  const json first = json::parse(report.substr(0, report.find('\n')));
  EXPECT_EQ(first["changes"].size(), 12u);
  EXPECT_EQ(first["levels"]["error"], 3);
  EXPECT_EQ(first["hidden"]["timestamps"], 12);
  EXPECT_EQ(first["changes"][4]["after_position"]["line"], 14);
}

TEST(DiffJsonTest, SaysHowLongACutValueIs) {
  DiffCase made = same_case();
  made.diff.changes = {change_of(ChangeSubject::kText, ChangeAction::kAdded,
                                 Level::kNote, "text", "text")};
  made.diff.changes[0].after = std::string((size_t{1} << 20) + 5, 'x');
  const json change = json::parse(diff_report("json", {made}))["changes"][0];
  EXPECT_EQ(change["after"].get<std::string>().size(), size_t{1} << 20);
  EXPECT_EQ(change["after_bytes"], (size_t{1} << 20) + 5);
  EXPECT_FALSE(change.contains("before_bytes"));
}

}  // namespace
}  // namespace pagescan::test
