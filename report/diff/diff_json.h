// The diff as JSON: docs/diff.schema.json says what is in it. One document on
// one line for each page. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

/// The version of the diff's schema, raised when a key changes its meaning.
inline constexpr int kDiffSchemaVersion = 1;

/// Longer values are cut; their length is said.
inline constexpr size_t kMaxJsonValueBytes = size_t{1} << 20;

std::unique_ptr<DiffStream> open_diff_json(const DiffReportOptions& options);

}  // namespace pagescan
