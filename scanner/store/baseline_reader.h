// Reads the JSON reports of an earlier run as a baseline, line by line.
#pragma once

#include <string>

#include "scanner/base/error.h"
#include "scanner/run/baseline.h"

namespace pagescan {

/// The findings of every report in the file: one report a line, plain, gzip or
/// zstd, as scan and batch write them. Memory: one line, and some bytes a
/// finding. kUsage where it can't be read, or a line is no report or has no
/// findings to compare with.
Result<Baseline> read_baseline(const std::string& path);

}  // namespace pagescan
