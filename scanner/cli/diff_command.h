// `pagescan diff`: what changed between two scans.
#pragma once

#include <string>

#include "scanner/cli/cli.h"
#include "scanner/cli/diff_reports.h"

namespace pagescan {

/// As the user gave them, with their defaults.
struct DiffFlags {
  std::string before;
  std::string after;
  DiffReportFlags report;
  int verbosity = 0;
};

CLI::App* add_diff_command(CLI::App& program, DiffFlags& flags);

ExitCode run_diff(const DiffFlags& flags);

}  // namespace pagescan
