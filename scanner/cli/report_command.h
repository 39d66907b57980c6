// `pagescan report`: its flags and what it does with them. Used once.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "scanner/cli/cli.h"
#include "scanner/cli/reports.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// The flags of `report` as the user gave them, with their defaults.
struct ReportCommandFlags {
  std::vector<std::string> inputs;
  ReportFlags report;
  int verbosity = 0;
};

/// Adds `report` and its flags to the program; parsing fills `flags`.
CLI::App* add_report_command(CLI::App& program, ReportCommandFlags& flags);

ExitCode run_report(const ReportCommandFlags& flags, std::istream& in);

}  // namespace pagescan
