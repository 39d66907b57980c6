#include "report/reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "scanner/base/utf8.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

std::string text_report(const ScanResult& result, const std::string& sections) {
  return write_report(*find_reporter("text"),
                      {parse_sections(sections).value()}, result);
}

std::string json_report(const ScanResult& result) {
  return write_report(*find_reporter("json"), {}, result);
}

// A page read from disk, with one form.
ScanResult saved_page() {
  ScanResult result;
  result.task.url = "page.html";
  result.task.time = WallTime(std::chrono::seconds(1789734896));
  result.page.url = "https://example.com/page";
  result.page.domain = "example.com";
  Facts facts;
  Form form;
  form.heading = "GET /search";
  form.html = "<form action=\"/search\"></form>";
  facts.page.forms.forms = {form};
  facts.text.text = "Search\n\nhere";
  result.facts = facts;
  return result;
}

TEST(ReporterTest, ListsEveryFormat) {
  std::vector<std::string> names;
  for (const Reporter& reporter : all_reporters()) {
    names.emplace_back(reporter.name);
    EXPECT_FALSE(reporter.description.empty());
    EXPECT_EQ(find_reporter(reporter.name), &reporter);
  }
  EXPECT_THAT(names, IsSupersetOf({"text", "json", "sarif", "junit", "markdown",
                                   "csv", "github", "har", "urlscan"}));
}

TEST(ReporterTest, KnowsNoOtherFormat) {
  EXPECT_EQ(find_reporter(""), nullptr);
  EXPECT_EQ(find_reporter("JSON"), nullptr);
  EXPECT_EQ(find_reporter("xml"), nullptr);
}

TEST(ParseSectionsTest, ReadsLists) {
  using enum Section;
  struct Case {
    const char* list;
    std::set<Section> sections;
  };
  const std::vector<Case> cases = {
      {"seed", {kHeader, kForms, kText}},
      {"all", all_sections()},
      {"header", {kHeader}},
      {"forms", {kForms}},
      {"text", {kText}},
      {"findings", {kFindings}},
      {"page", {kPage}},
      {"redirects", {kRedirects}},
      {"response", {kResponse}},
      {"cookies", {kCookies}},
      {"metadata", {kMetadata}},
      {"controls", {kControls}},
      {"links", {kLinks}},
      {"scripts", {kScripts}},
      {"resources", {kResources}},
      {"notes", {kNotes}},
      {"links, scripts ,links", {kLinks, kScripts}},
      {"seed,notes", {kHeader, kForms, kText, kNotes}},
      {"text,all", all_sections()},
  };
  for (const Case& c : cases) {
    const auto sections = parse_sections(c.list);
    ASSERT_TRUE(sections.has_value()) << c.list;
    EXPECT_EQ(*sections, c.sections) << c.list;
  }
  EXPECT_EQ(all_sections().size(), 14u);
}

TEST(ParseSectionsTest, RefusesUnknownNames) {
  for (const char* list : {"", "linkz", "seed,", "Seed", "header;forms"}) {
    const auto sections = parse_sections(list);
    ASSERT_FALSE(sections.has_value()) << list;
    EXPECT_EQ(sections.error().code, ErrorCode::kUsage);
    EXPECT_THAT(sections.error().message,
                HasSubstr("seed, all, header, forms, text, findings, page"));
  }
}

TEST(TextReportTest, SeedSectionsAreTheSamplesPartsByteForByte) {
  ScanResult result = saved_page();
  result.task.address = "2001:db8::7";
  result.task.submission = "On September 18 via api from KR — Scanned from US";
  EXPECT_EQ(text_report(result, "seed"),
            "example.com Open in urlscan Pro\n"
            "2001:db8::7\u00A0 Public Scan\n"
            "\n"
            "URL: https://example.com/page\n"
            "Submission: On September 18 via api from KR — Scanned from US\n"
            "\n"
            "Form analysis 1 forms found in the DOM\n"
            "\n"
            "GET /search\n"
            "\n"
            "<form action=\"/search\"></form>\n"
            "\n"
            "Text Content\n"
            "\n"
            "Search\n"
            "\n"
            "here");
}

TEST(TextReportTest, SaysItselfHowAPageWasSubmitted) {
  EXPECT_THAT(text_report(saved_page(), "header"),
              HasSubstr("\nSubmission: On September 18 via cli\n"));
}

TEST(TextReportTest, NamesBothUrlsAfterARedirect) {
  EXPECT_EQ(text_report(rich_result(), "header"),
            "www.xn--bcher-kva.example (www.bücher.example) Open in urlscan "
            "Pro\n"
            "2001:db8::7\u00A0 Public Scan\n"
            "\n"
            "Submitted URL: https://example.com/old\n"
            "Effective URL: https://www.xn--bcher-kva.example/%C3%A9 "
            "(www.bücher.example)\n"
            "Submission: On September 18 via api from KR — Scanned from US\n"
            "\n");
}

// ASCII shows what a look-alike is, Unicode what its reader takes it for.
TEST(TextReportTest, ShowsHostsInBothForms) {
  const std::string fake = "https://xn--80ak6aa92e.example/";
  ScanResult result = saved_page();
  result.page.url = fake;
  result.page.domain = "xn--80ak6aa92e.example";
  // A zero-width joiner after a virama is valid, and can't be seen.
  result.page.apex_domain = "xn--11b2ezcw70k.example";
  Form& form = result.facts->page.forms.forms[0];
  FormSubmission submission;
  submission.method = "post";
  submission.url = fake + "login";
  form.submissions = {submission};
  Control submit;
  submit.element = "button";
  submit.type = "submit";
  submit.overrides.formaction = Address{"//x", fake + "drop"};
  form.controls = {submit};
  Script script;
  script.src = Address{"//x", fake + "a.js"};
  result.facts->page.scripts.scripts = {script};
  Metadata& metadata = result.facts->metadata;
  metadata.canonical =
      Address{"//\u0430\u0440\u0440\u04CF\u0435.example", fake};
  metadata.base = Address{fake, fake};
  metadata.refresh = MetaRefresh{1, Address{"//x", fake}, false};
  const std::string beside = " (\u0430\u0440\u0440\u04CF\u0435.example)";
  const std::string report = text_report(result, "all");
  for (const std::string& line :
       {"xn--80ak6aa92e.example" + beside + " Open in", "URL: " + fake + beside,
        "Domain:       xn--80ak6aa92e.example" + beside,
        std::string(
            "Apex domain:  xn--11b2ezcw70k.example (\u0915\u094D\\u{200D}"
            "\u0937.example)"),
        "Submits: post to " + fake + "login" + beside,
        "submits to " + fake + "drop" + beside, "  " + fake + "a.js" + beside,
        "Base:         " + fake + beside,
        "Canonical:    //\u0430\u0440\u0440\u04CF\u0435.example -> " + fake +
            beside,
        "after 1 s to " + fake + beside}) {
    EXPECT_THAT(report, HasSubstr(line));
  }
}

TEST(TextReportTest, NamesOneUrlWithoutARedirect) {
  const std::string header = text_report(failed_result(), "header");
  EXPECT_THAT(header, HasSubstr("\nURL: http://127.0.0.1:9/\n"));
  EXPECT_THAT(header, Not(HasSubstr("Submitted URL")));
}

TEST(TextReportTest, WritesOnlyTheSectionsAskedFor) {
  const ScanResult result = rich_result();
  EXPECT_THAT(text_report(result, "links"), StartsWith("Links\n\n  10 in all"));
  EXPECT_THAT(text_report(result, "scripts"), StartsWith("Scripts\n\n"));
  const std::string two = text_report(result, "redirects,notes");
  EXPECT_THAT(two, StartsWith("Redirects\n\n  301 "));
  EXPECT_THAT(two, HasSubstr("\n\nNotes\n\n  cut: content: "));
  EXPECT_THAT(two, Not(HasSubstr("Cookies")));
}

TEST(TextReportTest, LeavesOutSectionsThatHaveNothingToSay) {
  EXPECT_EQ(text_report(saved_page(), "redirects,response,cookies,notes"), "");
}

// What a terminal acts on, wherever in a report it may stand.
bool is_harmful(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

TEST(ReporterTest, LetsNothingHarmfulThrough) {
  const ScanResult result = rich_result();
  for (const std::string& report :
       {text_report(result, "all"), json_report(result)}) {
    EXPECT_TRUE(is_valid_utf8(report));
    for (size_t i = 0; i < report.size();) {
      const CodePoint c = code_point_at(report, i);
      ASSERT_FALSE(is_harmful(c.value)) << report.substr(i > 40 ? i - 40 : 0);
      i += c.size;
    }
  }
}

TEST(JsonReportTest, IsOneDocumentOnALine) {
  std::string out;
  const auto stream = find_reporter("json")->open({});
  stream->begin(out);
  stream->add(rich_result(), out);
  stream->add(failed_result(), out);
  stream->end(out);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
  EXPECT_EQ(out.back(), '\n');
  const size_t end = out.find('\n');
  EXPECT_EQ(nlohmann::json::parse(out.substr(0, end))["schema_version"], 1);
  EXPECT_EQ(nlohmann::json::parse(out.substr(end))["schema_version"], 1);
}

TEST(JsonReportTest, KeepsStringsFromThePage) {
  const auto json = nlohmann::json::parse(json_report(rich_result()));
  EXPECT_EQ(json["page"]["title"], "A title\x1B]0;owned\x07");
  EXPECT_EQ(json["text"], "A TITLE\n\nword\x1B[31m word\u202E\rover");
  EXPECT_EQ(json["response"]["fields"][1]["value"], "\x1B]0;owned\x07\uFFFD");
  EXPECT_EQ(json["forms"][0]["controls"][0]["name"], "user\x1B[2J");
}

TEST(JsonReportTest, NamesTheUnicodeDomainOfAFormsTarget) {
  ScanResult result = saved_page();
  Form& form = result.facts->page.forms.forms[0];
  form.url = "https://xn--80ak6aa92e.example/login";
  EXPECT_EQ(
      nlohmann::json::parse(json_report(result))["forms"][0]["unicode_domain"],
      "\u0430\u0440\u0440\u04CF\u0435.example");
  form.url = "https://apple.example/xn--80ak6aa92e.example";
  EXPECT_FALSE(nlohmann::json::parse(json_report(result))["forms"][0].contains(
      "unicode_domain"));
}

TEST(JsonReportTest, NeverHoldsAPasswordsValue) {
  ScanResult result = saved_page();
  Control password;
  password.element = "input";
  password.type = "password";
  password.value_length = 6;
  result.facts->page.forms.forms[0].controls = {password};
  const auto json = nlohmann::json::parse(json_report(result));
  const auto& control = json["forms"][0]["controls"][0];
  EXPECT_FALSE(control.contains("value"));
  EXPECT_EQ(control["value_length"], 6);
}

}  // namespace
}  // namespace pagescan
