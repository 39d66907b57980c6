// The diff as SARIF 2.1.0, for code hosts: the findings of both scans with what
// became of them as their baselineState, and every other change as a result of
// a rule of its kind, "diff/form-retargeted". Used by one thread.
#pragma once

#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

std::unique_ptr<DiffStream> open_diff_sarif(const DiffReportOptions& options);

}  // namespace pagescan
