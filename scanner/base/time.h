// Wall-clock time for reports. The only place the clock is read for output;
// SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)
// overrides it. Thread-safe as long as nobody calls setenv.
#pragma once

#include <chrono>
#include <string>

namespace pagescan {

using WallTime = std::chrono::system_clock::time_point;

/// The time to stamp on a report: SOURCE_DATE_EPOCH where it is set to whole
/// seconds, else now.
WallTime report_time();

/// RFC 3339 in UTC with milliseconds: 2026-11-24T07:31:00.000Z.
std::string format_rfc3339(WallTime time);

}  // namespace pagescan
