// `pagescan diff`: its flags and what it does with them. Used once.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "scanner/cli/cli.h"
#include "scanner/cli/diff_reports.h"
#include "scanner/cli/scan_command.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// More scans than anybody looks back on.
inline constexpr uint64_t kMaxPersist = 100;
/// Seconds between the scans of --live --persist.
inline constexpr double kDefaultPersistInterval = 10;

/// The flags of `diff` as the user gave them, with their defaults.
struct DiffFlags {
  std::string before;
  std::vector<std::string> after;
  std::string live;
  std::string against;
  uint64_t persist = 0;  // 0: not given
  double interval = kDefaultPersistInterval;
  std::vector<std::string> also;
  DiffReportFlags report;
  /// How --live scans; also --config, --redact and -v.
  ScanFlags scan;
};

/// Adds `diff` and its flags to the program; parsing fills `flags`.
CLI::App* add_diff_command(CLI::App& program, DiffFlags& flags);

/// kUsage where flags that were given do not go together.
Result<void> check_diff_flags(const DiffFlags& flags);

ExitCode run_diff(const DiffFlags& flags, std::istream& in);

}  // namespace pagescan
