#include "scanner/cli/rule_flags.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <utility>

#include "scanner/cli/config_file.h"
#include "scanner/store/baseline_reader.h"

namespace pagescan {
namespace {

const char* const kGroup = "Rules";

}  // namespace

void add_config_flags(CLI::App& command, RuleFlags& flags) {
  CLI::Option* const config =
      command
          .add_option("--config", flags.config,
                      "Read this configuration instead of the pagescan.yaml of "
                      "this folder or one above it")
          ->type_name("FILE")
          ->group(kGroup);
  command
      .add_flag("--no-config", flags.no_config,
                "Read no configuration: every rule as it comes")
      ->group(kGroup)
      ->excludes(config);
}

void add_rule_flags(CLI::App& command, RuleFlags& flags) {
  add_config_flags(command, flags);
  command
      .add_option("--fail-level", flags.fail_level,
                  "The exit status is 1 where a finding has this level or a "
                  "higher one: error (the default), warning, note; or none")
      ->check(CLI::IsMember({"error", "warning", "note", "none"}))
      ->type_name("LEVEL")
      ->group(kGroup);
  command
      .add_option("--baseline", flags.baseline,
                  "Findings that this JSON report of an earlier run has, for "
                  "the same page, do not count")
      ->type_name("FILE")
      ->group(kGroup);
}

Result<Configuration> chosen_configuration(const RuleFlags& flags) {
  std::optional<std::string> path;
  if (!flags.config.empty()) {
    path = flags.config;
  } else if (!flags.no_config) {
    path = find_config_file();
  }
  if (path) return read_config_file(*path);
  Configuration configuration;
  configuration.book = default_rule_book();
  return configuration;
}

Result<RuleOptions> rule_options(const RuleFlags& flags,
                                 uint64_t max_findings) {
  Result<Configuration> configuration = chosen_configuration(flags);
  if (!configuration) return tl::unexpected(std::move(configuration).error());
  RuleOptions options;
  options.warnings = std::move(configuration->warnings);
  options.threshold = configuration->threshold;
  options.diff = std::move(configuration->diff);
  if (!flags.fail_level.empty()) {
    options.threshold = threshold_called(flags.fail_level);
  }
  RuleBook& book = configuration->book;
  book.limits.max_findings_of_rule = max_findings;
  options.book = std::make_shared<const RuleBook>(std::move(book));
  if (flags.baseline.empty()) return options;
  Result<Baseline> baseline = read_baseline(flags.baseline);
  if (!baseline) return tl::unexpected(std::move(baseline).error());
  options.baseline = std::make_shared<const Baseline>(*std::move(baseline));
  return options;
}

}  // namespace pagescan
