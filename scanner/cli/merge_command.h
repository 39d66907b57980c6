// `pagescan merge`: its flags and what it does with them. Used once.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/cli.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// The flags of `merge` as the user gave them, with their defaults.
struct MergeFlags {
  std::vector<std::string> shards;
  std::string output;
  std::string summary;
  int verbosity = 0;
};

/// Adds `merge` and its flags to the program; parsing fills `flags`.
CLI::App* add_merge_command(CLI::App& program, MergeFlags& flags);

ExitCode run_merge(const MergeFlags& flags);

}  // namespace pagescan
