// Scans a page now, once or a few times, and compares it with stored reports.
#pragma once

#include <istream>

#include "scanner/base/error.h"
#include "scanner/cli/diff_command.h"
#include "scanner/cli/diff_run.h"
#include "scanner/run/pipeline.h"

namespace pagescan {

/// With the report of the target in --against, or the only one in there; kUsage
/// where there is none. A scan that fails is not compared.
Result<void> diff_live(const DiffFlags& flags, const ScanOptions& options,
                       std::istream& in, DiffRun& run);

}  // namespace pagescan
