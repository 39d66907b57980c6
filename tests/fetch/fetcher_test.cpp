#include "scanner/fetch/fetcher.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/fetch/fetch_test_util.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(FetcherTest, KeepsTheResponseAsItCame) {
  ScriptedServer server;
  server.on("/page",
            "HTTP/1.1 404 Not \x1b[31mHere\r\nX-Two: 1\r\nContent-Type: "
            "text/html\r\nx-two: \x07 2\r\nX-Fold: a\r\n  b\r\n"
            "Content-Length: 5\r\n\r\nhello");
  const FetchResult result = fetch(request_for(server.url("/page?q#top")));
  ASSERT_EQ(message_of(result), "");
  const Response& response = result.response;
  EXPECT_EQ(response.submitted_url, server.url("/page?q#top"));
  EXPECT_EQ(response.final_url, server.url("/page?q#top"));
  EXPECT_EQ(response.content, "hello");
  EXPECT_EQ(response.truncation, Truncation::kNone);
  ASSERT_EQ(response.hops.size(), 1u);
  const Hop& hop = response.final_hop();
  EXPECT_EQ(hop.status, 404);
  EXPECT_EQ(hop.reason, "Not \x1b[31mHere");
  EXPECT_EQ(hop.protocol, "HTTP/1.1");
  EXPECT_THAT(
      hop.fields.items(),
      ElementsAre(Field{"X-Two", "1"}, Field{"Content-Type", "text/html"},
                  Field{"x-two", "\x07 2"}, Field{"X-Fold", "a b"},
                  Field{"Content-Length", "5"}));
  EXPECT_EQ(hop.remote_ip, "127.0.0.1");
  EXPECT_EQ(hop.remote_port, server.port());
  EXPECT_EQ(hop.wire_bytes, 5u);
  EXPECT_EQ(hop.decoded_bytes, 5u);
  EXPECT_GT(hop.timing.total_ms, 0);
  EXPECT_GE(hop.timing.total_ms, hop.timing.first_byte_ms);
  EXPECT_FALSE(hop.tls);
  EXPECT_FALSE(hop.location);
}

TEST(FetcherTest, SendsWhatIsAsked) {
  ScriptedServer server;
  server.on("/a b", http_response("200 OK", "", "x"));
  Request request = request_for(server.url("/a%20b/../c/.?#f"));
  request.extra_fields = {{"Accept-Language", "de"}, {"X-Empty", ""}};
  fetch(request);
  ASSERT_EQ(server.requests().size(), 1u);
  const ScriptedRequest seen = server.requests()[0];
  EXPECT_EQ(seen.method, "GET");
  EXPECT_EQ(seen.target, "/c/?");
  EXPECT_EQ(seen.field("host"), fmt::format("127.0.0.1:{}", server.port()));
  EXPECT_EQ(seen.field("user-agent"), "pagescan-test/1");
  EXPECT_EQ(seen.field("accept"),
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
  EXPECT_EQ(seen.field("accept-encoding"), "deflate, gzip, br, zstd");
  EXPECT_EQ(seen.field("accept-language"), "de");
  EXPECT_EQ(seen.field("x-empty"), "");
  EXPECT_EQ(seen.field("authorization"), std::nullopt);
  EXPECT_EQ(seen.field("cookie"), std::nullopt);
}

TEST(FetcherTest, LetsFieldsReplaceDefaults) {
  ScriptedServer server;
  Request request = request_for(server.url("/"));
  request.extra_fields = {{"accept", "*/*"}, {"User-Agent", "mine"}};
  fetch(request);
  const ScriptedRequest seen = server.requests().at(0);
  EXPECT_EQ(seen.field("accept"), "*/*");
  EXPECT_EQ(seen.field("user-agent"), "mine");
  EXPECT_EQ(seen.head.find("pagescan-test"), std::string::npos);
}

TEST(FetcherTest, RefusesFieldsThatSmuggle) {
  ScriptedServer server;
  const Field bad[] = {{"X", "a\r\nY: b"}, {"X\r\nY", "b"},
                       {"X Y", "b"},       {"", "b"},
                       {"X:", "b"},        {"X", std::string("a\0b", 3)}};
  for (const Field& field : bad) {
    Request request = request_for(server.url("/"));
    request.extra_fields = {field};
    const FetchResult result = fetch(request);
    ASSERT_TRUE(result.error) << field.name;
    EXPECT_EQ(result.error->code, ErrorCode::kUsage);
    EXPECT_TRUE(result.response.hops.empty());
  }
  Request request = request_for(server.url("/"));
  request.user_agent = "a\nb";
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kUsage);
  EXPECT_TRUE(server.requests().empty());
}

TEST(FetcherTest, SendsCredentialsOfTheUrl) {
  ScriptedServer server;
  fetch(request_for(
      fmt::format("http://us%65r:p%40%3Ass@127.0.0.1:{}/", server.port())));
  ASSERT_EQ(server.requests().size(), 1u);
  // base64 of "user:p@:ss"
  EXPECT_EQ(server.requests()[0].field("authorization"),
            "Basic dXNlcjpwQDpzcw==");
}

TEST(FetcherTest, ReadsOldAndBareAnswers) {
  ScriptedServer server;
  server.on("/10", "HTTP/1.0 200 OK\r\n\r\nold");
  server.on("/bare", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx");
  server.on("/lf", "HTTP/1.1 200 OK\nA: 1\nContent-Length: 1\n\nx");
  server.on("/204", "HTTP/1.1 204 No Content\r\n\r\n");
  const FetchResult old = fetch(request_for(server.url("/10")));
  EXPECT_EQ(message_of(old), "");
  EXPECT_EQ(old.response.final_hop().protocol, "HTTP/1.0");
  EXPECT_EQ(old.response.content, "old");
  const FetchResult bare = fetch(request_for(server.url("/bare")));
  EXPECT_EQ(bare.response.final_hop().status, 200);
  EXPECT_EQ(bare.response.final_hop().reason, "");
  const FetchResult lf = fetch(request_for(server.url("/lf")));
  EXPECT_EQ(lf.response.final_hop().fields.first("a"), "1");
  EXPECT_EQ(lf.response.content, "x");
  const FetchResult none = fetch(request_for(server.url("/204")));
  EXPECT_EQ(message_of(none), "");
  EXPECT_EQ(none.response.content, "");
}

TEST(FetcherTest, SkipsInterimResponsesAndKeepsTrailers) {
  ScriptedServer server;
  server.on("/",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n"
            "\r\n5\r\nhello\r\n0\r\nX: t\r\nHTTP/1.1 500: no\r\n\r\n");
  const FetchResult result = fetch(request_for(server.url("/")));
  ASSERT_EQ(message_of(result), "");
  const Hop& hop = result.response.final_hop();
  EXPECT_EQ(hop.status, 200);
  EXPECT_EQ(hop.interim_responses, 1u);
  EXPECT_EQ(hop.fields.first("link"), std::nullopt);
  EXPECT_EQ(hop.trailers.first("x"), "t");
  EXPECT_EQ(result.response.content, "hello");
}

TEST(FetcherTest, RecordsCookies) {
  ScriptedServer server;
  server.on("/dir/page",
            http_response("200 OK",
                          "Set-Cookie: a=1; HttpOnly\r\nSet-Cookie: \r\n"
                          "set-cookie: b=2; Path=/x; SameSite=Lax\r\n",
                          "x"));
  const FetchResult result = fetch(request_for(server.url("/dir/page")));
  const auto& cookies = result.response.cookies;
  ASSERT_EQ(cookies.size(), 2u);
  EXPECT_EQ(cookies[0].cookie.name, "a");
  EXPECT_EQ(cookies[0].cookie.domain, "127.0.0.1");
  EXPECT_TRUE(cookies[0].cookie.host_only);
  EXPECT_EQ(cookies[0].cookie.path, "/dir");
  EXPECT_TRUE(cookies[0].cookie.http_only);
  EXPECT_EQ(cookies[1].cookie.path, "/x");
  EXPECT_EQ(cookies[1].cookie.same_site, SameSite::kLax);
}

TEST(FetcherTest, ForgetsCookiesBetweenTargets) {
  ScriptedServer server;
  server.on("/set", http_response("200 OK", "Set-Cookie: a=1\r\n", "x"));
  Fetcher fetcher;
  fetcher.fetch(request_for(server.url("/set")));
  fetcher.fetch(request_for(server.url("/get")));
  ASSERT_EQ(server.requests().size(), 2u);
  EXPECT_EQ(server.requests()[1].field("cookie"), std::nullopt);
}

TEST(FetcherTest, PinsNames) {
  ScriptedServer server;
  server.on("/", http_response("200 OK", "", "x"));
  Fetcher fetcher;
  Request request = request_for(server.url_at("shop.invalid", "/"));
  request.resolve = {fmt::format("shop.invalid:{}:127.0.0.1", server.port())};
  const FetchResult result = fetcher.fetch(request);
  EXPECT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.final_hop().remote_ip, "127.0.0.1");
  EXPECT_EQ(server.requests().at(0).field("host"),
            fmt::format("shop.invalid:{}", server.port()));
  request.resolve = {"nonsense"};
  EXPECT_EQ(fetcher.fetch(request).error->code, ErrorCode::kUsage);
}

TEST(FetcherTest, RefusesOtherSchemes) {
  const FetchResult result = fetch(request_for("ftp://127.0.0.1/"));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kUnsupportedScheme);
}

TEST(FetcherTest, GoesThroughAProxy) {
  ScriptedServer proxy;
  proxy.on("http://shop.invalid/x", http_response("200 OK", "", "proxied"));
  Request request = request_for("http://shop.invalid/x#f");
  request.proxy = proxy.url("");
  const FetchResult result = fetch(request);
  EXPECT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, "proxied");
  request.proxy = fmt::format("http://127.0.0.1:{}", free_port());
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kProxyFailure);
}

TEST(FetcherTest, GuardsLiteralAddressesBehindAProxy) {
  ScriptedServer proxy;
  for (const std::string_view url :
       {"http://127.0.0.2/", "http://[::1]/", "http://localhost/"}) {
    Request request = request_for(url);
    request.proxy = proxy.url("");
    request.address_policy.private_policy = PrivatePolicy::kDenyAll;
    const FetchResult result = fetch(request);
    ASSERT_TRUE(result.error) << url;
    EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused) << url;
  }
  EXPECT_TRUE(proxy.requests().empty());
}

}  // namespace
}  // namespace pagescan::test
