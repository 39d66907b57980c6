// Requests for the tests of the fetch layer: short limits, loopback allowed as
// typed.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string_view>

#include "scanner/fetch/fetcher.h"

namespace pagescan::test {

inline Request request_for(std::string_view url) {
  auto parsed = Url::parse(url);
  EXPECT_TRUE(parsed) << url;
  Request request;
  request.url = parsed.value_or(Url());
  request.user_agent = "pagescan-test/1";
  request.limits.total_timeout = std::chrono::seconds(10);
  request.limits.connect_timeout = std::chrono::seconds(5);
  return request;
}

inline FetchResult fetch(const Request& request) {
  return Fetcher().fetch(request);
}

/// The message of the error, or "" where there is none.
inline std::string message_of(const FetchResult& result) {
  return result.error ? result.error->message : std::string();
}

}  // namespace pagescan::test
