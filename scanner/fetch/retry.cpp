#include "scanner/fetch/retry.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// A year: no batch waits longer, and no clock overflows.
constexpr std::chrono::seconds kLongestWait{31'536'000};

// Decimal digits (RFC 9110 section 10.2.3: delay-seconds), however many.
std::optional<std::chrono::seconds> delay_seconds(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, is_ascii_digit)) {
    return std::nullopt;
  }
  int64_t seconds = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (parsed.ec != std::errc()) return kLongestWait;
  return std::min(std::chrono::seconds(seconds), kLongestWait);
}

}  // namespace

RetryAdvice retry_advice(const FetchResult& result) {
  if (result.error) {
    switch (result.error->code) {
      case ErrorCode::kDnsFailure:
      case ErrorCode::kConnectionRefused:
      case ErrorCode::kConnectionFailed:
        return RetryAdvice::kAgain;
      default:
        return RetryAdvice::kFinal;
    }
  }
  if (result.response.hops.empty()) return RetryAdvice::kFinal;
  const int status = result.response.final_hop().status;
  if (is_one_of(status, {429, 503})) return RetryAdvice::kThrottled;
  return is_one_of(status, {408, 425, 500, 502, 504}) ? RetryAdvice::kAgain
                                                      : RetryAdvice::kFinal;
}

std::optional<std::chrono::seconds> retry_after(
    const Response& response, std::chrono::system_clock::time_point now) {
  if (response.hops.empty()) return std::nullopt;
  const auto field = response.final_hop().fields.first("retry-after");
  if (!field) return std::nullopt;
  const std::string text(strip_ascii_whitespace(*field));
  if (const auto delay = delay_seconds(text)) return delay;
  const time_t date = curl_getdate(text.c_str(), nullptr);
  if (date == -1) return std::nullopt;
  // In whole seconds: a time_point could not hold the year 9999.
  const std::chrono::seconds wait(date -
                                  std::chrono::system_clock::to_time_t(now));
  return std::clamp(wait, std::chrono::seconds::zero(), kLongestWait);
}

bool is_host_failure(const FetchResult& result) {
  if (!result.error) return false;
  switch (result.error->code) {
    case ErrorCode::kDnsFailure:
    case ErrorCode::kConnectionRefused:
    case ErrorCode::kConnectionFailed:
    case ErrorCode::kTimeout:
    case ErrorCode::kTlsFailure:
    case ErrorCode::kProxyFailure:
      return true;
    default:
      return false;
  }
}

}  // namespace pagescan
