// The flags that say how to fetch, against servers that record what they get.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "tests/cli/run_pagescan.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string page(std::string_view content) {
  return http_response("200 OK", "Content-Type: text/html\r\n", content);
}

TEST(ScanRequestTest, SendsTheUserAgent) {
  ScriptedServer server;
  server.on("/", page("<p>x"));
  scan_json({server.url("/")});
  scan_json({server.url("/"), "--user-agent", "Mozilla/5.0 (test)"});
  ASSERT_EQ(server.requests().size(), 2u);
  EXPECT_THAT(server.requests()[0].field("user-agent").value_or(""),
              testing::MatchesRegex("pagescan/[0-9.]+"));
  EXPECT_EQ(server.requests()[1].field("user-agent"), "Mozilla/5.0 (test)");
}

TEST(ScanRequestTest, SendsFieldsInPlaceOfItsOwn) {
  ScriptedServer server;
  server.on("/", page("<p>x"));
  scan_json({server.url("/"), "-H", "X-A: 1", "--header", "X-A:2", "-H",
             "Accept-Language: ko", "-H", "X-Empty:"});
  ASSERT_EQ(server.requests().size(), 1u);
  const ScriptedRequest request = server.requests()[0];
  EXPECT_THAT(request.head, HasSubstr("\r\nX-A: 1\r\n"));
  EXPECT_THAT(request.head, HasSubstr("\r\nX-A: 2\r\n"));
  EXPECT_EQ(request.field("accept-language"), "ko");
  EXPECT_THAT(request.head, HasSubstr("\r\nX-Empty:"));
}

TEST(ScanRequestTest, KeepsEveryRedirectWithItsFields) {
  ScriptedServer server;
  server.on("/a", http_response("301 Moved Permanently",
                                "Location: b?x\r\nX-Hop: 1\r\nX-Hop: 2\r\n"
                                "Set-Cookie: a=1; Path=/; HttpOnly\r\n",
                                "moved"));
  server.on("/b", http_response("302 Found", "location: /dir/c\r\n", ""));
  server.on("/dir/c", page("<a href=x>x</a>"));
  const ProgramOutcome outcome = scan_json({server.url("/a#f"), "-v"});
  EXPECT_EQ(outcome.exit_code, 0);
  const Json report = only_report(outcome.out);
  const Json& redirects = report.at("redirects");
  ASSERT_EQ(redirects.size(), 2u);
  EXPECT_EQ(redirects[0].at("url"), server.url("/a#f"));
  EXPECT_EQ(redirects[0].at("status"), 301);
  EXPECT_EQ(redirects[0].at("reason"), "Moved Permanently");
  EXPECT_EQ(redirects[0].at("ip"), "127.0.0.1");
  EXPECT_EQ(redirects[0].at("port"), server.port());
  EXPECT_EQ(redirects[0].at("location"), "b?x");
  EXPECT_EQ(redirects[0].at("location_url"), server.url("/b?x#f"));
  EXPECT_THAT(field_values(redirects[0].at("fields"), "X-Hop"),
              ElementsAre("1", "2"));
  EXPECT_EQ(redirects[1].at("url"), server.url("/b?x#f"));
  EXPECT_EQ(redirects[1].at("status"), 302);
  EXPECT_EQ(report.at("page").at("url"), server.url("/dir/c#f"));
  EXPECT_EQ(report.at("task").at("url"), server.url("/a#f"));
  EXPECT_EQ(report.at("response").at("status"), 200);
  EXPECT_EQ(report.at("timing").at("hops").size(), 3u);
  EXPECT_THAT(links_of(report), ElementsAre("x " + server.url("/dir/x")));
  EXPECT_THAT(outcome.err,
              HasSubstr("info: 301 " + server.url("/a#f") + " from 127.0.0.1"));
  // The cookie of the first hop was sent to the others.
  EXPECT_EQ(server.requests().at(2).field("cookie"), "a=1");

  const ProgramOutcome text = run_pagescan(
      {"scan", server.url("/a"), "--sections", "header,redirects"});
  EXPECT_THAT(text.out,
              HasSubstr(fmt::format("Submitted URL: {}\nEffective URL: {}\n",
                                    server.url("/a"), server.url("/dir/c"))));
  EXPECT_THAT(text.out,
              HasSubstr("  301 " + server.url("/a") + " (127.0.0.1)\n  302 "));
}

TEST(ScanRequestTest, FollowsAsManyRedirectsAsAllowed) {
  ScriptedServer server;
  server.on("/1", http_response("302 Found", "Location: /2\r\n", ""));
  server.on("/2", http_response("307 X", "Location: /3\r\n", ""));
  server.on("/3", page("end"));
  const auto errors = [&](const std::string& limit) {
    return errors_of(only_report(
        scan_json({server.url("/1"), "--max-redirects", limit}).out));
  };
  EXPECT_EQ(errors("2"), "");
  EXPECT_EQ(errors("1"), "fetch too_many_redirects");
  EXPECT_EQ(errors("0"), "fetch too_many_redirects");
}

TEST(ScanRequestTest, KeepsFieldsAndCookiesInOrder) {
  ScriptedServer server;
  server.on("/",
            http_response(
                "200 Fine",
                "X-B: 1\r\nX-A: 2\r\nx-b: 3\r\nX-B: 1\r\n"
                "Content-Type: text/html\r\n"
                "Set-Cookie: id=a=b; Path=/p; Domain=127.0.0.1; Secure; "
                "HttpOnly; SameSite=Strict; Max-Age=60; Expires=Wed, 09 Jun "
                "2100 10:18:14 GMT; Partitioned\r\n"
                "Set-Cookie: id=second\r\n"
                "Set-Cookie: __Host-x=1; Path=/p\r\n",
                "<p>x"));
  const Json report = only_report(scan_json({server.url("/dir/../")}).out);
  const Json& response = report.at("response");
  EXPECT_EQ(response.at("reason"), "Fine");
  std::string names;
  for (const Json& field : response.at("fields")) {
    names += field.at("name").get<std::string>() + " ";
  }
  EXPECT_EQ(names,
            "X-B X-A x-b X-B Content-Type Set-Cookie Set-Cookie Set-Cookie "
            "Content-Length ");
  EXPECT_THAT(field_values(response.at("fields"), "X-B"),
              ElementsAre("1", "1"));
  const Json& cookies = report.at("cookies");
  ASSERT_EQ(cookies.size(), 3u);
  EXPECT_EQ(cookies[0], (Json{{"name", "id"},
                              {"value", "a=b"},
                              {"domain", "127.0.0.1"},
                              {"path", "/p"},
                              {"host_only", false},
                              {"secure", true},
                              {"http_only", true},
                              {"partitioned", true},
                              {"same_site", "Strict"},
                              {"hop", 0},
                              {"expires", "Wed, 09 Jun 2100 10:18:14 GMT"},
                              {"max_age", 60}}));
  EXPECT_EQ(cookies[1].at("value"), "second");
  EXPECT_EQ(cookies[1].at("host_only"), true);
  EXPECT_EQ(cookies[1].at("path"), "/");
  EXPECT_FALSE(cookies[1].contains("expires"));
  EXPECT_EQ(cookies[2].at("prefix_violated"), true);
}

TEST(ScanRequestTest, ForgetsCookiesBetweenTargets) {
  ScriptedServer server;
  server.on("/", http_response("200 OK",
                               "Content-Type: text/html\r\nSet-Cookie: a=1\r\n",
                               "<p>x"));
  scan_json({server.url("/"), server.url("/")});
  ASSERT_EQ(server.requests().size(), 2u);
  EXPECT_EQ(server.requests()[1].field("cookie"), std::nullopt);
}

TEST(ScanRequestTest, ResolvesNamesAsTold) {
  ScriptedServer server;
  server.on("/", page("<p>x"));
  const std::string host = "shop.invalid";
  const ProgramOutcome outcome = scan_json(
      {"--resolve", fmt::format("{}:{}:127.0.0.1", host, server.port()),
       server.url_at(host, "/")});
  EXPECT_EQ(outcome.exit_code, 0);
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("page").at("domain"), host);
  EXPECT_EQ(report.at("page").at("ip"), "127.0.0.1");
  EXPECT_EQ(server.requests().at(0).field("host"),
            fmt::format("{}:{}", host, server.port()));
}

TEST(ScanRequestTest, GuardsPrivateAddresses) {
  ScriptedServer server;
  server.on("/", page("<p>x"));
  const auto errors = [&](const std::vector<std::string>& flags) {
    std::vector<std::string> arguments = {server.url("/")};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return errors_of(only_report(scan_json(arguments).out));
  };
  EXPECT_EQ(errors({}), "");  // typed, so meant
  EXPECT_EQ(errors({"--allow-private"}), "");
  EXPECT_EQ(errors({"--deny-private"}), "fetch address_refused");
}

// A loopback page may lead to another loopback address, as it was typed by
// somebody who works there; --deny-private refuses both.
TEST(ScanRequestTest, FollowsFromLoopbackToLoopback) {
  ScriptedServer typed("127.0.0.1");
  ScriptedServer inner("127.0.0.2");
  inner.on("/", page("<p>inner"));
  typed.on("/", http_response("302 Found",
                              "Location: " + inner.url("/") + "\r\n", ""));
  const Json report = only_report(scan_json({typed.url("/")}).out);
  EXPECT_EQ(errors_of(report), "");
  EXPECT_EQ(report.at("page").at("ip"), "127.0.0.2");
  EXPECT_EQ(report.at("redirects").at(0).at("ip"), "127.0.0.1");
  const ProgramOutcome denied = scan_json({typed.url("/"), "--deny-private"});
  EXPECT_EQ(denied.exit_code, 3);
  EXPECT_THAT(denied.err, HasSubstr("127.0.0.1 is a loopback address "
                                    "(--deny-private refuses it)"));
  EXPECT_EQ(typed.requests().size(), 1u);
}

TEST(ScanRequestTest, FetchesThroughAProxy) {
  ScriptedServer proxy;
  // A request through a proxy names the whole URL.
  proxy.on("http://shop.invalid/x", page("<a href=y>y</a>"));
  const ProgramOutcome outcome =
      scan_json({"http://shop.invalid/x", "--proxy", proxy.url("")});
  EXPECT_EQ(outcome.exit_code, 0);
  const Json report = only_report(outcome.out);
  EXPECT_THAT(links_of(report), ElementsAre("y http://shop.invalid/y"));
  EXPECT_EQ(proxy.requests().at(0).target, "http://shop.invalid/x");
}

TEST(ScanRequestTest, ReportsAProxyThatIsNotThere) {
  const ProgramOutcome outcome =
      scan_json({"http://shop.invalid/", "--proxy",
                 fmt::format("http://127.0.0.1:{}", free_port())});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(errors_of(only_report(outcome.out)), "fetch proxy_failure");
  EXPECT_THAT(outcome.err, HasSubstr("(check --proxy)"));
}

// Only --proxy asks for one.
TEST(ScanRequestTest, PassesOverProxiesOfTheEnvironment) {
  ScriptedServer server;
  server.on("/", page("<p>x"));
  const std::string nobody = fmt::format("http://127.0.0.1:{}", free_port());
  const ProgramOutcome outcome = scan_json(
      {server.url("/")}, "", {"http_proxy=" + nobody, "ALL_PROXY=" + nobody});
  EXPECT_EQ(outcome.exit_code, 0);
}

TEST(ScanRequestTest, CutsContentAtMaxBytes) {
  ScriptedServer server;
  server.on("/", [](Connection& connection, const ScriptedRequest&) {
    connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>start");
    while (connection.send(std::string(65536, 'x'))) {
    }
  });
  const ProgramOutcome outcome =
      scan_json({server.url("/"), "--max-bytes", "100k"});
  EXPECT_EQ(outcome.exit_code, 0);
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("page").at("size"), 102400);
  EXPECT_EQ(report.at("truncated").at(0).at("what"), "content");
  EXPECT_EQ(report.at("truncated").at(0).at("limit"), 102400);
  EXPECT_THAT(report.at("text"), testing::StartsWith("startxxx"));
  EXPECT_THAT(outcome.err, HasSubstr("warning: "));
}

TEST(ScanRequestTest, UndoesContentCodings) {
  ScriptedServer server;
  const std::string content = "<p>packed";
  const std::pair<std::string, std::string> codings[] = {
      {"gzip", gzip(content)},
      {"deflate", deflate(content)},
      {"br", brotli(content)},
      {"gzip, deflate", deflate(gzip(content))}};
  for (const auto& [coding, bytes] : codings) {
    server.on("/", http_response("200 OK",
                                 "Content-Type: text/html\r\n"
                                 "Content-Encoding: " +
                                     coding + "\r\n",
                                 bytes));
    const Json report = only_report(scan_json({server.url("/")}).out);
    EXPECT_EQ(report.at("text"), "packed") << coding;
    EXPECT_EQ(report.at("response").at("wire_bytes"), bytes.size()) << coding;
    EXPECT_EQ(report.at("response").at("decoded_bytes"), content.size());
    EXPECT_EQ(report.at("page").at("size"), content.size());
  }
  EXPECT_THAT(server.requests().at(0).field("accept-encoding").value_or(""),
              HasSubstr("gzip"));
}

TEST(ScanRequestTest, ReadsTheCharsetOfTheResponse) {
  ScriptedServer server;
  server.on("/", http_response(
                     "200 OK", "Content-Type: text/html; charset=koi8-r\r\n",
                     "<meta charset=utf-8><p>\xC1<a href=\"?q=\xC1\">x</a>"));
  const Json report = only_report(scan_json({server.url("/")}).out);
  EXPECT_EQ(report.at("page").at("charset"), "KOI8-R");
  EXPECT_EQ(report.at("text"), "\u0430x");
  EXPECT_THAT(links_of(report),
              ElementsAre("?q=\u0430 " + server.url("/?q=%C1")));
  const Json told =
      only_report(scan_json({server.url("/"), "--charset", "cp866"}).out);
  EXPECT_EQ(told.at("page").at("charset"), "IBM866");
}

TEST(ScanRequestTest, NoticesAMetaRefreshAndFollowsItNot) {
  ScriptedServer server;
  server.on("/", page("<meta http-equiv=refresh content='0;url=/next'>here"));
  const Json report = only_report(scan_json({server.url("/")}).out);
  EXPECT_EQ(report.at("metadata").at("refresh").at("url"), server.url("/next"));
  EXPECT_EQ(report.at("text"), "here");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(ScanRequestTest, DiffersByItsTimingAlone) {
  ScriptedServer server;
  server.on("/a", http_response("302 Found", "Location: /b\r\n", ""));
  server.on("/b", page("<form><input name=x></form><a href=y>z</a>"));
  const auto without_timing = [&] {
    Json report = only_report(
        scan_json({server.url("/a")}, "", {"SOURCE_DATE_EPOCH=1700000000"})
            .out);
    EXPECT_EQ(report.at("task").at("time"), "2023-11-14T22:13:20.000Z");
    report.erase("timing");
    return report.dump();
  };
  EXPECT_EQ(without_timing(), without_timing());
}

}  // namespace
}  // namespace pagescan::test
