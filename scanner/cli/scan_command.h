// `pagescan scan`: its flags and what it does with them. Used once.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "scanner/cli/cli.h"
#include "scanner/cli/reports.h"
#include "scanner/cli/target_flags.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// The flags of `scan` as the user gave them, with their defaults.
struct ScanFlags {
  std::vector<std::string> targets;
  ReportFlags report;
  std::string url;
  std::string address;
  std::string submission;
  std::string store;
  TargetFlags target;
};

/// Adds `scan` and its flags to the program; parsing fills `flags`.
CLI::App* add_scan_command(CLI::App& program, ScanFlags& flags);

/// What the flags ask for; kUsage where one makes no sense.
Result<ScanOptions> scan_options(const ScanFlags& flags);

ExitCode run_scan(const ScanFlags& flags, std::istream& in);

}  // namespace pagescan
