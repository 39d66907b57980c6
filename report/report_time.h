// Times in reports, read back. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/base/time.h"

namespace pagescan {

/// "YYYY-MM-DDThh:mm:ss.mmmZ", what format_rfc3339 gives, and no other form.
/// Nothing for what is no time, or one that WallTime cannot hold.
std::optional<WallTime> parse_report_time(std::string_view text);

/// The same for "YYYY-MM-DDThh:mm:ssZ", as certificates have it.
std::optional<WallTime> parse_certificate_time(std::string_view text);

/// Whole seconds since 1970.
int64_t epoch_seconds(WallTime time);

}  // namespace pagescan
