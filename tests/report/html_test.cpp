#include "report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/escape_html.h"
#include "report/html_list.h"
#include "report/html_observatory.h"
#include "report/html_shell.h"
#include "report/html_text.h"
#include "scanner/base/base64.h"
#include "scanner/base/sha256.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/document.h"
#include "scanner/dom/parse.h"
#include "scanner/run/result_strings.h"
#include "tests/report/golden.h"
#include "tests/report/hazard.h"
#include "tests/report/rich_result.h"
#include "tests/support/hostile_strings.h"

namespace pagescan {
namespace {

using test::skeleton;
using test::without_assets;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string html_report(const std::vector<ScanResult>& results) {
  const auto stream = open_html_report({});
  std::string out;
  stream->begin(out);
  for (const ScanResult& result : results) stream->add(result, out);
  EXPECT_EQ(out, "");
  stream->end(out);
  return out;
}

// What stands between the first `begin` and the `end` after it.
std::string_view between(std::string_view text, std::string_view begin,
                         std::string_view end) {
  const size_t from = text.find(begin);
  if (from == std::string_view::npos) return {};
  const size_t start = from + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

size_t occurrences(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

Finding finding_of(std::string rule, Level level, std::string fingerprint) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.name = "a-rule";
  finding.level = level;
  finding.message = "It is " + fingerprint + ".";
  finding.fingerprint = std::move(fingerprint);
  finding.evidence.position = {3, 4, 0};
  return finding;
}

ScanResult page_of(const std::string& host, std::vector<Finding> findings) {
  ScanResult result;
  result.task.url = "https://" + host + "/";
  result.page.url = result.task.url;
  result.page.domain = host;
  result.page.status = 200;
  result.facts = Facts();
  result.findings = std::move(findings);
  return result;
}

TEST(HtmlReportTest, OnePageIsAsItWas) {
  expect_golden_text("html-page.html",
                     without_assets(html_report({rich_result()})));
}

TEST(HtmlReportTest, BatchIsAsItWas) {
  ScanResult other =
      page_of("shop.example", {finding_of("F02", Level::kError, "a"),
                               finding_of("X1", Level::kNote, "<b>")});
  other.facts->metadata.title = "A shop";
  ScanResult again =
      page_of("www.shop.example", {finding_of("F02", Level::kError, "a")});
  expect_golden_text("html-batch.html",
                     without_assets(html_report(
                         {rich_result(), other, failed_result(), again})));
}

TEST(HtmlReportTest, NoPageAtAll) {
  const std::string html = html_report({});
  EXPECT_THAT(html, HasSubstr("<h1><bdi>0 pages</bdi></h1>"));
  EXPECT_THAT(html, HasSubstr("Nothing was scanned."));
  EXPECT_THAT(html, HasSubstr("<p>None.</p>"));
}

TEST(HtmlReportTest, HasATitleOfTextAlone) {
  ScanResult nowhere;
  nowhere.task.url = "no/such<file>.html";
  EXPECT_THAT(html_report({nowhere}),
              HasSubstr("<title>pagescan: no/such&lt;file&gt;.html</title>"));
}

// https://www.w3.org/TR/CSP3/#match-element-to-source-list
TEST(HtmlReportTest, PolicyNamesItsScriptAndStyleByDigest) {
  const std::string html = html_report({rich_result()});
  const auto digest = [](std::string_view text) {
    return "'sha256-" + base64(sha256_raw(text)) + "'";
  };
  const std::string policy(
      between(html, "Content-Security-Policy\" content=\"", "\""));
  EXPECT_EQ(policy, html_report_policy());
  EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src " +
                                digest(between(html, "<script>", "</script>")) +
                                "; style-src " +
                                digest(between(html, "<style>", "</style>"))));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(occurrences(html, "<script"), 1u);
  EXPECT_EQ(occurrences(html, "<style"), 1u);
  EXPECT_EQ(occurrences(html, "{{"), 0u);
}

ScanResult result_saying(std::string_view text) {
  ScanResult result = rich_result();
  visit_strings(result, [text](std::string& chosen, TextKind) {
    if (!chosen.empty()) chosen = text;
  });
  return result;
}

TEST(HtmlReportTest, NoStringMakesAnElementOrAnAttribute) {
  const std::vector<std::string> harmless =
      skeleton(html_report({result_saying("harmless"), rich_result()}));
  EXPECT_GT(harmless.size(), 300u);
  for (const std::string& part : harmless) {
    EXPECT_THAT(part, Not(HasSubstr(" on"))) << part;
    EXPECT_THAT(part, Not(HasSubstr(" src="))) << part;
    const size_t href = part.find(" href=");
    if (href == std::string::npos || part.starts_with("link ")) continue;
    EXPECT_EQ(part.substr(href, 7), " href=#") << part;
  }
  for (const test::HostileString& hostile : test::hostile_strings()) {
    if (hostile.bytes.empty()) continue;
    const std::string html =
        html_report({result_saying(hostile.bytes), rich_result()});
    EXPECT_TRUE(is_valid_utf8(html)) << hostile.what;
    EXPECT_EQ(skeleton(html).size(), harmless.size()) << hostile.what;
    EXPECT_EQ(skeleton(html), harmless) << hostile.what;
  }
}

TEST(HtmlReportTest, FillsNoPlaceOfAPage) {
  ScanResult result = page_of("a.example", {});
  result.facts->metadata.title = "{{script}}{{details}}";
  const std::string html = html_report({result});
  EXPECT_THAT(html, HasSubstr("<bdi>{{script}}{{details}}</bdi>"));
}

TEST(HtmlReportTest, GathersTheSameFindingOfManyPages) {
  std::vector<ScanResult> results;
  for (const char* host : {"a.example", "b.example", "a.example"}) {
    results.push_back(page_of(host, {finding_of("F02", Level::kError, "x"),
                                     finding_of("F02", Level::kError, "x")}));
  }
  results.push_back(page_of("c.example", {}));
  const std::string html = html_report(results);
  const std::string_view rules = between(html, "id=\"rules\"", "</section>");
  EXPECT_EQ(occurrences(rules, "<p class=\"message\">"), 1u);
  EXPECT_THAT(std::string(rules),
              HasSubstr("data-findings=\"6\" data-pages=\"3\""));
  EXPECT_THAT(std::string(rules), HasSubstr("data-hosts=\"0 1\""));
  for (const char* page : {"#page-0", "#page-1", "#page-2"}) {
    EXPECT_EQ(occurrences(rules, page), 2u) << page;
  }
  EXPECT_EQ(occurrences(rules, "#page-3"), 0u);
}

TEST(HtmlReportTest, PutsTheWorstRuleFirst) {
  Finding known = finding_of("A1", Level::kError, "known");
  known.suppressed = "agreed";
  const std::string html = html_report(
      {page_of("a.example", {known, finding_of("B1", Level::kNote, "n"),
                             finding_of("C1", Level::kWarning, "w"),
                             finding_of("D1", Level::kError, "e")})});
  const auto at = [&html](const char* id) { return html.find(id); };
  EXPECT_LT(at("id=\"rule-D1\""), at("id=\"rule-C1\""));
  EXPECT_LT(at("id=\"rule-C1\""), at("id=\"rule-B1\""));
  EXPECT_LT(at("id=\"rule-B1\""), at("id=\"rule-A1\""));
  EXPECT_THAT(html, HasSubstr("<li class=\"error off\""));
  EXPECT_THAT(html, HasSubstr("suppressed: agreed"));
}

TEST(HtmlReportTest, ShowsTheHelpOfARule) {
  const RuleSet rules = built_in_rules();
  const Rule* rule = find_rule(rules, "F02");
  ASSERT_NE(rule, nullptr);
  const std::string html = html_report(
      {page_of("a.example", {finding_of("F02", Level::kError, "x")})});
  for (const std::string& text :
       {rule->info.summary, rule->info.why, rule->info.fix}) {
    std::string whole;
    append_html(text, whole);
    EXPECT_THAT(html, HasSubstr(">" + whole));
  }
}

TEST(HtmlReportTest, TakesRulesFromItsOptions) {
  RuleSet rules(1);
  rules[0].info.id = "OWN-1";
  rules[0].info.summary = "A rule of the user's own.";
  ReportOptions options;
  options.rules = &rules;
  const auto stream = open_html_report(options);
  std::string html;
  stream->add(page_of("a.example", {finding_of("OWN-1", Level::kNote, "x")}),
              html);
  stream->end(html);
  EXPECT_THAT(html, HasSubstr("A rule of the user&#39;s own."));
}

TEST(HtmlReportTest, SaysWhatIsCut) {
  std::vector<Finding> findings;
  for (size_t i = 0; i < kMaxHtmlGroupsOfRule + 5; ++i) {
    findings.push_back(finding_of("F02", Level::kError, std::to_string(i)));
  }
  for (size_t i = 0; i < kMaxHtmlPlaces + 7; ++i) {
    findings.push_back(finding_of("F03", Level::kNote, "the same"));
  }
  ScanResult result = page_of("a.example", findings);
  result.facts->page.links.resize(kSinglePageLimits.items + 2);
  result.facts->text.text.assign(kSinglePageLimits.text_bytes + 1, 'x');
  const std::string html = html_report({result});
  EXPECT_THAT(html, HasSubstr("5 more not listed here"));
  EXPECT_THAT(html, HasSubstr("and 7 places more"));
  EXPECT_THAT(html, HasSubstr("and 2 more lines not shown"));
  EXPECT_THAT(html, HasSubstr("xx…</pre>"));
  EXPECT_THAT(html, HasSubstr(std::to_string(kMaxHtmlGroupsOfRule + 5)));
}

TEST(HtmlReportTest, SaysMoreOfASinglePage) {
  ScanResult result = page_of("a.example", {});
  result.facts->text.text.assign(kSinglePageLimits.text_bytes, 'x');
  EXPECT_GT(html_report({result}).size(), kSinglePageLimits.text_bytes);
  const ScanResult other = page_of("b.example", {});
  EXPECT_LT(html_report({result, other}).size(),
            kSinglePageLimits.text_bytes / 2);
}

TEST(HtmlReportTest, StaysBounded) {
  ScanResult result = page_of("a.example", {});
  Link link;
  link.href.written.assign(kMaxHtmlValueBytes, '&');
  result.facts->page.links.assign(HtmlPageLimits().items, link);
  const auto stream = open_html_report({});
  std::string html;
  for (size_t i = 0; i < kMaxHtmlPages + 3; ++i) stream->add(result, html);
  stream->end(html);
  // Not by matchers, which would print it all.
  for (const char* said : {"<h1><bdi>10003 pages</bdi></h1>",
                           "and 3 more pages not shown", "Details left out"}) {
    EXPECT_NE(html.find(said), std::string::npos) << said;
  }
  EXPECT_GT(html.size(), kMaxHtmlDetailBytes);
  EXPECT_LT(html.size(), kMaxHtmlDetailBytes * 3 / 2);
}

TEST(HtmlReportTest, CutsAPageThatSaysTooMuch) {
  ScanResult result = page_of("a.example", {});
  Form form;
  form.html.assign(kSinglePageLimits.form_html_bytes, '&');
  result.facts->page.forms.forms.assign(kSinglePageLimits.forms, form);
  const std::string html = html_report({result});
  EXPECT_LT(html.size(), kSinglePageLimits.bytes * 2);
  EXPECT_THAT(html, HasSubstr("KB left out"));
}

TEST(HtmlTextTest, EscapesAndCuts) {
  EXPECT_EQ(html_text("<a href=\"x\">&'"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  EXPECT_EQ(html_text("\x1B[2J\u202E\xFF"), "\\u{1B}[2J\\u{202E}\uFFFD");
  EXPECT_EQ(html_text("abcdef", 3), "abc…");
  EXPECT_EQ(html_text("abc", 3), "abc");
  EXPECT_EQ(html_text("ab\u00E9", 3), "ab…");
  EXPECT_EQ(html_text("\xFF\xFF\xFF", 3), "\uFFFD…");
}

TEST(HtmlTextTest, ShowsBothFormsOfAHost) {
  EXPECT_EQ(html_url("https://xn--80ak6aa92e.example/"),
            "<bdi>https://xn--80ak6aa92e.example/</bdi> "
            "(\u0430\u0440\u0440\u04CF\u0435.example)");
}

// As a result of a page over HTTP.
ScanResult graded_result() {
  ScanResult result;
  result.observatory =
      ObservatoryGrade{80,
                       "B+",
                       {{"cookies", true, "cookies-<found>", 5},
                        {"csp", false, "csp-not-implemented", -25}},
                       {"cross-origin"}};
  return result;
}

TEST(HtmlListTest, HasGradesWhereThereAreSome) {
  const HtmlPageRow graded = html_page_row(graded_result());
  const HtmlPageRow bare = html_page_row(ScanResult());
  std::string list;
  append_html_list({graded, bare}, {"a.example"}, list);
  EXPECT_THAT(list, HasSubstr(">Grade</th>"));
  EXPECT_THAT(list, HasSubstr("data-value=\"80\">B+</td>"));
  list.clear();
  append_html_list({bare, bare}, {"a.example"}, list);
  EXPECT_THAT(list, Not(HasSubstr("Grade")));
}

TEST(HtmlObservatoryTest, SaysWhatMadeTheScore) {
  std::string details;
  append_html_observatory(graded_result(), details);
  EXPECT_EQ(details,
            "<h4>Observatory: B+ (80)</h4>\n<ul class=\"lines\">\n"
            "<li><span class=\"tag good\">+5</span> cookies <span "
            "class=\"quiet\">cookies-&lt;found&gt;</span></li>\n"
            "<li><span class=\"tag bad\">-25</span> csp <span "
            "class=\"quiet\">csp-not-implemented</span></li>\n"
            "<li><span class=\"tag\">not tested</span> cross-origin</li>\n"
            "</ul>\n");
  details.clear();
  append_html_observatory(ScanResult(), details);
  EXPECT_EQ(details, "");
}

}  // namespace
}  // namespace pagescan
