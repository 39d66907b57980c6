// The HAR 1.2 report (http://www.softwareishard.com/blog/har-12-spec/): every
// hop of every target as an entry, one log in all. What a static scan does not
// know stands as the format says unknown is written. Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_har_report(const ReportOptions& options);

}  // namespace pagescan
