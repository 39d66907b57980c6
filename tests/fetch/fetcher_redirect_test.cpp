#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "scanner/fetch/fetcher.h"
#include "tests/fetch/fetch_test_util.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

std::string redirect(std::string_view status, std::string_view location,
                     std::string_view fields = "") {
  return http_response(
      status, fmt::format("Location: {}\r\n{}", location, fields), "moved");
}

TEST(FetcherRedirectTest, RecordsEveryHop) {
  ScriptedServer server;
  server.on("/a", redirect("301 Moved Permanently", "dir/b",
                           "X-Hop: 1\r\nSet-Cookie: a=1; Path=/\r\n"));
  server.on("/dir/b", redirect("302 Found", "c?q", "X-Hop: 2\r\n"));
  server.on("/dir/c", http_response("200 OK", "Set-Cookie: c=3\r\n", "end"));
  const FetchResult result = fetch(request_for(server.url("/a#frag")));
  ASSERT_EQ(message_of(result), "");
  const Response& response = result.response;
  ASSERT_EQ(response.hops.size(), 3u);
  EXPECT_EQ(response.submitted_url, server.url("/a#frag"));
  EXPECT_EQ(response.final_url, server.url("/dir/c?q#frag"));
  EXPECT_EQ(response.content, "end");

  const Hop& first = response.hops[0];
  EXPECT_EQ(first.url, server.url("/a#frag"));
  EXPECT_EQ(first.status, 301);
  EXPECT_EQ(first.reason, "Moved Permanently");
  EXPECT_EQ(first.fields.first("x-hop"), "1");
  EXPECT_EQ(first.location, "dir/b");
  EXPECT_EQ(first.location_resolved, server.url("/dir/b#frag"));
  EXPECT_EQ(first.decoded_bytes, 5u);
  EXPECT_EQ(first.remote_ip, "127.0.0.1");
  const Hop& second = response.hops[1];
  EXPECT_EQ(second.url, server.url("/dir/b#frag"));
  EXPECT_EQ(second.fields.first("x-hop"), "2");
  EXPECT_EQ(second.location, "c?q");
  EXPECT_EQ(response.hops[2].status, 200);
  EXPECT_FALSE(response.hops[2].location);

  ASSERT_EQ(response.cookies.size(), 2u);
  EXPECT_EQ(response.cookies[0].hop, 0u);
  EXPECT_EQ(response.cookies[0].cookie.name, "a");
  EXPECT_EQ(response.cookies[1].hop, 2u);
  // A cookie of one hop is sent to those after it.
  EXPECT_EQ(server.requests().at(0).field("cookie"), std::nullopt);
  EXPECT_EQ(server.requests().at(2).field("cookie"), "a=1");
  double total = 0;
  for (const Hop& hop : response.hops) total += hop.timing.total_ms;
  EXPECT_DOUBLE_EQ(response.timing.total_ms, total);
}

TEST(FetcherRedirectTest, FollowsEachRedirectStatus) {
  ScriptedServer server;
  server.on("/end", http_response("200 OK", "", "end"));
  for (const int status : {301, 302, 303, 307, 308}) {
    server.on("/go", redirect(fmt::format("{} X", status), "/end"));
    const FetchResult result = fetch(request_for(server.url("/go")));
    EXPECT_EQ(result.response.content, "end") << status;
    EXPECT_EQ(result.response.hops.size(), 2u) << status;
  }
  for (const int status : {200, 201, 300, 304, 305, 306}) {
    server.on("/go", redirect(fmt::format("{} X", status), "/end"));
    const FetchResult result = fetch(request_for(server.url("/go")));
    EXPECT_EQ(message_of(result), "") << status;
    EXPECT_EQ(result.response.hops.size(), 1u) << status;
  }
  server.on("/go", http_response("302 X", "", "no location"));
  const FetchResult result = fetch(request_for(server.url("/go")));
  EXPECT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, "no location");
}

TEST(FetcherRedirectTest, AllowsAsManyAsTheLimit) {
  ScriptedServer server;
  server.on("/1", redirect("302 Found", "/2"));
  server.on("/2", redirect("302 Found", "/3"));
  server.on("/3", http_response("200 OK", "", "end"));
  Request request = request_for(server.url("/1"));
  request.limits.max_redirects = 2;
  EXPECT_EQ(message_of(fetch(request)), "");
  request.limits.max_redirects = 1;
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kTooManyRedirects);
}

TEST(FetcherRedirectTest, KeepsSecretsAtTheTypedOrigin) {
  ScriptedServer typed;
  ScriptedServer other;
  typed.on("/a", redirect("302 Found", "/b"));
  typed.on("/b", redirect("302 Found", other.url("/c")));
  other.on("/c", redirect("302 Found", typed.url("/d")));
  Request request =
      request_for(fmt::format("http://u:p@127.0.0.1:{}/a", typed.port()));
  request.extra_fields = {{"Cookie", "s=1"}, {"X-Other", "2"}};
  fetch(request);
  ASSERT_EQ(typed.requests().size(), 3u);
  for (const ScriptedRequest& seen : typed.requests()) {
    EXPECT_EQ(seen.field("authorization"), "Basic dTpw") << seen.target;
    EXPECT_EQ(seen.field("cookie"), "s=1") << seen.target;
  }
  ASSERT_EQ(other.requests().size(), 1u);
  EXPECT_EQ(other.requests()[0].field("authorization"), std::nullopt);
  EXPECT_EQ(other.requests()[0].field("cookie"), std::nullopt);
  EXPECT_EQ(other.requests()[0].field("x-other"), "2");
}

TEST(FetcherRedirectTest, SendsNoCredentialsOfAForeignLocation) {
  ScriptedServer typed;
  ScriptedServer other;
  typed.on("/", redirect("302 Found", fmt::format("http://x:y@127.0.0.1:{}/",
                                                  other.port())));
  Request request = request_for(typed.url("/"));
  request.extra_fields = {{"Authorization", "Bearer t"}};
  fetch(request);
  EXPECT_EQ(typed.requests().at(0).field("authorization"), "Bearer t");
  EXPECT_EQ(other.requests().at(0).field("authorization"), std::nullopt);
}

TEST(FetcherRedirectTest, JoinsTypedAndReceivedCookies) {
  ScriptedServer server;
  server.on("/a", redirect("302 Found", "/b", "Set-Cookie: got=2\r\n"));
  Request request = request_for(server.url("/a"));
  request.extra_fields = {{"Cookie", "typed=1"}};
  fetch(request);
  EXPECT_EQ(server.requests().at(1).field("cookie"), "got=2; typed=1");
}

}  // namespace
}  // namespace pagescan::test
