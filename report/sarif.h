// The SARIF 2.1.0 report (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for
// code hosts: one document, one run. They show a result at a line of a file of
// the repository and refuse the http addresses of pages, so a result is placed
// at the line of the list that names the page, or in the file that was scanned;
// the address is its logical location. Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_sarif_report(const ReportOptions& options);

}  // namespace pagescan
