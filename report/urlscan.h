// The result as urlscan.io's API shapes it, for tools that read those: one
// document on one line for each target. What only a browser or the service can
// know is left out, never empty or invented; `pagescan.capture` says "static".
// docs/urlscan.schema.json says what may be in it. Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_urlscan_report(const ReportOptions& options);

}  // namespace pagescan
