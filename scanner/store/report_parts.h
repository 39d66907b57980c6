// A JSON report in the parts in which the history keeps it, so that what two
// scans of a page have in common is kept once: a frame, and inserts where it
// was cut. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"

namespace pagescan {

/// A member of the report that is as long stands alone: links, scripts, forms,
/// text ... A shorter one costs less in the frame.
inline constexpr size_t kMinPartBytes = 1024;

struct ReportInsert {
  size_t at = 0;  // in the frame: before this byte
  /// Whether it differs from scan to scan of an unchanged page: what
  /// docs/report.schema.json calls volatile.
  bool is_own = false;
  std::string_view bytes;  // of the report
};

struct ReportParts {
  std::string frame;
  std::vector<ReportInsert> inserts;  // in their order
};

/// Views point into the report. What is no report is a frame alone, or cut
/// where it looks like one: join_report() gives the same bytes in any case.
/// Linear; never recurses.
ReportParts split_report(std::string_view report);

/// The report again. kReportUnreadable where the places do not fit the frame.
Result<std::string> join_report(std::string_view frame,
                                const std::vector<ReportInsert>& inserts);

/// A zstd frame (RFC 8878 section 3), or the bytes as they are where that is
/// no shorter.
std::string pack_bytes(std::string_view bytes);

/// Undoes pack_bytes() of `size` bytes. kReportUnreadable where it does not
/// give as many; no more memory than that is taken, and none for a size above
/// `max_size`.
Result<std::string> unpack_bytes(std::string_view packed, size_t size,
                                 size_t max_size);

}  // namespace pagescan
