// `pagescan rules`: lists rules, describes one, tries a file of them. Used
// once.
#pragma once

#include <string>

#include "scanner/cli/cli.h"
#include "scanner/cli/rule_flags.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// The flags of `rules` as the user gave them, with their defaults.
struct RulesFlags {
  std::string list_format = "text";
  std::string show_format = "text";
  std::string rule;
  std::string file;
  RuleFlags rules;
  CLI::App* list = nullptr;
  CLI::App* show = nullptr;
  CLI::App* test = nullptr;
};

/// Adds `rules`, its commands and their flags to the program; parsing fills
/// `flags`.
CLI::App* add_rules_command(CLI::App& program, RulesFlags& flags);

ExitCode run_rules(const RulesFlags& flags);

}  // namespace pagescan
