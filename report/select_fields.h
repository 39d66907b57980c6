// `--fields`: which keys of a JSON report to keep, and a filter that keeps
// them. Paths are checked against docs/report.schema.json, which is built into
// the program. Immutable once parsed; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"

namespace pagescan {

/// How many paths a list may have.
inline constexpr size_t kMaxSelectedFields = 1000;

class FieldSelection {
 public:
  /// Reads a list such as "task.url,page.status,forms.purpose,errors". A dot
  /// descends into an object and into each item of an array. What a path ends
  /// at is kept whole. kUsage for an empty path and for a key the report does
  /// not have, with the keys it has there.
  static Result<FieldSelection> parse(std::string_view list);

  /// Appends what is selected of one JSON report, in the report's own order, as
  /// one line with its line feed. Where a path ends early, at null, the null is
  /// kept. Takes time linear in the report. kReportUnreadable where `json` is
  /// no JSON document; `out` is as before then.
  Result<void> apply(std::string_view json, std::string& out) const;

  /// A key that is kept, in whole or in part.
  struct Key {
    std::string name;
    bool whole = false;
    std::vector<size_t> inner;  // keys_ indices
  };

 private:
  FieldSelection() : keys_(1) {}

  void add(const std::vector<std::string_view>& path);

  std::vector<Key> keys_;  // the first stands for the document
};

/// The bytes of docs/report.schema.json.
std::string_view report_schema();

}  // namespace pagescan
