// The table of the formats of a diff. A reporter turns PageDiffs into bytes; it
// never reads a clock, a file or the environment. Adding a format: a file pair
// and a line in diff_reporter.cpp. Streams are used by one thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "rules/finding.h"
#include "scanner/run/diff/change.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// What was compared; borrowed for the time of a call. Null and "" where a page
/// is in one batch only.
struct DiffPair {
  const ScanResult* before = nullptr;
  const ScanResult* after = nullptr;
  std::string_view before_json;  // the JSON reports
  std::string_view after_json;
};

class DiffStream {
 public:
  DiffStream() = default;
  DiffStream(const DiffStream&) = delete;
  DiffStream& operator=(const DiffStream&) = delete;
  virtual ~DiffStream() = default;

  /// Appends what stands before the first page.
  virtual void begin(std::string& /*out*/) {}
  /// Appends one page, changed or not, or what can be said of it yet.
  virtual void add(const PageDiff& diff, const DiffPair& pair,
                   std::string& out) = 0;
  /// Appends what is left. Nothing may be added after.
  virtual void end(std::string& /*out*/) {}
};

struct DiffReportOptions {
  /// Whether the text is coloured (ECMA-48 SGR).
  bool colors = false;
  /// A change below it fails no test of JUnit.
  Level fail_level = Level::kNote;
};

struct DiffReporter {
  std::string_view name;
  std::string_view description;
  std::unique_ptr<DiffStream> (*open)(const DiffReportOptions& options);
};

std::span<const DiffReporter> all_diff_reporters();

/// The reporter of this name, or null.
const DiffReporter* find_diff_reporter(std::string_view name);

}  // namespace pagescan
