#include "scanner/base/time.h"

#include <fmt/chrono.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace pagescan {

WallTime report_time() {
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
    const std::string_view text(epoch);
    long long seconds = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size()) {
      return WallTime(std::chrono::seconds(seconds));
    }
  }
  return std::chrono::system_clock::now();
}

std::string format_rfc3339(WallTime time) {
  const auto milliseconds =
      std::chrono::time_point_cast<std::chrono::milliseconds>(time);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(milliseconds);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
                     (milliseconds - seconds).count());
}

}  // namespace pagescan
