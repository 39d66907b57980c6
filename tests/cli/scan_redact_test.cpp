// --redact through the program: no secret on standard output or error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// Runs the scan in every format, very verbosely; none may show "hunter".
void expect_no_secret(const std::vector<std::string>& arguments,
                      int exit_code) {
  for (const std::string format : {"text", "json"}) {
    std::vector<std::string> all = {"scan", "-vv", "--redact", "-f", format};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const ProgramOutcome outcome = run_pagescan(all);
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.err;
    EXPECT_THAT(outcome.out, Not(HasSubstr("hunter")));
    EXPECT_THAT(outcome.err, Not(HasSubstr("hunter")));
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr("REDACTED"));
    if (format == "json" && exit_code != 2) reports_in(outcome.out);
  }
}

TEST(ScanRedactTest, HidesTheSecretsOfAFetchedPage) {
  ScriptedServer server;
  server.on("/go",
            http_response("302 hunterTOK",
                          "Location: /end?code=hunterCODE#id_token=hunterID\r\n"
                          "Set-Cookie: sid=hunterSID; Path=/\r\n"
                          "X-Api-Key: hunterKEY\r\n",
                          "x"));
  server.on("/end",
            http_response("200 OK",
                          "Content-Type: text/html\r\n"
                          "Link: </a?sig=hunterSIG>; rel=next\r\n",
                          "<title>hunterTOK</title><p>You are hunterUSER, "
                          "HUNTERPASS. <form action='/x?token=hunterX'><input "
                          "type=hidden name=csrf value=hunterCSRF></form>"));
  std::string url = server.url("/go?token=hunterTOK");
  url.insert(url.find("//") + 2, "hunterUSER:hunterPASS@");
  expect_no_secret({url, "-H", "Authorization: Bearer hunterBEARER"}, 0);
}

TEST(ScanRedactTest, HidesTheSecretsOfTheUrlFlag) {
  const TempDir folder;
  const std::string file =
      folder.write("x.html", "<a href=a>hunterPASS</a>hunterTOK").string();
  expect_no_secret(
      {file, "--url", "https://u:hunterPASS@h.example/?token=hunterTOK"}, 0);
}

TEST(ScanRedactTest, HidesTheSecretsOfWhatFails) {
  const char* const kBadTargets[] = {
      "http://u:hunterPASS@[::1",
      "http://u:hunterPASS@127.0.0.1:1/?token=hunterTOK",
      "http://u:hunterPASS@127.0.0.1:99999/",
      "ftp://u:hunterPASS@127.0.0.1/",
      "hunterUSER:hunterPASS@h.example/x",
      "file://u:hunterPASS@h.example/x",
      "nothing.html?token=hunterTOK",
  };
  for (const char* target : kBadTargets) expect_no_secret({target}, 3);
}

TEST(ScanRedactTest, HidesTheSecretsOfFlagsThatMakeNoSense) {
  expect_no_secret({"x", "--url", "https://u:hunterPASS@["}, 2);
  expect_no_secret({"x", "-H", "Authorization Bearer hunterBEARER1"}, 2);
  expect_no_secret({"x", "--proxi=http://u:hunterPASS@h.example"}, 2);
  expect_no_secret({"x", "-o", "/nonexistent/?token=hunterTOK"}, 2);
}

// Without the flag a report is whole.
TEST(ScanRedactTest, IsNotDoneUnasked) {
  const Json report = only_report(
      scan_json({"-", "--url", "https://u:hunterPASS@h.example/"}, "<p>x").out);
  EXPECT_EQ(report.at("page").at("url"), "https://u:hunterPASS@h.example/");
}

}  // namespace
}  // namespace pagescan::test
