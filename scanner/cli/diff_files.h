// Compares stored reports, page by page: OLD, and the earlier scans and known
// states if there are any, by an index of each, and the last scan as it is
// read. Memory: the indexes, and the reports of a few pages.
#pragma once

#include <istream>

#include "scanner/base/error.h"
#include "scanner/cli/diff_command.h"
#include "scanner/cli/diff_run.h"

namespace pagescan {

/// Pages are paired by the target as submitted, the nth with the nth of equal
/// ones; where OLD and NEW are one report each, these two whatever they say.
/// In the order of NEW, and those that only OLD has after them.
Result<void> diff_files(const DiffFlags& flags, std::istream& in, DiffRun& run);

}  // namespace pagescan
