// What a list of scans says of one. A value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "rules/finding.h"
#include "scanner/base/time.h"
#include "scanner/run/scan_result.h"
#include "scanner/run/target_key.h"

namespace pagescan {

/// A longer title is cut.
inline constexpr size_t kMaxListedTitleBytes = 200;

struct ScanFacts {
  std::string url;       // as submitted
  TargetKey target = 0;  // tells rows of a list with one URL apart
  WallTime time;         // to the millisecond
  int status = 0;        // 0: no response
  std::string error;     // name of the first, "" where there is none
  std::string title;     // cut
  /// Findings that count, by level.
  std::array<uint64_t, kLevelNames.size()> findings{};
};

ScanFacts scan_facts(const ScanResult& result, TargetKey target);

}  // namespace pagescan
