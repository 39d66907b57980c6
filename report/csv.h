// The CSV report (RFC 4180), a line for each finding and for each error of a
// target that could not be scanned. Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_csv_report(const ReportOptions& options);

}  // namespace pagescan
