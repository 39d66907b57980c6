// What pagescan.yaml says: levels, parameters, suppressions, further rules, the
// threshold, how scans are compared. docs/configuration.md describes it.
// Values; thread-safe.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/config/config_tree.h"
#include "rules/config/diff_configuration.h"
#include "rules/finding.h"
#include "rules/rule_book.h"
#include "scanner/base/error.h"
#include "scanner/base/time.h"

namespace pagescan {

inline constexpr size_t kMaxRuleFiles = 100;
inline constexpr size_t kMaxSuppressions = 10'000;

/// From which level on a finding fails a run; nothing: none does.
using Threshold = std::optional<Level>;

inline constexpr std::array<std::string_view, 4> kThresholdNames = {
    "note", "warning", "error", "none"};

/// The threshold of one of these names.
constexpr Threshold threshold_called(std::string_view name) {
  for (size_t i = 0; i < kLevelNames.size(); ++i) {
    if (kLevelNames[i] == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

/// Whether a finding of this level, where there is one, fails the run.
constexpr bool fails(const std::optional<Level>& worst, Threshold threshold) {
  return worst && threshold && *worst >= *threshold;
}

struct Configuration {
  RuleBook book;
  Threshold threshold = Level::kError;
  DiffConfiguration diff;
  /// For a person, one line each: suppressions that have expired.
  std::vector<std::string> warnings;
};

/// Gives the file a configuration names, relative to itself.
using ReadConfigFile =
    std::function<Result<ConfigTree>(const std::string& path)>;

/// The default rule book, changed as the file says. kUsage with the place of
/// the first thing that is wrong in it or in a file of rules. `now` tells which
/// suppressions have expired.
Result<Configuration> read_configuration(const ConfigTree& tree,
                                         const ReadConfigFile& read_file,
                                         WallTime now);

}  // namespace pagescan
