// What is said on standard error of a target that was scanned, for the commands
// that scan a few. One thread at a time.
#pragma once

#include "scanner/cli/log.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Its hops, what was cut, what went wrong.
void say_what_happened(const ScanResult& result, const Log& log);

}  // namespace pagescan
