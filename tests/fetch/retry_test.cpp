#include "scanner/fetch/retry.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <tuple>

namespace pagescan {
namespace {

using namespace std::chrono_literals;

FetchResult answered(int status, const std::string& retry_after = "") {
  FetchResult result;
  Hop hop;
  hop.status = status;
  if (!retry_after.empty()) {
    hop.fields.add_line("Retry-After: " + retry_after + "\r\n");
  }
  result.response.hops.push_back(hop);
  return result;
}

FetchResult failed(ErrorCode code) {
  FetchResult result;
  result.error = Error{code, "it failed"};
  return result;
}

TEST(RetryTest, TriesAgainWhatMayPass) {
  for (const int status : {408, 425, 500, 502, 504}) {
    EXPECT_EQ(retry_advice(answered(status)), RetryAdvice::kAgain) << status;
  }
  for (const int status : {429, 503}) {
    EXPECT_EQ(retry_advice(answered(status)), RetryAdvice::kThrottled)
        << status;
  }
  for (const int status : {200, 204, 304, 400, 401, 403, 404, 410, 501, 505}) {
    EXPECT_EQ(retry_advice(answered(status)), RetryAdvice::kFinal) << status;
  }
  EXPECT_EQ(retry_advice(FetchResult()), RetryAdvice::kFinal);
}

// Every error there is: whether it is tried again, and whether it is held
// against the host.
TEST(RetryTest, KnowsEveryError) {
  using Row = std::tuple<RetryAdvice, bool>;
  for (int i = 0; i <= static_cast<int>(kLastErrorCode); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    Row expected{RetryAdvice::kFinal, false};
    switch (code) {
      case ErrorCode::kDnsFailure:
      case ErrorCode::kConnectionRefused:
      case ErrorCode::kConnectionFailed:
        expected = {RetryAdvice::kAgain, true};
        break;
      case ErrorCode::kTimeout:
      case ErrorCode::kTlsFailure:
      case ErrorCode::kProxyFailure:
        expected = {RetryAdvice::kFinal, true};
        break;
      default:
        break;
    }
    const FetchResult result = failed(code);
    EXPECT_EQ(Row(retry_advice(result), is_host_failure(result)), expected)
        << error_name(code);
  }
  EXPECT_FALSE(is_host_failure(answered(503)));
}

TEST(RetryTest, ReadsRetryAfter) {
  // Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110 section 5.6.7.
  const auto date = std::chrono::system_clock::from_time_t(784111777);
  struct Case {
    const char* value;
    std::optional<std::chrono::seconds> wait;
  };
  const Case cases[] = {
      {"120", 120s},
      {" 0 ", 0s},
      {"99999999999999999999999", 31'536'000s},
      {"31536001", 31'536'000s},
      {"Sun, 06 Nov 1994 08:49:37 GMT", 30s},
      {"Sunday, 06-Nov-94 08:49:37 GMT", 30s},
      {"Sun Nov  6 08:49:37 1994", 30s},
      {"Sun, 06 Nov 1994 08:48:37 GMT", 0s},
      {"Fri, 31 Dec 9999 23:59:59 GMT", 31'536'000s},
      {"-5", std::nullopt},
      {"1.5", std::nullopt},
      {"soon", std::nullopt},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(retry_after(answered(503, c.value).response, date - 30s), c.wait)
        << c.value;
  }
  EXPECT_EQ(retry_after(answered(503).response, date), std::nullopt);
  EXPECT_EQ(retry_after(Response(), date), std::nullopt);
}

}  // namespace
}  // namespace pagescan
