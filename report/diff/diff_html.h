// The diff as one HTML file that needs nothing else: old and new side by side.
// It is whole without scripts; with them it can be searched and filtered.
// Everything from a page stands in it as text (report/html_text.h). Used by one
// thread.
#pragma once

#include <cstddef>
#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

/// Pages that are listed; more are only counted.
inline constexpr size_t kMaxDiffHtmlPages = 10'000;

/// Bytes of the changes of all pages; pages after that are listed without.
inline constexpr size_t kMaxDiffHtmlBytes = size_t{32} << 20;

std::unique_ptr<DiffStream> open_diff_html(const DiffReportOptions& options);

}  // namespace pagescan
