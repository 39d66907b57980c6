// Targets that can't be scanned: exit code 3, one clear line on standard
// error, a valid report with errors[].
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/cli/run_pagescan.h"
#include "tests/support/nginx_server.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// Scans one target that must fail as told, and checks the report for what
// every such report has.
Json failed_scan(const std::vector<std::string>& arguments,
                 const std::string& errors, const std::string& message) {
  const ProgramOutcome outcome = scan_json(arguments);
  EXPECT_EQ(outcome.exit_code, 3);
  Json report = only_report(outcome.out);
  if (report.empty()) return report;
  EXPECT_EQ(errors_of(report), errors);
  EXPECT_EQ(report.at("errors").at(0).at("message"), message);
  EXPECT_THAT(outcome.err, HasSubstr(message + "\n"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1)
      << outcome.err;
  EXPECT_THAT(report.at("forms"), IsEmpty());
  EXPECT_THAT(report.at("links"), IsEmpty());
  EXPECT_EQ(report.at("text"), "");
  EXPECT_EQ(report.at("page").at("title"), nullptr);
  EXPECT_EQ(report.at("page").at("charset"), nullptr);
  // The text report says it too.
  std::vector<std::string> text = arguments;
  text.insert(text.begin(), {"scan", "--sections", "notes"});
  const ProgramOutcome for_people = run_pagescan(text);
  EXPECT_EQ(for_people.exit_code, 3);
  EXPECT_THAT(for_people.out, HasSubstr("  error: "));
  return report;
}

TEST(ScanErrorsTest, ConnectionRefused) {
  const uint16_t port = free_port();
  const std::string url = fmt::format("http://127.0.0.1:{}/x", port);
  const Json report = failed_scan(
      {url}, "fetch connection_refused",
      fmt::format("127.0.0.1:{} refused the connection (is the server "
                  "running?)",
                  port));
  EXPECT_EQ(report.at("page").at("url"), url);
  EXPECT_EQ(report.at("page").at("domain"), "127.0.0.1");
  EXPECT_EQ(report.at("page").at("status"), nullptr);
  EXPECT_EQ(report.at("page").at("mime_type"), nullptr);
  EXPECT_EQ(report.at("page").at("sha256"), nullptr);
}

TEST(ScanErrorsTest, TlsFailure) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server;
  server.write("index.html", "<p>x");
  const Json report = failed_scan(
      {server.https_url("/")}, "fetch tls_failure",
      fmt::format("the certificate of 127.0.0.1:{} is not trusted: "
                  "self-signed certificate (use --ca-file FILE, or --insecure "
                  "to scan anyway)",
                  server.https_port()));
  // What was presented is what one wants to see.
  EXPECT_EQ(report.at("tls").at("verified"), false);
  EXPECT_EQ(report.at("tls").at("certificate").at("subject"),
            "CN=pagescan test");
}

TEST(ScanErrorsTest, RedirectLoop) {
  ScriptedServer server;
  server.on("/a", http_response("302 Found", "Location: /b\r\n", ""));
  server.on("/b", http_response("302 Found", "Location: /a\r\n", ""));
  const Json report = failed_scan(
      {server.url("/a"), "--max-redirects", "3"}, "fetch too_many_redirects",
      "127.0.0.1: more than 3 redirects (raise the limit with "
      "--max-redirects)");
  ASSERT_EQ(report.at("redirects").size(), 3u);
  EXPECT_EQ(report.at("redirects").at(2).at("url"), server.url("/a"));
  EXPECT_EQ(report.at("response").at("url"), server.url("/b"));
  EXPECT_EQ(report.at("response").at("location_url"), server.url("/a"));
}

TEST(ScanErrorsTest, RefusedRedirectKeepsItsLocation) {
  ScriptedServer server;
  server.on("/",
            http_response("302 Found", "Location: file:///etc/passwd\r\n", ""));
  const Json report = only_report(scan_json({server.url("/")}).out);
  EXPECT_EQ(errors_of(report), "fetch redirect_refused");
  EXPECT_EQ(report.at("response").at("location"), "file:///etc/passwd");
}

TEST(ScanErrorsTest, NotHtml) {
  ScriptedServer server;
  server.on(
      "/x.pdf",
      http_response("200 OK", "Content-Type: application/pdf\r\nX-A: 1\r\n",
                    "%PDF-1.7 <form action=/x><a href=y>"));
  const Json report = failed_scan(
      {server.url("/x.pdf")}, "content not_html",
      "the content is application/pdf, not HTML: only the response is "
      "reported");
  EXPECT_EQ(report.at("page").at("mime_type"), "application/pdf");
  EXPECT_EQ(report.at("page").at("status"), 200);
  EXPECT_EQ(report.at("page").at("size"), 35);
  EXPECT_THAT(field_values(report.at("response").at("fields"), "X-A"),
              testing::ElementsAre("1"));
  const TempDir folder;
  const std::string image =
      folder.write("x.html", "\x89PNG\r\n\x1A\n<form>").string();
  failed_scan({image}, "content not_html",
              "the content is image/png, not HTML: only the response is "
              "reported");
}

TEST(ScanErrorsTest, EmptyContent) {
  ScriptedServer server;
  server.on("/200", http_response("200 OK", "Content-Type: text/html\r\n", ""));
  server.on("/204", "HTTP/1.1 204 No Content\r\n\r\n");
  for (const std::string path : {"/200", "/204"}) {
    const Json report = failed_scan({server.url(path)}, "content empty_body",
                                    "there is no content: nothing to analyse");
    EXPECT_EQ(report.at("page").at("status"), std::stoi(path.substr(1)));
    EXPECT_EQ(report.at("page").at("size"), 0);
  }
  const TempDir folder;
  failed_scan({folder.write("x.html", "").string()}, "content empty_body",
              "there is no content: nothing to analyse");
  failed_scan({"-"}, "content empty_body",
              "there is no content: nothing to analyse");
}

TEST(ScanErrorsTest, BadUrlsAndMissingFiles) {
  failed_scan({"http:"}, "target invalid_url",
              R"(the host is missing in "http:")");
  failed_scan({"http://[::1/"}, "target invalid_url",
              R"(the host "[::1" has no closing bracket in "http://[::1/")");
  failed_scan({"ftp://x/"}, "target unsupported_scheme",
              "ftp: only http, https and file URLs can be scanned");
  failed_scan({"javascript:alert(1)"}, "read file_not_found",
              "javascript:alert(1): no such file (check the path)");
  failed_scan({"no-such.example/login"}, "read file_not_found",
              "no-such.example/login: no such file (check the path; for a web "
              "page, write https://no-such.example/login)");
  failed_scan({"file:///nonexistent/a%20b"}, "read file_not_found",
              "/nonexistent/a b: no such file (check the path)");
  const TempDir folder;
  failed_scan({folder.path().string()}, "read file_unreadable",
              folder.path().string() + ": is a directory (name a file in it)");
}

// What CLI11 would take for a list is a name like any other.
TEST(ScanErrorsTest, NamesInBrackets) {
  failed_scan({"[a,b]"}, "read file_not_found",
              "[a,b]: no such file (check the path)");
  failed_scan({"[]"}, "read file_not_found",
              "[]: no such file (check the path)");
  const TempDir folder;
  folder.write("[a,b]", "<p>x");
  ProgramRun run;
  run.command = {"env",
                 "-C",
                 folder.path().string(),
                 PAGESCAN_BINARY_DIR "/pagescan",
                 "scan",
                 "--format",
                 "json",
                 "--user-agent",
                 "[x]",
                 "-H",
                 "[y]: z",
                 "[a,b]"};
  const ProgramOutcome usage = run_program(run);
  EXPECT_EQ(usage.exit_code, 2);
  EXPECT_THAT(usage.err, HasSubstr(R"("[y]: z")"));
  run.command.erase(run.command.end() - 3, run.command.end() - 1);
  const ProgramOutcome outcome = run_program(run);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("task").at("url"), "[a,b]");
  EXPECT_EQ(report.at("text"), "x");
}

// Ranges that are refused whatever else holds.
TEST(ScanErrorsTest, DeniedAddresses) {
  ScriptedServer server;
  server.on("/",
            http_response("200 OK", "Content-Type: text/html\r\n", "<p>x"));
  const auto errors_of_scan = [&](const std::string& host,
                                  std::vector<std::string> flags) {
    flags.push_back(server.url_at(host, "/"));
    return errors_of(only_report(scan_json(std::move(flags)).out));
  };
  const std::string pin = fmt::format("x.invalid:{}:127.0.0.1", server.port());
  EXPECT_EQ(errors_of_scan("127.0.0.1", {"--deny-address", "127.0.0.2"}), "");
  for (const std::string host :
       {"127.0.0.1", "2130706433", "0x7f.1", "017700000001",
        "[::ffff:127.0.0.1]", "localhost", "x.invalid"}) {
    EXPECT_EQ(errors_of_scan(
                  host, {"--resolve", pin, "--allow-private", "--deny-address",
                         "127.0.0.0/8", "--deny-address", "::1"}),
              "fetch address_refused")
        << host;
    EXPECT_EQ(errors_of_scan(host, {"--resolve", pin, "--deny-private"}),
              "fetch address_refused")
        << host;
  }
  EXPECT_EQ(server.requests().size(), 1u);
  const ProgramOutcome usage =
      run_pagescan({"scan", "--deny-address", "127.0.0.1/33", server.url("/")});
  EXPECT_EQ(usage.exit_code, 2);
  EXPECT_THAT(usage.err, HasSubstr("--deny-address: \"127.0.0.1/33\" is no "
                                   "address or range"));
}

TEST(ScanErrorsTest, NoErrorWhereTheStatusIsOne) {
  ScriptedServer server;
  server.on("/", http_response("500 Oops", "Content-Type: text/html\r\n",
                               "<p>sorry"));
  const ProgramOutcome outcome = scan_json({server.url("/")});
  EXPECT_EQ(outcome.exit_code, 0);
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("page").at("status"), 500);
  EXPECT_EQ(report.at("text"), "sorry");
}

}  // namespace
}  // namespace pagescan::test
