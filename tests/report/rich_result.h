// A ScanResult in which every optional part of a report is there. Values.
#pragma once

#include "scanner/run/scan_result.h"

namespace pagescan {

/// A page fetched over TLS after one redirect, with every fact set that a
/// reporter can write, hostile strings among them.
ScanResult rich_result();

/// What a refused connection leaves behind.
ScanResult failed_result();

}  // namespace pagescan
