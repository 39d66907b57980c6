// Changes as workflow commands of GitHub Actions, at the line of the list that
// names the page or in the file that was scanned. Used by one thread.
#pragma once

#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

std::unique_ptr<DiffStream> open_diff_github(const DiffReportOptions& options);

}  // namespace pagescan
