// `pagescan diff --live`: scans of a scripted server against stored reports.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/batch_fixture.h"
#include "tests/cli/run_pagescan.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string response(const std::string& title) {
  const std::string content =
      "<!doctype html><html lang=en><meta charset=utf-8><title>" + title +
      "</title><p>Text";
  return fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n"
      "Connection: close\r\n\r\n{}",
      content.size(), content);
}

class DiffLiveTest : public BatchFixture {
 protected:
  ProgramOutcome live(const std::string& against,
                      std::vector<std::string> more = {}) const {
    more.insert(more.begin(),
                {"diff", "--live", server_.url("/page"), "--against", against});
    return run_pagescan(more);
  }
  std::string scanned(const std::string& url) const {
    return scan_json({url}).out;
  }

  ScriptedServer server_;
};

TEST_F(DiffLiveTest, ComparesWithWhatWasThere) {
  server_.on("/page", response("Apples"));
  server_.on("/other", response("Other"));
  const std::string url = server_.url("/page");
  const std::string old_pages =
      write("old.ndjson", scanned(server_.url("/other")) + scanned(url));
  const ProgramOutcome same = live(old_pages);
  EXPECT_EQ(same.exit_code, 0) << same.out;
  EXPECT_EQ(same.err, "");
  server_.on("/page", response("Pears"));
  const ProgramOutcome changed = live(old_pages);
  EXPECT_EQ(changed.exit_code, 1);
  EXPECT_THAT(changed.out, HasSubstr("Pears"));
  EXPECT_THAT(changed.out, Not(HasSubstr("Other")));
  // The flags of a scan hold.
  const ProgramOutcome refused = live(old_pages, {"--deny-private"});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, HasSubstr("the new scan failed"));
  live(old_pages, {"--user-agent", "watcher"});
  EXPECT_EQ(server_.requests().back().field("User-Agent"), "watcher");
}

TEST_F(DiffLiveTest, TakesTheOnlyReport) {
  server_.on("/page", response("Apples"));
  server_.on("/staging", response("Apples"));
  const std::string one = write("one.json", scanned(server_.url("/staging")));
  EXPECT_NE(live(one).exit_code, 2);
  const std::string two = write("two.json", scanned(server_.url("/staging")) +
                                                scanned(server_.url("/x")));
  const ProgramOutcome outcome = live(two);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("it has no report of"));
}

TEST_F(DiffLiveTest, PersistScansAgain) {
  server_.on("/page", response("Apples"));
  const std::string old_page = write("old.json", scanned(server_.url("/page")));
  int requests = 0;
  server_.on(
      "/page", [&requests](Connection& connection, const ScriptedRequest&) {
        connection.send(response(++requests % 2 == 0 ? "Apples" : "Pears"));
      });
  const std::vector<std::string> thrice = {"--persist", "3", "--interval", "0"};
  EXPECT_EQ(live(old_page, thrice).exit_code, 0);
  EXPECT_EQ(requests, 3);
  server_.on("/page", response("Pears"));
  EXPECT_EQ(live(old_page, thrice).exit_code, 1);
}

TEST_F(DiffLiveTest, AlsoHidesAKnownState) {
  server_.on("/page", response("Green"));
  const std::string green = write("green.json", scanned(server_.url("/page")));
  server_.on("/page", response("Blue"));
  const std::string blue = write("blue.json", scanned(server_.url("/page")));
  EXPECT_EQ(live(green).exit_code, 1);
  EXPECT_EQ(live(green, {"--also", blue}).exit_code, 0);
}

TEST_F(DiffLiveTest, RedactsWhatItSays) {
  server_.on("/page", response("Apples"));
  const std::string old_page = write("old.json", scanned(server_.url("/page")));
  const std::string secret = "s3cr3t-s3cr3t-s3cr3t";
  const ProgramOutcome outcome =
      run_pagescan({"diff", "--live", server_.url("/page?token=" + secret),
                    "--against", old_page, "--redact", "-v"});
  EXPECT_NE(outcome.exit_code, 2) << outcome.err;
  EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(secret)));
  EXPECT_THAT(outcome.err, HasSubstr("token=REDACTED"));
}

}  // namespace
}  // namespace pagescan::test
