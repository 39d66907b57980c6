// The text report: the client's sample, part for part, then what is ours.
// Everything from the page goes through report/escape. Pure function;
// thread-safe.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_text_report(const ReportOptions& options);

}  // namespace pagescan
