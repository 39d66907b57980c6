// `pagescan history`: lists, shows, compares and removes stored scans. Used
// once.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "scanner/cli/cli.h"
#include "scanner/cli/diff_reports.h"
#include "scanner/cli/reports.h"
#include "scanner/cli/rule_flags.h"

namespace pagescan {

/// Scans listed where nothing else is asked for.
inline constexpr uint64_t kDefaultListedScans = 100;

/// The flags of `history` as the user gave them, with their defaults.
struct HistoryFlags {
  std::string store;
  std::string url;   // of list and diff; "" where it is left out
  std::string scan;  // of show: an ID or a URL
  uint64_t limit = kDefaultListedScans;
  std::string list_format = "text";
  std::string at;
  ReportFlags report;
  int64_t from = 0;  // 0: not given
  int64_t to = 0;
  uint64_t persist = 1;
  RuleFlags configuration;
  DiffReportFlags diff_report;
  uint64_t keep = 0;
  uint64_t older_than_days = 0;
  CLI::App* list = nullptr;
  CLI::App* show = nullptr;
  CLI::App* diff = nullptr;
  CLI::App* prune = nullptr;
  CLI::App* check = nullptr;
};

/// Adds `history`, its commands and their flags to the program; parsing fills
/// `flags`.
CLI::App* add_history_command(CLI::App& program, HistoryFlags& flags);

ExitCode run_history(const HistoryFlags& flags);

}  // namespace pagescan
