// `pagescan diff` from outside: what is paired with what, which inputs it
// takes, how it ends. What of a page is compared is for the tests of the diff.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "scanner/store/frame_writer.h"
#include "tests/cli/batch_fixture.h"
#include "tests/cli/run_pagescan.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string page_titled(const std::string& title) {
  return "<!doctype html><html lang=en><meta charset=utf-8><title>" + title +
         "</title><p>Text";
}

class DiffCommandTest : public BatchFixture {
 protected:
  static ProgramOutcome diff(std::vector<std::string> arguments,
                             const std::string& input = "") {
    arguments.insert(arguments.begin(), "diff");
    return run_pagescan(arguments, input);
  }

  // The report of a saved page, which is submitted under one name always.
  std::string report_of(const std::string& html,
                        const std::string& url = "https://a.example/") const {
    const std::string page = write("page.html", html);
    return scan_json({page, "--url", url}).out;
  }
  std::string report_file(const std::string& name,
                          const std::string& html) const {
    return write(name, report_of(html));
  }
  // Reports of pages with these titles, one a page, submitted as 0.html ...
  std::string batch_of(const std::vector<std::string>& titles) const {
    std::vector<std::string> pages;
    for (const std::string& title : titles) {
      const std::string name = fmt::format("site/{}.html", pages.size());
      if (title.empty()) {
        fs::remove(path(name));
        pages.emplace_back();
      } else {
        pages.push_back(write(name, page_titled(title)));
      }
    }
    std::erase(pages, "");
    return batch({list_of(pages), "--ordered", "-q"}).out;
  }
};

std::string packed_as(const std::string& name, const std::string& bytes) {
  std::string packed;
  const auto frames = make_frame_writer(coding_of_name(name));
  frames->append(bytes, packed);
  frames->finish(packed);
  return packed;
}

TEST_F(DiffCommandTest, NoSampleDiffersFromItself) {
  size_t pages = 0;
  for (const auto& entry :
       fs::directory_iterator(PAGESCAN_SOURCE_DIR "/samples")) {
    if (entry.path().extension() != ".html") continue;
    const std::string report = write(
        "sample.json",
        scan_json({entry.path().string(), "--url", "https://a.example/b/c?d=e"})
            .out);
    const ProgramOutcome same = diff({report, report, "--no-mask", "all"});
    EXPECT_EQ(same.exit_code, 0) << entry.path() << same.out << same.err;
    EXPECT_EQ(same.err, "");
    ++pages;
  }
  EXPECT_GE(pages, 5u);
}

TEST_F(DiffCommandTest, TellsWhatChanged) {
  const std::string old_report = report_file("old.json", page_titled("Apples"));
  const std::string new_report = report_file("new.json", page_titled("Pears"));
  const ProgramOutcome changed = diff({old_report, new_report});
  EXPECT_EQ(changed.exit_code, 1);
  EXPECT_EQ(changed.err, "");
  EXPECT_THAT(changed.out, AllOf(HasSubstr("Apples"), HasSubstr("Pears")));
  // A title is no more than a note.
  const ProgramOutcome passes =
      diff({old_report, new_report, "--fail-on", "error"});
  EXPECT_EQ(passes.exit_code, 0);
  EXPECT_THAT(passes.out, HasSubstr("Pears"));
}

TEST_F(DiffCommandTest, WhatIsIgnoredIsNoChange) {
  const std::string old_report = report_file("old.json", page_titled("Apples"));
  const std::string new_report = report_file("new.json", page_titled("Pears"));
  EXPECT_EQ(diff({old_report, new_report, "--ignore", "*"}).exit_code, 0);
}

TEST_F(DiffCommandTest, PairsTwoReportsWhateverTheySay) {
  const std::string old_report = write(
      "old.json", scan_json({write("a.html", page_titled("Apples"))}).out);
  const std::string new_report =
      write("new.json", scan_json({write("b.html", page_titled("Pears"))}).out);
  const ProgramOutcome changed = diff({old_report, new_report});
  EXPECT_EQ(changed.exit_code, 1);
  EXPECT_THAT(changed.out,
              AllOf(HasSubstr("Pears"), Not(HasSubstr("page_added")),
                    Not(HasSubstr("page_removed"))));
}

TEST_F(DiffCommandTest, PairsThePagesOfBatches) {
  const std::string old_pages =
      write("old.ndjson", batch_of({"Gone", "Same", "Apples"}));
  const std::string new_pages =
      write("new.ndjson", batch_of({"", "Same", "Pears", "Come"}));
  const std::string gone = path("site/0.html");
  const std::string come = path("site/3.html");
  const ProgramOutcome changed = diff({old_pages, new_pages});
  EXPECT_EQ(changed.exit_code, 1);
  EXPECT_EQ(changed.err, "");
  EXPECT_THAT(changed.out,
              AllOf(HasSubstr("Pears"), HasSubstr(gone), HasSubstr(come)));
  // In the order of NEW; what is gone comes last.
  EXPECT_LT(changed.out.find("Pears"), changed.out.find(come));
  EXPECT_LT(changed.out.find(come), changed.out.find(gone));
  EXPECT_EQ(diff({old_pages, old_pages}).exit_code, 0);
  // A page that is there or not is a note.
  EXPECT_EQ(diff({old_pages, new_pages, "--fail-on", "warning"}).exit_code, 0);
}

TEST_F(DiffCommandTest, TheOrderOfTheReportsDoesNotMatter) {
  const std::string first = report_of(page_titled("One"));
  const std::string second = report_of(page_titled("Two"));
  const std::string other =
      scan_json({write("other.html", page_titled("Other"))}).out;
  // Of one page the nth goes with the nth.
  const std::string old_pages = write("old.ndjson", first + other + second);
  EXPECT_EQ(diff({old_pages, write("a", first + second + other)}).exit_code, 0);
  EXPECT_EQ(diff({old_pages, write("b", other + first + second)}).exit_code, 0);
  EXPECT_EQ(diff({old_pages, write("c", second + first + other)}).exit_code, 1);
}

TEST_F(DiffCommandTest, TakesWhatBatchWrites) {
  const std::string lines = batch_of({"One", "Two"});
  const std::string changed = batch_of({"One", "Three"});
  const std::string plain = write("plain.ndjson", lines);
  for (const char* name : {"a.ndjson.gz", "a.ndjson.zst"}) {
    const std::string packed = write(name, packed_as(name, lines));
    EXPECT_EQ(diff({packed, plain}).exit_code, 0) << name;
    EXPECT_EQ(diff({plain, packed}).exit_code, 0) << name;
    EXPECT_THAT(diff({packed, "-"}, changed).out, HasSubstr("Three")) << name;
  }
  EXPECT_EQ(diff({"-", plain}, lines).exit_code, 0);
  EXPECT_EQ(diff({"-", plain}, packed_as("a.gz", lines)).exit_code, 0);
  batch_of({"One", "Two"});
  const std::string folder = path("reports");
  batch({list_of({path("site/0.html"), path("site/1.html")}), "--output-dir",
         folder, "-q"});
  EXPECT_EQ(diff({folder, plain}).exit_code, 0);
  EXPECT_EQ(diff({plain, folder}).exit_code, 0);
}

TEST_F(DiffCommandTest, SaysWhatItCanNotCompare) {
  const std::string report = report_of(page_titled("One"));
  const std::string good = write("good.json", report);
  const std::string bad = write("bad.ndjson", "no \x1B[31mreport\n" + report);
  for (const auto& inputs : {std::vector{good, bad}, std::vector{bad, good}}) {
    const ProgramOutcome outcome = diff(inputs);
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_THAT(outcome.err, HasSubstr("bad.ndjson:1: it is no report"));
    EXPECT_EQ(outcome.err.find('\x1B'), std::string::npos);
  }
  const std::string torn =
      write("torn.json", report.substr(0, report.size() / 2));
  for (const auto& inputs :
       {std::vector{good, torn}, std::vector{torn, good}}) {
    const ProgramOutcome outcome = diff(inputs);
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_THAT(outcome.err, HasSubstr("report can't be read"));
  }
  const std::string packed = packed_as("a.gz", report);
  const std::string damaged =
      write("damaged.gz", packed.substr(0, packed.size() - 6));
  EXPECT_EQ(diff({good, damaged}).exit_code, 3);
  const std::string empty = write("empty", "");
  const ProgramOutcome nothing = diff({empty, good});
  EXPECT_EQ(nothing.exit_code, 3);
  EXPECT_THAT(nothing.err, HasSubstr("there is no report in it"));
}

// An error page is no change of the page.
TEST_F(DiffCommandTest, AScanThatFailedIsNotCompared) {
  const std::string good = report_file("good.json", page_titled("One"));
  const std::string failed =
      write("failed.json", scan_json({path("nowhere.html")}).out);
  const ProgramOutcome outcome = diff({good, failed});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("the new scan failed"));
}

TEST_F(DiffCommandTest, RefusesWhatMakesNoSense) {
  const std::string a = report_file("a.json", page_titled("A"));
  const struct {
    std::vector<std::string> arguments;
    const char* why;
  } cases[] = {
      {{}, "give OLD and NEW"},
      {{a}, "give OLD and NEW"},
      {{a, path("missing.json")}, "missing.json"},
      {{path("missing.json"), a}, "missing.json"},
      {{a, a, a}, "--persist"},
      {{a, a, "--persist", "2"}, "so many NEW are needed"},
      {{a, a, "--persist", "0"}, "--persist"},
      {{"-", "-"}, "standard input can be read once"},
      {{a, a, "--also", path("missing.json")}, "missing.json"},
      {{a, a, "--fail-on", "high"}, "--fail-on"},
      {{a, a, "-f", "xml"}, "--format"},
      {{a, a, "-o", a}, "it is read as well"},
      {{a, a, "--timeout", "3"}, "--live"},
      {{a, a, "--against", a}, "--live"},
      {{"--live", "http://127.0.0.1:1/"}, "--against"},
      {{a, "--live", "http://127.0.0.1:1/", "--against", a}, "--against"},
  };
  for (const auto& c : cases) {
    const ProgramOutcome outcome = diff(c.arguments);
    EXPECT_EQ(outcome.exit_code, 2) << c.why;
    EXPECT_THAT(outcome.err, HasSubstr(c.why));
  }
  EXPECT_EQ(diff({a, a}).exit_code, 0);  // and was not emptied
}

TEST_F(DiffCommandTest, PersistShowsWhatLasts) {
  const std::string base = report_file("0.json", page_titled("Base"));
  const std::string one = report_file("1.json", page_titled("Passing"));
  const std::string two = report_file("2.json", page_titled("Lasting"));
  const std::string three = report_file("3.json", page_titled("Lasting"));
  EXPECT_EQ(diff({base, one, two, "--persist", "2"}).exit_code, 0);
  const ProgramOutcome lasts = diff({base, one, two, three, "--persist", "2"});
  EXPECT_EQ(lasts.exit_code, 1);
  EXPECT_THAT(lasts.out, HasSubstr("Lasting"));
  EXPECT_EQ(diff({base, one, two, three, "--persist", "3"}).exit_code, 0);
  EXPECT_EQ(diff({base, two, "--persist", "1"}).exit_code, 1);
}

TEST_F(DiffCommandTest, PersistAsksEveryScanForAPage) {
  const std::string with = write("with", batch_of({"One", "Two"}));
  const std::string without = write("without", batch_of({"One", ""}));
  EXPECT_EQ(diff({without, without, with, "--persist", "2"}).exit_code, 0);
  EXPECT_EQ(diff({without, with, with, "--persist", "2"}).exit_code, 1);
  EXPECT_EQ(diff({with, with, without, "--persist", "2"}).exit_code, 0);
  EXPECT_EQ(diff({with, without, without, "--persist", "2"}).exit_code, 1);
}

TEST_F(DiffCommandTest, AlsoHidesKnownStates) {
  const std::string a = report_file("a.json", page_titled("Green"));
  const std::string b = report_file("b.json", page_titled("Blue"));
  const std::string c = report_file("c.json", page_titled("Red"));
  EXPECT_EQ(diff({a, b, "--also", b}).exit_code, 0);
  EXPECT_EQ(diff({a, b, "--also", c, "--also", b}).exit_code, 0);
  const ProgramOutcome unknown = diff({a, c, "--also", b});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.out, HasSubstr("Red"));
}

TEST_F(DiffCommandTest, RedactsBothSides) {
  const auto form = [this](const std::string& name, const std::string& token) {
    return report_file(
        name, page_titled(name) + "<form action=/go?token=" + token + ">" +
                  "<input type=hidden name=session value=" + token + ">");
  };
  const std::string old_report =
      form("old", "0123456789abcdef0123456789abcdef");
  const std::string new_report =
      form("new", "fedcba9876543210fedcba9876543210");
  const ProgramOutcome outcome =
      diff({old_report, new_report, "--redact", "--no-mask", "all", "-v"});
  EXPECT_EQ(outcome.exit_code, 1);  // the title
  for (const char* secret : {"0123456789abcdef", "fedcba9876543210"}) {
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(secret)));
  }
}

TEST_F(DiffCommandTest, TheConfigurationSaysHowToCompare) {
  const std::string a = report_file("a.json", page_titled("Apples"));
  const std::string b = report_file("b.json", page_titled("Pears"));
  const auto with = [&](const std::string& yaml) {
    return diff({a, b, "--config", write("c.yaml", yaml)});
  };
  EXPECT_EQ(with("diff:\n  fail_on: error\n").exit_code, 0);
  EXPECT_EQ(with("diff:\n  ignore: ['*']\n").exit_code, 0);
  EXPECT_EQ(with("diff:\n").exit_code, 1);
  const ProgramOutcome wrong = with("diff:\n  fail_on: high\n");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("c.yaml:2:12: "));
  // A flag goes before it.
  const std::string config = write("c.yaml", "diff:\n  fail_on: error\n");
  EXPECT_EQ(diff({a, b, "--config", config, "--fail-on", "note"}).exit_code, 1);
}

// Chunks are compared on several threads; what comes out has one order.
TEST_F(DiffCommandTest, ManyPagesComeInTheirOrder) {
  const std::string before = report_of(page_titled("Before"));
  const std::string after = report_of(page_titled("After"));
  const auto pages = [this](std::string report) {
    const std::string url = path("page.html");
    const size_t at = report.find(url);
    std::string all;
    for (int i = 0; i < 300; ++i) {
      all += report.substr(0, at) + fmt::format("https://a.example/{:03}", i) +
             report.substr(at + url.size());
    }
    return all;
  };
  const std::string old_pages = write("old", pages(before));
  const std::string new_pages = write("new", pages(after));
  const ProgramOutcome outcome = diff({old_pages, new_pages});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, diff({old_pages, new_pages}).out);
  EXPECT_EQ(diff({new_pages, new_pages}).exit_code, 0);
}

}  // namespace
}  // namespace pagescan::test
