// Finds and reads pagescan.yaml and the files it names. Reads the disk; one
// thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/config/config_tree.h"
#include "rules/config/configuration.h"
#include "scanner/base/error.h"

namespace pagescan {

inline constexpr std::string_view kConfigFileName = "pagescan.yaml";

/// The nearest pagescan.yaml in the current folder or above it, as far as the
/// first folder with .git in it, relative to the current one. Nothing where
/// there is none.
std::optional<std::string> find_config_file();

/// A YAML or JSON file as a tree. kUsage with what is wrong.
Result<ConfigTree> read_config_tree(const std::string& path);

/// The configuration in a file; those it names are looked for beside it.
Result<Configuration> read_config_file(const std::string& path);

}  // namespace pagescan
