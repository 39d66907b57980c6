// What pagescan.yaml says under `diff`: how two scans are compared. A value;
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/config/config_tree.h"
#include "rules/finding.h"
#include "scanner/base/error.h"

namespace pagescan {

struct DiffConfiguration {
  std::vector<std::string> no_masks;  // names of masks that are off
  std::vector<std::string> patterns;  // "NAME=RE2"
  std::vector<std::string> ignored;   // paths of facts
  std::optional<Level> fail_on;
};

/// Reads the mapping. kUsage with the place of what is wrong; what masks are
/// called and whether the patterns are any is not looked at.
Result<DiffConfiguration> read_diff_configuration(const ConfigValue& value);

}  // namespace pagescan
