// The diff as Markdown (https://github.github.com/gfm/), short enough for a
// comment at a pull request: the same change of many pages is one row, the
// worst come first, what does not fit is said. Holds a bounded number of rows.
// Used by one thread.
#pragma once

#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

std::unique_ptr<DiffStream> open_diff_markdown(
    const DiffReportOptions& options);

}  // namespace pagescan
