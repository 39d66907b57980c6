// The diff as tests of a build (JUnit XML): a suite for each page, a case for
// each part of it, which fails where that has a change at or above a level.
// Used by one thread.
#pragma once

#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

std::unique_ptr<DiffStream> open_diff_junit(const DiffReportOptions& options);

}  // namespace pagescan
