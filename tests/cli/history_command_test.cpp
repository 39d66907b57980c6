// --store and `pagescan history` through the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/cli/batch_fixture.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class HistoryCommandTest : public BatchFixture {
 protected:
  // Each scan is an hour after the one before.
  ProgramOutcome scan(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"scan", "--store", store_});
    const std::string time =
        "SOURCE_DATE_EPOCH=" + std::to_string(1'790'000'000 + 3600 * scans_++);
    return run_pagescan(arguments, "", {time});
  }
  ProgramOutcome history(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "history");
    arguments.insert(arguments.end(), {"--store", store_});
    return run_pagescan(arguments);
  }
  std::vector<Json> listed(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"list", "-f", "json"});
    const ProgramOutcome outcome = history(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    std::vector<Json> scans;
    for (size_t at = 0; at < outcome.out.size();) {
      const size_t end = outcome.out.find('\n', at);
      scans.push_back(Json::parse(outcome.out.substr(at, end - at)));
      at = end + 1;
    }
    return scans;
  }
  void serve(const std::string& html) {
    server_.on("/",
               http_response("200 OK", "Content-Type: text/html\r\n", html));
  }

  std::string store_ = path("scans.db");
  ScriptedServer server_;
  std::string url_ = server_.url("/");
  int scans_ = 0;
};

TEST_F(HistoryCommandTest, ListsAndShowsWhatWasScanned) {
  serve("<meta charset=utf-8><title>\xE2\x80\xAE Shop</title><p>One");
  const ProgramOutcome first = scan({url_, "-f", "json"});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  serve("<title>Shop</title><p>Two");
  const ProgramOutcome second = scan({url_, "-f", "json"});
  const std::vector<Json> scans = listed();
  ASSERT_EQ(scans.size(), 2u);
  EXPECT_EQ(scans[0]["id"], 2);
  EXPECT_EQ(scans[0]["url"], url_);
  EXPECT_EQ(scans[0]["time"], "2026-09-21T15:13:20.000Z");
  EXPECT_EQ(scans[0]["status"], 200);
  EXPECT_EQ(scans[0]["title"], "Shop");
  EXPECT_GE(scans[0]["findings"]["note"], 1);
  EXPECT_EQ(history({"show", "1", "-f", "json"}).out, first.out);
  EXPECT_EQ(history({"show", url_, "-f", "json"}).out, second.out);
  EXPECT_EQ(
      history({"show", url_, "--at", "2026-09-21T15:00:00Z", "-f", "json"}).out,
      first.out);
  EXPECT_THAT(history({"show", "1"}).out, HasSubstr("Text Content"));
  const ProgramOutcome text = history({"list", url_});
  EXPECT_THAT(text.out,
              AllOf(HasSubstr("     2  2026-09-21T15:13:20.000Z  200"),
                    HasSubstr("\\u{202E} Shop")));
  EXPECT_THAT(history({"list", "--limit", "1"}).err, HasSubstr("1 more"));
}

// Which two are compared shows by the scan in which the server hung up: it
// can't be compared.
TEST_F(HistoryCommandTest, ComparesTheScansMeant) {
  serve("<title>Shop</title><p>One");
  scan({url_});
  EXPECT_EQ(history({"diff", url_}).exit_code, 3) << "one scan alone";
  server_.on("/", "");
  scan({url_});
  EXPECT_EQ(history({"diff", url_}).exit_code, 3);
  serve("<title>Shop</title><p>One");
  scan({url_});
  scan({url_});
  EXPECT_EQ(history({"diff", url_}).exit_code, 0) << "the last two are alike";
  EXPECT_EQ(history({"diff", "--to", "3"}).exit_code, 3);
  EXPECT_EQ(history({"diff", "--to", "3", "--from", "1"}).exit_code, 0);
  EXPECT_EQ(history({"diff", url_, "--from", "2"}).exit_code, 3);
  EXPECT_EQ(history({"diff", url_, "--from", "1"}).exit_code, 0);
  EXPECT_EQ(history({"diff"}).exit_code, 2);
  EXPECT_EQ(history({"diff", "--from", "1"}).exit_code, 2);
  EXPECT_EQ(history({"diff", "--to", "9"}).exit_code, 2);
}

TEST_F(HistoryCommandTest, ComparesAsDiffDoes) {
  serve("<title>Shop</title><form action=/a><input name=q></form>");
  const std::string before = write("old.json", scan({url_, "-f", "json"}).out);
  serve("<title>Changed</title><form action=//b.test/><input name=q></form>");
  const std::string after = write("new.json", scan({url_, "-f", "json"}).out);
  for (const std::string level : {"note", "error"}) {
    const ProgramOutcome outcome = history({"diff", url_, "--fail-on", level});
    const ProgramOutcome expected =
        run_pagescan({"diff", before, after, "--fail-on", level});
    EXPECT_EQ(outcome.exit_code, expected.exit_code) << outcome.err;
    EXPECT_EQ(outcome.out, expected.out);
  }
}

TEST_F(HistoryCommandTest, SuggestsWhatWasMeant) {
  serve("<p>One");
  scan({url_});
  const std::string wrong = url_.substr(0, url_.size() - 1);
  for (const char* command : {"list", "show", "diff"}) {
    const ProgramOutcome outcome = history({command, wrong});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("did you mean \"" + url_ + "\"?"));
  }
  EXPECT_THAT(history({"show", "99999999999999999999"}).err,
              HasSubstr("no stored scan"));
  EXPECT_THAT(history({"show", url_, "--at", "1999"}).err,
              HasSubstr("is no time"));
  EXPECT_THAT(history({"show", url_, "--at", "1999-01-01"}).err,
              HasSubstr("begun by then"));
}

TEST_F(HistoryCommandTest, PrunesAndChecks) {
  for (int i = 0; i < 4; ++i) {
    serve("<p>Number " + std::to_string(i));
    scan({url_});
  }
  EXPECT_EQ(history({"prune", "--keep", "0"}).exit_code, 2);
  const ProgramOutcome pruned = history({"prune", "--keep", "1"});
  EXPECT_EQ(pruned.exit_code, 0) << pruned.err;
  EXPECT_THAT(pruned.out, StartsWith("3 scans removed"));
  EXPECT_EQ(listed().size(), 1u);
  EXPECT_EQ(history({"check"}).out, "1 scans, nothing is damaged\n");
  EXPECT_EQ(history({"prune", "--keep", "0", "--older-than", "36500"})
                .out.substr(0, 15),
            "0 scans removed");
}

TEST_F(HistoryCommandTest, StoresWhatCouldNotBeScanned) {
  const ProgramOutcome outcome = scan({"http://127.0.0.1:1/", "no-such-file"});
  EXPECT_EQ(outcome.exit_code, 3);
  const std::vector<Json> scans = listed();
  ASSERT_EQ(scans.size(), 2u);
  EXPECT_EQ(scans[1]["error"], "connection_refused");
  EXPECT_EQ(scans[1]["status"], nullptr);
}

TEST_F(HistoryCommandTest, StoresWhatIsRedactedAlone) {
  server_.on("/a", http_response("200 OK",
                                 "Content-Type: text/html\r\n"
                                 "Set-Cookie: sid=hunterSID\r\n",
                                 "<p>hunterTOK"));
  const std::string url = server_.url("/a?token=hunterTOK");
  const ProgramOutcome shown = scan({url, "-f", "json", "--redact"});
  EXPECT_EQ(history({"show", "1", "-f", "json"}).out, shown.out);
  const std::string list = list_of({url});
  for (const std::string format : {"json", "text"}) {
    EXPECT_EQ(batch({list, "--redact", "-f", format, "--output-dir",
                     path(format), "--store", store_})
                  .exit_code,
              0);
  }
  EXPECT_EQ(listed().size(), 3u);
  for (const char* id : {"1", "2", "3"}) {
    EXPECT_THAT(history({"show", id, "-f", "json"}).out,
                AllOf(HasSubstr("REDACTED"), Not(HasSubstr("hunter"))));
  }
  EXPECT_THAT(history({"list"}).out, Not(HasSubstr("hunter")));
}

// The reports as they are whatever the output gets of them.
TEST_F(HistoryCommandTest, ABatchStoresWholeReports) {
  serve("<p>One");
  server_.on("/b",
             http_response("200 OK", "Content-Type: text/html\r\n", "<p>Two"));
  const std::string list =
      list_of({url_, server_.url("/b"), url_, "http://[bad/"});
  const std::string whole = path("whole.ndjson");
  batch({list, "-o", whole, "--store", store_});
  ASSERT_EQ(listed().size(), 2u) << "each target once, the bad line not";
  std::vector<std::string> stored = {history({"show", "1", "-f", "json"}).out,
                                     history({"show", "2", "-f", "json"}).out};
  for (const std::string& report : stored) {
    EXPECT_THAT(read(whole), HasSubstr(report));
  }
  batch({list, "--ordered", "--fields", "page.url", "--store", store_});
  EXPECT_THAT(history({"show", server_.url("/b"), "-f", "json"}).out,
              HasSubstr("\"findings\":["));
  EXPECT_EQ(listed().size(), 4u);
}

// A run goes on with its own history and no other.
TEST_F(HistoryCommandTest, ResumesWithTheSameHistory) {
  serve("<p>One");
  const std::string list = list_of({url_});
  const std::string out = path("out.ndjson");
  EXPECT_EQ(batch({list, "-o", out, "--store", store_}).exit_code, 0);
  EXPECT_EQ(batch({list, "-o", out, "--store", store_, "--resume"}).exit_code,
            0);
  EXPECT_EQ(listed().size(), 1u);
  const ProgramOutcome without = batch({list, "-o", out, "--resume"});
  EXPECT_EQ(without.exit_code, 2);
  EXPECT_THAT(without.err, HasSubstr("store "));
  const ProgramOutcome other =
      batch({list, "-o", out, "--resume", "--store", path("other.db")});
  EXPECT_EQ(other.exit_code, 2);
  // A kill between database and journal: the journal has not got the group.
  const std::string journal = read(out + ".journal");
  write("out.ndjson.journal", journal.substr(0, journal.find('\n') + 1));
  EXPECT_EQ(batch({list, "-o", out, "--store", store_, "--resume"}).exit_code,
            0);
  ASSERT_EQ(listed().size(), 1u);
  EXPECT_EQ(history({"show", "1", "-f", "json"}).out, read(out));
  EXPECT_EQ(batch({list, "-o", out, "--store", store_}).exit_code, 0);
  EXPECT_EQ(listed().size(), 2u) << "a new run is one of its own";
}

TEST_F(HistoryCommandTest, RefusesWhatIsNoHistory) {
  write("scans.db", "my notes");
  serve("<p>One");
  const std::string list = list_of({url_});
  const ProgramOutcome outcomes[] = {
      scan({url_}),
      batch({list, "-o", path("out.ndjson"), "--store", store_}),
      history({"list"}),
      history({"show", "1"}),
      history({"diff", url_}),
      history({"prune", "--keep", "1"}),
      history({"check"}),
  };
  for (const ProgramOutcome& outcome : outcomes) {
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("scans.db: it is no database"));
  }
  EXPECT_EQ(read(store_), "my notes");
}

}  // namespace
}  // namespace pagescan::test
