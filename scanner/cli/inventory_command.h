// `pagescan inventory`: the scripts and response fields of payment pages,
// against a reviewed file (PCI DSS 4.0.1, 6.4.3 and 11.6.1). Used once.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/inventory/inventory.h"
#include "scanner/cli/cli.h"
#include "scanner/cli/log.h"
#include "scanner/cli/reports.h"
#include "scanner/cli/target_flags.h"
#include "scanner/run/script_fetch.h"

namespace pagescan {

/// The flags of `inventory` as the user gave them, with their defaults.
struct InventoryFlags {
  std::vector<std::string> urls;
  std::string file{kInventoryFileName};
  uint64_t max_scripts = kDefaultMaxScripts;
  double script_seconds = to_seconds(kDefaultScriptTimeout);
  TargetFlags target;
  // check
  ReportFlags report;
  bool all_rules = false;
  std::string assessor_markdown;
  std::string assessor_html;
  // update
  bool accept = false;
  CLI::App* init = nullptr;
  CLI::App* check = nullptr;
  CLI::App* update = nullptr;
};

/// Adds `inventory`, its commands and their flags to the program; parsing fills
/// `flags`.
CLI::App* add_inventory_command(CLI::App& program, InventoryFlags& flags);

ExitCode run_inventory(const InventoryFlags& flags);

/// The commands; run_inventory() chooses.
ExitCode run_inventory_init(const InventoryFlags& flags, const Log& log);
ExitCode run_inventory_check(const InventoryFlags& flags, const Log& log);
ExitCode run_inventory_update(const InventoryFlags& flags, const Log& log);

}  // namespace pagescan
