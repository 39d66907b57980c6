// The text report: the client's sample, part for part, then what is ours.
// Everything from the page goes through report/escape. Pure function;
// thread-safe.
#pragma once

#include <string>

#include "report/reporter.h"

namespace pagescan {

void write_text_report(const ScanResult& result, const ReportOptions& options,
                       std::string& out);

}  // namespace pagescan
