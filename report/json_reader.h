// Reads the JSON report back: what json.h writes, docs/report.schema.json
// describes. Reports come from disks and other machines, so every byte is
// foreign.
//
// The law: a report that was written and read is written again as the same
// bytes. What JSON does not hold has its default after reading: the content and
// truncation of a Response, the offset of a SourcePosition, bom_size, a
// cookie's SameSite as written and whether a reserved prefix is kept.
//
// Pure function; thread-safe. The result owns its bytes.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/base/error.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Past these a report is refused. Reading takes some 10 bytes of memory for
/// one of a real report, at most some 20 for one of a hostile one (lists of
/// numbers, of near-empty objects).
struct ReadLimits {
  size_t max_bytes = size_t{64} << 20;
  size_t max_depth = 32;                // a report of ours nests 8 deep
  size_t max_values = size_t{8} << 20;  // keys, too
};

/// The result in a JSON report: one document, white space around it. Keys that
/// are not known are passed over, as a later minor version may add some;
/// `stats` and what `page` repeats of `metadata` and `decoding` are checked for
/// their types alone, and counted anew when written.
///
/// kReportUnreadable for all else, with the first thing that is wrong as a JSON
/// Pointer (RFC 6901) or, where it is no JSON, as an offset in bytes.
Result<ScanResult> read_json_report(std::string_view json,
                                    const ReadLimits& limits = {});

}  // namespace pagescan
