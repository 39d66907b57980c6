// The flags that say how pages are judged, shared by the commands that scan,
// and their meaning. A value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/config/configuration.h"
#include "scanner/base/error.h"
#include "scanner/run/pipeline.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// As the user gave them.
struct RuleFlags {
  std::string config;
  bool no_config = false;
  std::string fail_level;  // "": as the configuration says
  std::string baseline;
};

/// Adds --config and --no-config.
void add_config_flags(CLI::App& command, RuleFlags& flags);
/// Adds these and --fail-level and --baseline.
void add_rule_flags(CLI::App& command, RuleFlags& flags);

struct RuleOptions {
  std::shared_ptr<const RuleBook> book;
  std::shared_ptr<const Baseline> baseline;  // null: none
  Threshold threshold = Level::kError;
  DiffConfiguration diff;
  /// For standard error, not escaped.
  std::vector<std::string> warnings;

  /// Has the rules and the baseline judge what is scanned.
  void apply_to(ScanOptions& options) const {
    options.rules = book;
    options.baseline = baseline;
  }
};

/// Reads the configuration and the baseline. kUsage with what is wrong.
Result<RuleOptions> rule_options(const RuleFlags& flags, uint64_t max_findings);

/// The configuration alone: the file of the flags, the one that is found, or
/// the defaults.
Result<Configuration> chosen_configuration(const RuleFlags& flags);

}  // namespace pagescan
