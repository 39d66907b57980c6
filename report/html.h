// The HTML report: one file that needs nothing else, of one page or of many. It
// is whole without scripts; with them it can be searched, filtered and sorted.
// Everything from a page stands in it as text (report/html_text.h).
#pragma once

#include <cstddef>
#include <memory>

#include "report/report_stream.h"
#include "report/reporter.h"

namespace pagescan {

/// Pages that are listed; more are only counted.
inline constexpr size_t kMaxHtmlPages = 10'000;

/// Bytes of the details of all pages. Pages after that are listed and their
/// findings told by rule, without details.
inline constexpr size_t kMaxHtmlDetailBytes = size_t{32} << 20;

/// Nothing is appended before end(): the counts come first. Holds at most the
/// details, a row a page and the findings by rule, each bounded.
std::unique_ptr<ReportStream> open_html_report(const ReportOptions& options);

}  // namespace pagescan
