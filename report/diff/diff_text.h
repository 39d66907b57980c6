// The diff as text for people. Thread-safe.
#pragma once

#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

std::unique_ptr<DiffStream> open_diff_text(const DiffReportOptions& options);

}  // namespace pagescan
