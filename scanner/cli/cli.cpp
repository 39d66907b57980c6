#include "scanner/cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "report/escape.h"
#include "scanner/base/utf8.h"
#include "scanner/cli/batch_command.h"
#include "scanner/cli/diff_command.h"
#include "scanner/cli/history_command.h"
#include "scanner/cli/inventory_command.h"
#include "scanner/cli/merge_command.h"
#include "scanner/cli/report_command.h"
#include "scanner/cli/rules_command.h"
#include "scanner/cli/scan_command.h"
#include "scanner/run/redact.h"

namespace pagescan {
namespace {

// CLI11 takes an argument "[a,b]" of an option with many values for a list. No
// argument can hold a NUL, so one in front hides the bracket from it.
constexpr char kBracketGuard = '\0';

// The arguments but the program's name, last first, as CLI11 wants them.
std::vector<std::string> guarded_arguments(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  for (std::string& argument : arguments) {
    if (argument.starts_with('[')) argument.insert(0, 1, kBracketGuard);
  }
  std::ranges::reverse(arguments);
  return arguments;
}

// Takes the guard away before anything else looks at a value.
void unguard_values(CLI::App& command) {
  const auto unguard = [](std::string& value) {
    if (value.starts_with(kBracketGuard)) value.erase(0, 1);
    return std::string();  // no objection
  };
  for (CLI::Option* option : command.get_options()) {
    if (option->get_type_size() > 0)
      option->transform(CLI::Validator(unguard, ""));
  }
  // Commands nest once: `rules list`.
  for (CLI::App* nested : command.get_subcommands({})) {
    unguard_values(*nested);
  }
}

// What is wrong with the command line, which may quote any argument. The
// flags are not read yet, so --redact is looked for as it is written.
std::string usage_message(std::string message, int argc,
                          const char* const* argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  if (std::find(arguments.begin(), arguments.end(), "--redact") !=
      arguments.end()) {
    message = Redactor({arguments, {}}).redact_text(message);
  }
  std::string shown;
  append_for_terminal(replace_invalid_utf8(message), LineBreaks::kKeep, shown);
  return shown;
}

struct Command {
  CLI::App* app;
  std::function<ExitCode()> run;
};

}  // namespace

ExitCode run_command_line(int argc, const char* const* argv, std::istream& in) {
  CLI::App program{
      "pagescan says what is in a web page: its forms and what "
      "they ask for, links, scripts, text",
      "pagescan"};
  program.set_version_flag("--version", "pagescan " PAGESCAN_VERSION);
  program.set_help_all_flag("--help-all", "Help for every command");
  program.require_subcommand(1);
  ScanFlags scan_flags;
  BatchFlags batch_flags;
  MergeFlags merge_flags;
  RulesFlags rules_flags;
  ReportCommandFlags report_flags;
  DiffFlags diff_flags;
  HistoryFlags history_flags;
  InventoryFlags inventory_flags;
  const Command commands[] = {
      {add_scan_command(program, scan_flags),
       [&] { return run_scan(scan_flags, in); }},
      {add_batch_command(program, batch_flags),
       [&] { return run_batch(batch_flags, in); }},
      {add_merge_command(program, merge_flags),
       [&] { return run_merge(merge_flags); }},
      {add_rules_command(program, rules_flags),
       [&] { return run_rules(rules_flags); }},
      {add_report_command(program, report_flags),
       [&] { return run_report(report_flags, in); }},
      {add_diff_command(program, diff_flags),
       [&] { return run_diff(diff_flags, in); }},
      {add_history_command(program, history_flags),
       [&] { return run_history(history_flags); }},
      {add_inventory_command(program, inventory_flags),
       [&] { return run_inventory(inventory_flags); }},
  };
  for (const Command& command : commands) unguard_values(*command.app);
  try {
    program.parse(guarded_arguments(argc, argv));
  } catch (const CLI::ParseError& error) {
    // Help and version end here too, with 0; everything else is usage.
    std::ostringstream complaint;
    const int code = program.exit(error, std::cout, complaint);
    std::cerr << usage_message(complaint.str(), argc, argv);
    return code == 0 ? ExitCode::kClean : ExitCode::kUsage;
  }
  for (const Command& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  return ExitCode::kUsage;
}

}  // namespace pagescan
