// What each format says of findings, targets and failures.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/report/format_case.h"
#include "tests/report/rich_result.h"
#include "tests/report/schema_check.h"

namespace pagescan::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr char kUrl[] = "https://example.com/login";

ScanResult saved_page(std::vector<Finding> findings) {
  ScanResult result = page_with("pages/a b.html", std::move(findings));
  result.task.list.clear();
  result.task.line = 0;
  result.response.reset();
  return result;
}

json sarif_run(const std::vector<ScanResult>& results) {
  return json::parse(report_in("sarif", results)).at("runs").at(0);
}

TEST(SarifTest, PointsToTheLineOfTheList) {
  const json result =
      sarif_run({page_with(kUrl, {finding_of("off it goes")})})["results"][0];
  EXPECT_EQ(result["ruleId"], "F02");
  EXPECT_EQ(result["ruleIndex"], 0);
  EXPECT_EQ(result["level"], "warning");
  EXPECT_EQ(result["message"]["text"], "off it goes");
  const json& location = result["locations"][0];
  EXPECT_EQ(location["physicalLocation"]["artifactLocation"]["uri"],
            "lists/urls.txt");
  EXPECT_EQ(location["physicalLocation"]["region"]["startLine"], 4);
  EXPECT_EQ(location["logicalLocations"][0]["fullyQualifiedName"], kUrl);
  EXPECT_EQ(result["webRequest"]["target"], kUrl);
  EXPECT_EQ(result["webResponse"]["statusCode"], 200);
}

TEST(SarifTest, PointsIntoAFileThatWasScanned) {
  const json location =
      sarif_run({saved_page({finding_of("x")})})["results"][0]["locations"][0];
  EXPECT_EQ(location["physicalLocation"]["artifactLocation"]["uri"],
            "pages/a%20b.html");
  EXPECT_EQ(location["physicalLocation"]["region"]["startLine"], 3);
  EXPECT_EQ(location["physicalLocation"]["region"]["startColumn"], 7);
}

// Code hosts refuse a document in which a file is at an http address.
TEST(SarifTest, NeverTakesAnAddressForAFile) {
  for (const char* list : {"", "-", "https://example.com/sitemap.xml"}) {
    ScanResult page = page_with(kUrl, {finding_of("x")});
    page.task.list = list;
    const json result = sarif_run({page})["results"][0];
    EXPECT_FALSE(result["locations"][0].contains("physicalLocation")) << list;
  }
}

TEST(SarifTest, TellsPagesApart) {
  const json run =
      sarif_run({page_with(kUrl, {finding_of("x")}),
                 page_with("https://b.example/", {finding_of("x")})});
  const json& a = run["results"][0]["partialFingerprints"];
  const json& b = run["results"][1]["partialFingerprints"];
  EXPECT_EQ(a["pagescan/finding/v1"], b["pagescan/finding/v1"]);
  EXPECT_NE(a["primaryLocationLineHash"], b["primaryLocationLineHash"]);
}

TEST(SarifTest, KeepsBaselineAndSuppression) {
  Finding known = finding_of("x");
  known.baseline = BaselineState::kUnchanged;
  Finding suppressed = finding_of("y");
  suppressed.suppressed = "agreed on";
  const json results =
      sarif_run({page_with(kUrl, {known, suppressed})})["results"];
  EXPECT_EQ(results[0]["baselineState"], "unchanged");
  EXPECT_FALSE(results[0].contains("suppressions"));
  EXPECT_EQ(results[1]["suppressions"][0]["justification"], "agreed on");
}

TEST(SarifTest, LetsNoPageMakeLinksOrPlaceholders) {
  const json results = sarif_run({page_with(
      kUrl, {finding_of("[a](https://evil.example/)"), finding_of("a {0} b"),
             finding_of("a[0] {x}")})})["results"];
  EXPECT_EQ(results[0]["message"]["text"], "\\[a\\](https://evil.example/)");
  EXPECT_EQ(results[1]["message"]["text"], "a {{0}} b");
  EXPECT_EQ(results[2]["message"]["text"], "a[0] {x}");
}

TEST(SarifTest, SaysWhatItCuts) {
  const std::vector<Finding> many(10'001, finding_of("x"));
  const json run = sarif_run(
      {page_with(kUrl, many), page_with(kUrl, many), page_with(kUrl, many)});
  EXPECT_EQ(run["results"].size(), 25'000u);
  const json& notes = run["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_THAT(notes[0]["message"]["text"].get<std::string>(),
              StartsWith("5003 results are left out"));
}

TEST(SarifTest, SaysWhatWasNotScanned) {
  const json run = sarif_run({failed_result()});
  const json& invocation = run["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  const json& note = invocation["toolExecutionNotifications"][0];
  EXPECT_EQ(note["descriptor"]["id"], "connection_refused");
  EXPECT_EQ(note["level"], "error");
}

TEST(SarifTest, HasTheRulesWithTheirHelp) {
  const json rule = sarif_run({})["tool"]["driver"]["rules"][0];
  EXPECT_EQ(rule["id"], "F02");
  EXPECT_EQ(rule["defaultConfiguration"]["level"], "error");
  EXPECT_EQ(rule["properties"]["tags"],
            json({"security", "external/cwe/cwe-319", "CWE-319", "ZAP-10042"}));
  EXPECT_EQ(rule["help"]["markdown"],
            "Whoever is on the way reads it.\n\n**What to do:** Let the form "
            "submit to an https address.");
}

std::vector<std::string> case_names(const std::string& xml) {
  return XmlSchema::attributes(xml, "testcase", "name");
}

TEST(JunitTest, HasACaseForEachRuleThatWasAsked) {
  EXPECT_THAT(case_names(report_in("junit", {page_with(kUrl, {})})),
              ElementsAre("F02 form-downgrade", "X01 no-field"));
  EXPECT_THAT(case_names(report_in("junit", {saved_page({})})),
              ElementsAre("F02 form-downgrade"));
  Finding other = finding_of("x");
  other.rule = "Z99";
  EXPECT_THAT(case_names(report_in("junit", {saved_page({other})})),
              ElementsAre("F02 form-downgrade", "Z99 form-downgrade"));
}

TEST(JunitTest, FailsForWhatCounts) {
  Finding note = finding_of("only a note");
  note.level = Level::kNote;
  Finding known = finding_of("known");
  known.baseline = BaselineState::kUnchanged;
  const struct {
    std::vector<Finding> findings;
    const char* counts;
    const char* text;
  } cases[] = {
      {{}, R"(tests="2" failures="0" errors="0" skipped="0")", "F02"},
      {{finding_of("bad"), finding_of("worse")},
       R"(tests="2" failures="1" errors="0" skipped="0")",
       R"x(<failure type="warning" message="bad (and 1 more)">)x"},
      {{note},
       R"(tests="2" failures="0" errors="0" skipped="0")",
       "<system-out>note at line 3, column 7: only a note"},
      {{known},
       R"(tests="2" failures="0" errors="0" skipped="1")",
       R"(<skipped message="known before: known"/>)"},
  };
  for (const auto& c : cases) {
    const std::string xml = report_in("junit", {page_with(kUrl, c.findings)});
    EXPECT_THAT(xml, HasSubstr(c.counts));
    EXPECT_THAT(xml, HasSubstr(c.text));
  }
}

TEST(JunitTest, HasAnErrorForAPageThatFailed) {
  const std::string xml = report_in("junit", {failed_result()});
  EXPECT_THAT(xml, HasSubstr(R"(errors="1")"));
  EXPECT_THAT(xml, HasSubstr(R"(<error type="connection_refused")"));
  EXPECT_THAT(case_names(xml), ElementsAre("scan: fetch"));
}

TEST(MarkdownTest, GroupsTheSameFindingAndPutsTheWorstFirst) {
  std::vector<ScanResult> pages;
  Finding grave = finding_of("grave", "g");
  grave.level = Level::kError;
  for (int i = 1; i <= 5; ++i) {
    pages.push_back(
        page_with(fmt::format("https://example.com/{}", i),
                  {finding_of("everywhere"), finding_of("everywhere")}));
  }
  pages.back().findings.push_back(grave);
  const std::string report = report_in("markdown", pages);
  EXPECT_THAT(report, StartsWith("<!-- pagescan -->\n### pagescan: 1 error, 10 "
                                 "warnings, 0 notes on 5 pages\n\n"));
  EXPECT_THAT(report,
              HasSubstr("| **warning** | `F02 form-downgrade` | `everywhere` | "
                        "`https://example.com/1`<br>`https://example.com/2`<br>"
                        "`https://example.com/3`<br>and 2 more |\n"));
  EXPECT_LT(report.find("`grave`"), report.find("`everywhere`"));
  EXPECT_THAT(report, HasSubstr("- **F02 form\\-downgrade**: Whoever is on"));
}

TEST(MarkdownTest, FitsIntoACommentAndSaysWhatItCuts) {
  std::vector<Finding> many;
  for (int i = 0; i < 5'000; ++i) {
    many.push_back(finding_of(std::string(100, '|') + std::to_string(i),
                              std::to_string(i)));
  }
  std::vector<ScanResult> pages(100, failed_result());
  pages.push_back(page_with(kUrl, many));
  const std::string report = report_in("markdown", pages);
  EXPECT_LE(report.size(), size_t{60} << 10);
  EXPECT_THAT(report, HasSubstr("findings more not shown"));
  EXPECT_THAT(report, HasSubstr("100 pages could not be scanned."));
  EXPECT_THAT(report, HasSubstr("- and 80 more\n"));
}

TEST(MarkdownTest, LeavesOutWhatDoesNotCount) {
  Finding suppressed = finding_of("quiet");
  suppressed.suppressed = "agreed on";
  const std::string report =
      report_in("markdown", {page_with(kUrl, {suppressed})});
  EXPECT_THAT(report, Not(HasSubstr("quiet")));
  EXPECT_THAT(report,
              HasSubstr("Not shown: 1 finding, suppressed or known before."));
}

TEST(CsvTest, HasALineForEachFindingAndEachFailure) {
  const auto records = read_csv(report_in(
      "csv", {page_with(kUrl, {finding_of("a, \"b\"\nc"), finding_of("=1+1")}),
              failed_result()}));
  ASSERT_EQ(records.size(), 4u);
  for (const auto& record : records) EXPECT_EQ(record.size(), 20u);
  EXPECT_EQ(records[0][0], "kind");
  EXPECT_EQ(records[1][5], "a, \"b\"\nc");
  EXPECT_EQ(records[2][5], "'=1+1");
  EXPECT_EQ(records[2][8], "3");
  EXPECT_EQ(records[3][0], "error");
  EXPECT_EQ(records[3][4], "connection_refused");
}

TEST(GithubTest, WritesCommandsAtTheirPlaces) {
  Finding note = finding_of("50 % of\nit");
  note.level = Level::kNote;
  EXPECT_EQ(report_in("github", {page_with(kUrl, {note, finding_of("bad")})}),
            "::warning file=lists/urls.txt,line=4,title=F02 form-downgrade::"
            "https://example.com/login: bad (line 3, column 7)\n"
            "::notice file=lists/urls.txt,line=4,title=F02 form-downgrade::"
            "https://example.com/login: 50 %25 of\\u{A}it (line 3, column 7)\n"
            "pagescan: errors 0, warnings 1, notes 1, suppressed or known 0, "
            "targets 1, not scanned 0\n");
}

TEST(GithubTest, EscapesProperties) {
  ScanResult page = page_with(kUrl, {finding_of("x")});
  page.task.list = "a,b:c%\n::error::d";
  const std::string report = report_in("github", {page});
  EXPECT_THAT(report, StartsWith("::warning file=a%2Cb%3Ac%25\\u{A}%3A%3Aerror%"
                                 "3A%3Ad,line=4,"));
}

TEST(HarTest, HasAnEntryForEachHop) {
  const json log = json::parse(report_in(
      "har", {rich_result(), saved_page({}), failed_result()}))["log"];
  ASSERT_EQ(log["entries"].size(), 3u);
  ASSERT_EQ(log["pages"].size(), 3u);
  const json& first = log["entries"][0];
  EXPECT_EQ(first["response"]["status"], 301);
  EXPECT_EQ(first["response"]["redirectURL"],
            "https://www.example.com/%C3%A9?q=%EF%BF%BD");
  EXPECT_EQ(first["timings"]["dns"], 1.5);
  EXPECT_EQ(first["timings"]["connect"], 5.25);
  EXPECT_EQ(first["timings"]["ssl"], 3.25);
  EXPECT_EQ(first["time"], 11.0);
  EXPECT_EQ(first["response"]["cookies"].size(), 1u);
  const json& second = log["entries"][1];
  EXPECT_EQ(second["pageref"], "page_1");
  EXPECT_EQ(second["startedDateTime"], "2026-09-18T12:34:56.800Z");
  EXPECT_EQ(second["request"]["queryString"],
            json::parse(R"([{"name":"q","value":"\ufffd"}])"));
  EXPECT_EQ(second["response"]["content"]["compression"], 934);
  EXPECT_EQ(log["entries"][2]["pageref"], "page_3");
  EXPECT_EQ(log["entries"][2]["response"]["status"], 0);
}

TEST(UrlscanTest, SaysWhatItIs) {
  const json report = json::parse(report_in("urlscan", {rich_result()}));
  EXPECT_EQ(report["pagescan"]["capture"], "static");
  EXPECT_EQ(report["task"]["visibility"], "private");
  EXPECT_EQ(report["page"]["status"], "200");
  EXPECT_EQ(report["page"]["tlsIssuer"], "Example CA");
  EXPECT_EQ(report["page"]["tlsValidDays"], 365);
  EXPECT_EQ(report["page"]["tlsAgeDays"], 260);
  EXPECT_EQ(report["lists"]["ips"], json({"192.0.2.7", "2001:db8::7"}));
  const json& request = report["data"]["requests"][0];
  EXPECT_EQ(request["requests"].size(), 2u);
  EXPECT_EQ(request["request"]["redirectResponse"]["status"], 301);
  EXPECT_EQ(request["response"]["response"]["remoteIPAddress"],
            "[2001:db8::7]");
  EXPECT_EQ(request["response"]["response"]["headers"]["server"],
            "nginx, again");
  EXPECT_EQ(request["response"]["response"]["securityDetails"]["cipher"],
            "AES_256_GCM");
  EXPECT_EQ(report["data"]["cookies"][1]["domain"], ".example.com");
}

TEST(UrlscanTest, ClaimsNothingItCanNotKnow) {
  for (const ScanResult& result :
       {rich_result(), failed_result(), saved_page({}), ScanResult()}) {
    const json report = json::parse(report_in("urlscan", {result}));
    for (const char* key : {"verdicts", "meta", "submitter", "scanner"}) {
      EXPECT_FALSE(report.contains(key)) << key;
    }
    for (const char* key : {"console", "globals", "performance"}) {
      EXPECT_FALSE(report["data"].contains(key)) << key;
    }
    EXPECT_FALSE(report["task"].contains("screenshotURL"));
    EXPECT_FALSE(report["task"].contains("reportURL"));
  }
}

TEST(UrlscanTest, ListsOnlyWhatWasContacted) {
  ScanResult page = page_with(kUrl, {});
  Script script;
  script.src = Address{"//cdn.example/a.js", "https://cdn.example/a.js"};
  page.facts->page.scripts.scripts = {script};
  const json report = json::parse(report_in("urlscan", {page}));
  EXPECT_EQ(report["lists"]["domains"], json({"example.com"}));
  EXPECT_EQ(report["pagescan"]["referenced"]["domains"], json({"cdn.example"}));
}

// The same page scanned at the same time has the same, and no other has.
TEST(UrlscanTest, TaskHasAUuidOfItsOwn) {
  const auto uuid = [](const ScanResult& result) {
    return json::parse(report_in("urlscan", {result}))["task"]["uuid"];
  };
  ScanResult later = rich_result();
  later.task.time += std::chrono::seconds(1);
  EXPECT_EQ(uuid(rich_result()), uuid(rich_result()));
  EXPECT_NE(uuid(rich_result()), uuid(later));
  EXPECT_NE(uuid(rich_result()), uuid(failed_result()));
}

TEST(TextColorTest, ColoursLevelsAlone) {
  ReportOptions options{{Section::kFindings}};
  Finding evil = finding_of("x\n  error   me");
  const ScanResult page = page_with(kUrl, {evil});
  const Reporter& text = *find_reporter("text");
  const std::string plain = write_report(text, options, page);
  EXPECT_EQ(plain.find('\x1B'), std::string::npos);
  options.colors = true;
  const std::string coloured = write_report(text, options, page);
  EXPECT_THAT(coloured, HasSubstr("  \x1B[33mwarning\x1B[0m  F02"));
  EXPECT_EQ(std::count(coloured.begin(), coloured.end(), '\x1B'), 2);
}

}  // namespace
}  // namespace pagescan::test
