#include <curl/curl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "scanner/fetch/fetcher.h"
#include "tests/fetch/fetch_test_util.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::ElementsAre;

constexpr std::string_view kText = "<p>Hello, hello, hello, hello!</p>";

std::string coded(std::string_view codings, std::string_view content) {
  return http_response(
      "200 OK", fmt::format("Content-Encoding: {}\r\n", codings), content);
}

TEST(FetcherCodingTest, DecodesEveryCoding) {
  struct Case {
    std::string_view codings;
    std::string content;
    int feature;  // of libcurl; 0: always there
  };
  const Case cases[] = {
      {"gzip", gzip(kText), 0},
      {"x-gzip", gzip(kText), 0},
      {"GZip", gzip(kText), 0},
      {"deflate", deflate(kText), 0},
      {"identity", std::string(kText), 0},
      {"br", brotli(kText), CURL_VERSION_BROTLI},
      {"zstd", zstd(kText), CURL_VERSION_ZSTD},
      {"deflate, gzip", gzip(deflate(kText)), 0},
  };
  const int features = curl_version_info(CURLVERSION_NOW)->features;
  ScriptedServer server;
  for (const Case& test : cases) {
    if ((features & test.feature) != test.feature) continue;
    server.on("/", coded(test.codings, test.content));
    const FetchResult result = fetch(request_for(server.url("/")));
    ASSERT_EQ(message_of(result), "") << test.codings;
    EXPECT_EQ(result.response.content, kText) << test.codings;
    EXPECT_EQ(result.response.final_hop().wire_bytes, test.content.size())
        << test.codings;
    EXPECT_EQ(result.response.final_hop().decoded_bytes, kText.size());
  }
}

TEST(FetcherCodingTest, ListsTheCodings) {
  ScriptedServer server;
  server.on("/", http_response("200 OK",
                               "Content-Encoding: Deflate\r\n"
                               "content-encoding: gzip\r\n",
                               gzip(deflate(kText))));
  const FetchResult result = fetch(request_for(server.url("/")));
  ASSERT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, kText);
  EXPECT_THAT(result.response.final_hop().content_codings,
              ElementsAre("deflate", "gzip"));
}

TEST(FetcherCodingTest, CountsCodingsOneOnAnother) {
  ScriptedServer server;
  server.on("/", coded("deflate, gzip", gzip(deflate(kText))));
  server.on("/transfer",
            "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n"
            "Transfer-Encoding: gzip\r\n\r\n" +
                gzip(deflate(kText)));
  for (const std::string_view path : {"/", "/transfer"}) {
    Request request = request_for(server.url(path));
    request.limits.max_content_codings = 2;
    EXPECT_EQ(fetch(request).response.content, kText) << path;
    request.limits.max_content_codings = 1;
    const FetchResult result = fetch(request);
    EXPECT_EQ(message_of(result),
              "127.0.0.1: more than 1 content codings, one on another (raise "
              "the limit with --max-content-codings)")
        << path;
    EXPECT_EQ(result.response.content, "");
  }
}

}  // namespace
}  // namespace pagescan::test
