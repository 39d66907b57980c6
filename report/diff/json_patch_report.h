// The diff as JSON Patch (RFC 6902): what makes the old JSON report the new
// one, everything in it, also what changes with every scan. Of one page the
// patch; of more a line for each, {"url", "patch"}. A report that is not there
// stands for null. Used by one thread.
#pragma once

#include <memory>

#include "report/diff/diff_reporter.h"

namespace pagescan {

std::unique_ptr<DiffStream> open_json_patch(const DiffReportOptions& options);

}  // namespace pagescan
