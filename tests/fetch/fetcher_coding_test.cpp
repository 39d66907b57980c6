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

TEST(FetcherCodingTest, CutsABomb) {
  constexpr size_t kBomb = size_t{64} << 20;
  constexpr size_t kLimit = size_t{1} << 20;
  const std::string once = gzip_zeros(kBomb);
  struct Case {
    std::string_view codings;
    std::string content;
  };
  const Case cases[] = {
      {"gzip", once},
      {"gzip, gzip, gzip", gzip(gzip(once))},
  };
  ScriptedServer server;
  for (const Case& test : cases) {
    server.on("/", coded(test.codings, test.content));
    Request request = request_for(server.url("/"));
    request.limits.max_content_bytes = kLimit;
    const FetchResult result = fetch(request);
    ASSERT_EQ(message_of(result), "") << test.codings;
    EXPECT_EQ(result.response.content, std::string(kLimit, '\0'));
    EXPECT_EQ(result.response.truncation, Truncation::kContentLimit);
    EXPECT_EQ(result.response.truncation_note,
              "the content was cut at 1048576 bytes (raise the limit with "
              "--max-bytes)");
    EXPECT_LT(result.response.final_hop().decoded_bytes, 2 * kLimit);
  }
}

TEST(FetcherCodingTest, RefusesBrokenAndUnknownCodings) {
  struct Case {
    std::string_view codings;
    std::string content;
  };
  const std::string sound = gzip(kText);
  const Case cases[] = {
      {"gzip", "this is not gzip"},
      {"gzip", sound.substr(0, 12) + "garbage garbage garbage"},
      {"deflate", "neither is this"},
      {"br", "\xff\xff\xff\xff"},
      {"frobnicate", "x"},
      {"gzip, gzip, gzip, gzip, gzip, gzip",
       gzip(gzip(gzip(gzip(gzip(gzip(kText))))))},
  };
  ScriptedServer server;
  for (const Case& test : cases) {
    server.on("/", coded(test.codings, test.content));
    const FetchResult result = fetch(request_for(server.url("/")));
    ASSERT_TRUE(result.error) << test.codings;
    EXPECT_EQ(result.error->code, ErrorCode::kContentCodingError)
        << test.codings << ": " << message_of(result);
    EXPECT_EQ(result.response.final_hop().status, 200);
  }
}

}  // namespace
}  // namespace pagescan::test
