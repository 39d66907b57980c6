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
using std::chrono::steady_clock;

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\n";

TEST(FetcherLimitsTest, CutsEndlessContent) {
  ScriptedServer server;
  server.on("/", [](Connection& connection, const ScriptedRequest&) {
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.send(std::string(65536, 'x'))) {
    }
  });
  Request request = request_for(server.url("/"));
  request.limits.max_content_bytes = 100'000;
  const FetchResult result = fetch(request);
  ASSERT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, std::string(100'000, 'x'));
  EXPECT_EQ(result.response.truncation, Truncation::kContentLimit);
}

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

TEST(FetcherLimitsTest, DoesNotBelieveContentLength) {
  ScriptedServer server;
  const auto answer = [](std::string_view length) {
    return fmt::format("{}Content-Length: {}\r\n\r\nhello", kOk, length);
  };
  server.on("/short", answer("10"));
  server.on("/huge", answer("999999999999999999"));
  server.on("/long", answer("3"));
  for (const std::string_view path : {"/short", "/huge"}) {
    const FetchResult result = fetch(request_for(server.url(path)));
    EXPECT_EQ(message_of(result), "") << path;
    EXPECT_EQ(result.response.content, "hello") << path;
    EXPECT_EQ(result.response.truncation, Truncation::kConnectionCut) << path;
    EXPECT_EQ(result.response.truncation_note,
              "the server closed the connection before the announced end, "
              "after 5 bytes");
  }
  const FetchResult result = fetch(request_for(server.url("/long")));
  EXPECT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, "hel");
  EXPECT_EQ(result.response.truncation, Truncation::kNone);
}

TEST(FetcherLimitsTest, ReportsContentThatNeverCame) {
  ScriptedServer server;
  server.on("/", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
  const FetchResult result = fetch(request_for(server.url("/")));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kConnectionFailed);
  EXPECT_EQ(result.response.final_hop().status, 200);
}

struct AnswerCase {
  std::string_view name;
  std::string answer;
  ErrorCode code;
};

TEST(FetcherLimitsTest, RefusesBadAnswers) {
  std::string many_fields(kOk);
  for (int i = 0; i < 20'000; ++i) many_fields += "X-Filler: 0123456789\r\n";
  std::string interim;
  for (int i = 0; i < 50; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
  const AnswerCase cases[] = {
      {"nothing", "", ErrorCode::kConnectionFailed},
      {"HTTP/0.9", "<html>hello</html>", ErrorCode::kProtocolError},
      {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n",
       ErrorCode::kProtocolError},
      {"NUL in a field", std::string(kOk) + std::string("X: a\0b\r\n\r\n", 10),
       ErrorCode::kProtocolError},
      {"negative length", std::string(kOk) + "Content-Length: -1\r\n\r\nx",
       ErrorCode::kProtocolError},
      {"bad chunk",
       std::string(kOk) + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
       ErrorCode::kConnectionFailed},
      {"many fields", many_fields, ErrorCode::kTooLarge},
      {"one long field",
       std::string(kOk) + "X: " + std::string(250'000, 'x') + "\r\n\r\n",
       ErrorCode::kTooLarge},
      {"one longer field",
       std::string(kOk) + "X: " + std::string(500'000, 'x') + "\r\n\r\n",
       ErrorCode::kTooLarge},
      {"interim responses", interim, ErrorCode::kProtocolError},
  };
  ScriptedServer server;
  for (const AnswerCase& test : cases) {
    server.on("/", test.answer);
    const FetchResult result = fetch(request_for(server.url("/")));
    ASSERT_TRUE(result.error) << test.name;
    EXPECT_EQ(error_name(result.error->code), error_name(test.code))
        << test.name << ": " << message_of(result);
  }
}

TEST(FetcherLimitsTest, ReportsAReset) {
  ScriptedServer server;
  server.on("/", [](Connection& connection, const ScriptedRequest&) {
    connection.reset();
  });
  const FetchResult result = fetch(request_for(server.url("/")));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kConnectionFailed);
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

TEST(FetcherLimitsTest, StopsAtTheDeadline) {
  ScriptedServer server;
  server.on("/", [](Connection& connection, const ScriptedRequest&) {
    connection.pause(std::chrono::seconds(30));
  });
  Request request = request_for(server.url("/"));
  request.limits.total_timeout = milliseconds(300);
  const auto start = steady_clock::now();
  const FetchResult result = fetch(request);
  EXPECT_LT(steady_clock::now() - start, milliseconds(1500));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTimeout);
  EXPECT_EQ(result.error->message,
            "127.0.0.1: not done within 0.3 s (raise the limit with "
            "--timeout)");
}

TEST(FetcherLimitsTest, StopsADrip) {
  ScriptedServer server;
  const auto drip = [](std::string_view head, std::string_view drop) {
    return [head, drop](Connection& connection, const ScriptedRequest&) {
      connection.send(head);
      while (connection.send(drop) && connection.pause(milliseconds(100))) {
      }
    };
  };
  server.on("/content", drip("HTTP/1.1 200 OK\r\n\r\n", "x"));
  server.on("/fields", drip("HTTP/1.1 200 OK\r\nX: ", "x"));
  server.on(
      "/chunk",
      drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"));
  for (const std::string_view path : {"/content", "/fields", "/chunk"}) {
    Request request = request_for(server.url(path));
    request.limits.low_speed_time = std::chrono::seconds(1);
    const auto start = steady_clock::now();
    const FetchResult result = fetch(request);
    EXPECT_LT(steady_clock::now() - start, milliseconds(4000)) << path;
    ASSERT_TRUE(result.error) << path;
    EXPECT_EQ(result.error->code, ErrorCode::kTimeout) << path;
    EXPECT_EQ(result.error->message,
              "127.0.0.1: slower than 64 bytes a second for 1 s, given up")
        << path;
  }
}

TEST(FetcherLimitsTest, StopsAHandshakeThatNeverEnds) {
  ScriptedServer server;  // waits for an HTTP request that never comes
  Request request =
      request_for(fmt::format("https://127.0.0.1:{}/", server.port()));
  request.limits.connect_timeout = milliseconds(300);
  const FetchResult result = fetch(request);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTimeout) << message_of(result);
  EXPECT_EQ(result.error->message,
            fmt::format("127.0.0.1:{}: no connection within 0.3 s (is the "
                        "host up? raise the limit with --connect-timeout)",
                        server.port()));
}

}  // namespace
}  // namespace pagescan::test
