#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "scanner/fetch/fetcher.h"
#include "tests/fetch/fetch_test_util.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using std::chrono::milliseconds;

TEST(FetcherLimitsTest, KeepsContentOfExactlyTheLimit) {
  ScriptedServer server;
  server.on("/", http_response("200 OK", "", "12345"));
  Request request = request_for(server.url("/"));
  request.limits.max_content_bytes = 5;
  const FetchResult whole = fetch(request);
  EXPECT_EQ(whole.response.content, "12345");
  EXPECT_EQ(whole.response.truncation, Truncation::kNone);
  request.limits.max_content_bytes = 4;
  const FetchResult cut = fetch(request);
  EXPECT_EQ(cut.response.content, "1234");
  EXPECT_EQ(cut.response.truncation, Truncation::kContentLimit);
}

TEST(FetcherLimitsTest, KeepsWhatCameOfAnnouncedContent) {
  ScriptedServer server;
  const auto answer = [](std::string_view length) {
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\nhello",
                       length);
  };
  server.on("/more", answer("10"));
  server.on("/less", answer("3"));
  const FetchResult more = fetch(request_for(server.url("/more")));
  EXPECT_EQ(more.response.content, "hello");
  EXPECT_EQ(more.response.truncation_note,
            "the server closed the connection before the announced end, "
            "after 5 bytes");
  const FetchResult less = fetch(request_for(server.url("/less")));
  EXPECT_EQ(less.response.content, "hel");
  EXPECT_EQ(less.response.truncation, Truncation::kNone);
}

TEST(FetcherLimitsTest, KeepsWhatCameBeforeAReset) {
  ScriptedServer server;
  server.on("/", [](Connection& connection, const ScriptedRequest&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
    connection.pause(milliseconds(50));
    connection.reset();
  });
  const FetchResult result = fetch(request_for(server.url("/")));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kConnectionFailed);
  EXPECT_EQ(result.response.content, "hello");
  EXPECT_EQ(result.response.final_hop().status, 200);
}

TEST(FetcherLimitsTest, SaysWhatItDropped) {
  ScriptedServer server;
  server.on("/", http_response("302 Found",
                               "Location: /end\r\nSet-Cookie: a=1\r\n"
                               "Set-Cookie: b=2\r\nX: 1\r\nX: 2\r\n",
                               ""));
  server.on("/end", http_response("200 OK", "Set-Cookie: c=3\r\n", "x"));
  Request request = request_for(server.url("/"));
  request.limits.max_field_lines = 4;
  request.limits.max_cookies = 2;
  const Response response = fetch(request).response;
  ASSERT_EQ(response.hops.size(), 2u);
  EXPECT_EQ(response.hops[0].fields.size(), 4u);
  ASSERT_EQ(response.cookies.size(), 2u);
  EXPECT_EQ(response.cookies[1].cookie.name, "b");
  ASSERT_EQ(response.dropped.size(), 2u);
  EXPECT_EQ(response.dropped[0].what, "response_fields");
  EXPECT_EQ(response.dropped[0].limit, 4u);
  EXPECT_EQ(response.dropped[0].detail,
            "2 field lines were dropped (raise the limit with --max-fields)");
  EXPECT_EQ(response.dropped[1].what, "cookies");
  EXPECT_EQ(response.dropped[1].limit, 2u);
  EXPECT_EQ(response.dropped[1].detail,
            "1 cookies were dropped (raise the limit with --max-cookies)");
  request.limits.max_field_lines = 6;
  request.limits.max_cookies = 3;
  EXPECT_TRUE(fetch(request).response.dropped.empty());
}

TEST(FetcherLimitsTest, TakesInterimResponsesUpToTheLimit) {
  ScriptedServer server;
  std::string interim;
  for (int i = 0; i < 3; ++i) interim += "HTTP/1.1 103 Early Hints\r\n\r\n";
  server.on("/", interim + http_response("200 OK", "", "x"));
  Request request = request_for(server.url("/"));
  request.limits.max_interim_responses = 3;
  EXPECT_EQ(fetch(request).response.final_hop().interim_responses, 3u);
  request.limits.max_interim_responses = 2;
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kProtocolError);
}

}  // namespace
}  // namespace pagescan::test
