// Whether a fetch that did not give a page is worth another attempt, and when.
// Pure functions; thread-safe.
#pragma once

#include <chrono>
#include <optional>

#include "scanner/fetch/response.h"

namespace pagescan {

enum class RetryAdvice {
  kFinal,      // the answer, or a failure that would come again
  kAgain,      // may well be over at the next attempt
  kThrottled,  // the server asks for fewer requests
};

/// kAgain: no address, refused, reset or closed connections, and the status
/// codes 408, 425, 500, 502 and 504. kThrottled: 429 and 503. A time limit that
/// ran out is final: the target has had its time.
RetryAdvice retry_advice(const FetchResult& result);

/// How long the response asks to wait, from `now` on: its Retry-After, as
/// seconds or as a date (RFC 9110 section 10.2.3). Never negative.
std::optional<std::chrono::seconds> retry_after(
    const Response& response, std::chrono::system_clock::time_point now);

/// Whether the failure says that the host can't be reached or does not answer,
/// so that its other pages will hardly fare better.
bool is_host_failure(const FetchResult& result);

}  // namespace pagescan
