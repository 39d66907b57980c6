// The Markdown report (https://github.github.com/gfm/), short enough for a
// comment at a pull request: the same finding on many pages is one row, the
// worst come first, what does not fit is said. Holds a bounded number of rows,
// whatever the number of results. Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_markdown_report(
    const ReportOptions& options);

}  // namespace pagescan
