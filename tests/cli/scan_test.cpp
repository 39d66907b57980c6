// What `pagescan scan` makes of files, standard input and the flags that say
// how to read and what to print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/cli/run_pagescan.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr const char* kEpoch = "SOURCE_DATE_EPOCH=1700000000";
constexpr std::string_view kPage =
    "<!doctype html><html lang=en><title>Shop</title>"
    "<form id=f action=\"/buy?x\" method=post>"
    "<label>Card <input name=card autocomplete=cc-number required></label>"
    "<button>Pay</button></form>"
    "<a href=\"help\">Help</a><script src=\"/app.js\" async></script>"
    "<script>let a;</script><iframe src=\"//ads.example/\"></iframe>";

class ScanTest : public testing::Test {
 protected:
  TempDir folder_;
  std::string page_ = folder_.write("page.html", kPage).string();
};

TEST_F(ScanTest, PrintsTextByDefault) {
  const ProgramOutcome outcome =
      run_pagescan({"scan", page_, "--url", "https://shop.example/dir/",
                    "--address", "192.0.2.7", "--sections", "seed"},
                   "", {kEpoch});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(
      outcome.out,
      "shop.example Open in urlscan Pro\n"
      "192.0.2.7\u00A0 Public Scan\n"
      "\n"
      "URL: https://shop.example/dir/\n"
      "Submission: On November 14 via cli\n"
      "\n"
      "Form analysis 1 forms found in the DOM\n"
      "\n"
      "POST /buy?x\n"
      "\n"
      "<form id=\"f\" action=\"/buy?x\" method=\"post\"><label>Card <input "
      "name=\"card\" autocomplete=\"cc-number\" required=\"\"></label>"
      "<button>Pay</button></form>\n"
      "\n"
      "Text Content\n"
      "\n"
      "Card Pay\nHelp");
}

TEST_F(ScanTest, PrintsTheSubmissionItIsTold) {
  const ProgramOutcome outcome =
      run_pagescan({"scan", page_, "--submission", "On a day, from KR",
                    "--sections", "header", "--format", "text"});
  EXPECT_THAT(outcome.out, HasSubstr("\nSubmission: On a day, from KR\n"));
}

TEST_F(ScanTest, HasEverythingInJson) {
  const ProgramOutcome outcome =
      scan_json({page_, "--url", "https://www.shop.co.uk/dir/", "--address",
                 "192.0.2.7", "--submission", "On a day"},
                "", {kEpoch});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("task"), (Json{{"url", page_},
                                     {"time", "2023-11-14T22:13:20.000Z"},
                                     {"address", "192.0.2.7"},
                                     {"submission", "On a day"}}));
  const Json& page = report.at("page");
  EXPECT_EQ(page.at("url"), "https://www.shop.co.uk/dir/");
  EXPECT_EQ(page.at("domain"), "www.shop.co.uk");
  EXPECT_EQ(page.at("apex_domain"), "shop.co.uk");
  EXPECT_EQ(page.at("ip"), nullptr);
  EXPECT_EQ(page.at("status"), nullptr);
  EXPECT_EQ(page.at("mime_type"), "text/html");
  EXPECT_EQ(page.at("title"), "Shop");
  EXPECT_EQ(page.at("language"), "en");
  EXPECT_EQ(page.at("charset"), "windows-1252");
  EXPECT_EQ(report.at("response"), nullptr);
  const Json& form = report.at("forms").at(0);
  EXPECT_EQ(form.at("heading"), "POST /buy?x");
  EXPECT_EQ(form.at("action"), "/buy?x");
  EXPECT_EQ(form.at("url"), "https://www.shop.co.uk/buy?x");
  EXPECT_EQ(form.at("controls").at(0).at("label"), "Card");
  EXPECT_EQ(form.at("controls").at(0).at("required"), true);
  EXPECT_THAT(links_of(report),
              ElementsAre("help https://www.shop.co.uk/dir/help"));
  EXPECT_EQ(report.at("scripts").size(), 2u);
  EXPECT_EQ(report.at("scripts").at(0).at("src"), "/app.js");
  EXPECT_EQ(report.at("scripts").at(0).at("url"),
            "https://www.shop.co.uk/app.js");
  EXPECT_EQ(report.at("scripts").at(1).at("first_line"), "let a;");
  EXPECT_EQ(report.at("resources").at(0).at("url"), "https://ads.example/");
  EXPECT_EQ(report.at("metadata").at("title"), "Shop");
  EXPECT_EQ(report.at("text"), "Card Pay\nHelp");
  EXPECT_EQ(report.at("stats").at("forms"), 1);
  EXPECT_THAT(report.at("truncated"), IsEmpty());
  EXPECT_THAT(report.at("errors"), IsEmpty());
}

TEST_F(ScanTest, ReadsStandardInput) {
  const ProgramOutcome with_url =
      scan_json({"-", "--url", "https://a.example/d/"}, "<a href=x>x</a>");
  EXPECT_EQ(with_url.exit_code, 0);
  const Json known = only_report(with_url.out);
  EXPECT_EQ(known.at("task").at("url"), "-");
  EXPECT_EQ(known.at("page").at("domain"), "a.example");
  EXPECT_THAT(links_of(known), ElementsAre("x https://a.example/d/x"));

  const ProgramOutcome without = scan_json({"-"}, "<a href=x>x</a>");
  EXPECT_EQ(without.exit_code, 0);
  const Json unknown = only_report(without.out);
  EXPECT_EQ(unknown.at("page").at("url"), nullptr);
  EXPECT_THAT(links_of(unknown), ElementsAre("x null"));
}

TEST_F(ScanTest, ReadsFileUrls) {
  folder_.write("a b\u00E9.html", "<p>there");
  const std::string base = "file://" + folder_.path().string();
  for (const std::string name : {"/a%20b%C3%A9.html", "/a b\u00E9.html"}) {
    const Json report = only_report(scan_json({base + name}).out);
    EXPECT_EQ(errors_of(report), "") << name;
    EXPECT_EQ(report.at("text"), "there") << name;
    EXPECT_EQ(report.at("task").at("url"), base + name);
    EXPECT_EQ(report.at("page").at("url"), base + "/a%20b%C3%A9.html");
  }
}

TEST_F(ScanTest, ReadsInTheCharsetItIsTold) {
  const std::string path = folder_.write("x.html", "<p>\xC3\xA9").string();
  const auto text_in = [&](const std::vector<std::string>& flags) {
    std::vector<std::string> arguments = {path};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const Json report = only_report(scan_json(arguments).out);
    return report.at("page").at("charset").get<std::string>() + " " +
           report.at("text").get<std::string>();
  };
  EXPECT_EQ(text_in({}), "UTF-8 \u00E9");  // nobody says so, but it is
  EXPECT_EQ(text_in({"--charset", "utf-8"}), "UTF-8 \u00E9");
  EXPECT_EQ(text_in({"--charset", "CP1251"}), "windows-1251 \u0413\u00A9");
  EXPECT_EQ(text_in({"--charset= latin1 "}), "windows-1252 \u00C3\u00A9");
}

TEST_F(ScanTest, PrintsTheSectionsAskedFor) {
  const auto sections = [this](const std::string& list) {
    return run_pagescan({"scan", page_, "--sections", list}, "", {kEpoch}).out;
  };
  EXPECT_EQ(sections("text"), "Text Content\n\nCard Pay\nHelp");
  EXPECT_EQ(sections("links"), "Links\n\n  1 in all, 1 other\n");
  EXPECT_EQ(sections("header,forms,text"), sections("seed"));
  EXPECT_EQ(sections("text, forms ,header"), sections("seed"));
  const std::string all = sections("all");
  EXPECT_THAT(all, StartsWith(sections("seed")));
  for (const std::string title :
       {"Page", "Controls", "Links", "Scripts", "Resources"}) {
    EXPECT_THAT(all, HasSubstr("\n" + title + "\n\n")) << title;
  }
  EXPECT_THAT(all, Not(HasSubstr("\nNotes\n")));
  EXPECT_EQ(run_pagescan({"scan", page_}, "", {kEpoch}).out, all);
}

TEST_F(ScanTest, CutsAtMaxBytes) {
  const ProgramOutcome outcome = scan_json({page_, "--max-bytes", "60"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("warning: " + page_ + ": cut (content)"));
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("page").at("size"), 60);
  EXPECT_EQ(report.at("truncated"),
            (Json::array({{{"what", "content"},
                           {"limit", 60},
                           {"detail",
                            "only the first 60 bytes were read; raise "
                            "--max-bytes"}}})));
  const std::string large =
      folder_.write("large.html", std::string(3000, 'x')).string();
  EXPECT_EQ(only_report(scan_json({large, "--max-bytes", "2k"}).out)
                .at("page")
                .at("size"),
            2048);
}

TEST_F(ScanTest, ReportsSeveralTargetsInOrder) {
  const std::string other = folder_.write("o.html", "<p>other").string();
  const ProgramOutcome outcome =
      scan_json({"-v", other, "missing", page_, "-"}, "<p>in");
  EXPECT_EQ(outcome.exit_code, 3);
  const std::vector<Json> reports = reports_in(outcome.out);
  ASSERT_EQ(reports.size(), 4u);
  EXPECT_EQ(reports[0].at("task").at("url"), other);
  EXPECT_EQ(reports[0].at("text"), "other");
  EXPECT_EQ(errors_of(reports[1]), "read file_not_found");
  EXPECT_EQ(reports[2].at("page").at("title"), "Shop");
  EXPECT_EQ(reports[3].at("text"), "in");
  // Diagnostics are on standard error alone.
  EXPECT_EQ(outcome.err,
            "pagescan: info: scanning " + other +
                "\n"
                "pagescan: info: scanning missing\n"
                "pagescan: error: missing: no such file (check the path)\n"
                "pagescan: info: scanning " +
                page_ + "\npagescan: info: scanning -\n");

  const ProgramOutcome text =
      run_pagescan({"scan", "--sections", "text", other, "-"}, "<p>in");
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_EQ(text.out, "Text Content\n\nother\n\nText Content\n\nin");
}

TEST_F(ScanTest, IsTheSameTwiceWithAnEpoch) {
  const std::vector<std::string> arguments = {page_, "--url",
                                              "https://a.example/"};
  const ProgramOutcome first = scan_json(arguments, "", {kEpoch});
  const ProgramOutcome second = scan_json(arguments, "", {kEpoch});
  EXPECT_EQ(first.out, second.out);
  const Json now = only_report(scan_json(arguments).out);
  EXPECT_NE(now.at("task").at("time"), "2023-11-14T22:13:20.000Z");
}

TEST_F(ScanTest, SaysWhatItDoesWhereAsked) {
  const ProgramOutcome quiet =
      run_pagescan({"scan", page_, "--sections", "text"});
  EXPECT_EQ(quiet.err, "");
  const ProgramOutcome loud =
      run_pagescan({"scan", "-v", page_, "--sections", "text"});
  EXPECT_EQ(loud.err, "pagescan: info: scanning " + page_ + "\n");
  EXPECT_EQ(loud.out, quiet.out);
}

TEST_F(ScanTest, NamesItsVersion) {
  const ProgramOutcome outcome = run_pagescan({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out,
              testing::MatchesRegex("pagescan [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(ScanTest, TakesWhatFollowsAFlagForATarget) {
  for (const std::vector<std::string>& flags :
       {std::vector<std::string>{"-H", "A: 1"},
        std::vector<std::string>{"--header", "A: 1", "--header", "B: 2"},
        std::vector<std::string>{"--resolve", "a.example:80:127.0.0.1"}}) {
    std::vector<std::string> arguments = flags;
    arguments.insert(arguments.end(), {page_, "-"});
    EXPECT_EQ(reports_in(scan_json(arguments, "<p>").out).size(), 2u)
        << flags[0];
  }
}

}  // namespace
}  // namespace pagescan::test
