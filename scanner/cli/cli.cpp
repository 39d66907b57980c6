#include "scanner/cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "report/escape.h"
#include "scanner/base/utf8.h"
#include "scanner/cli/scan_command.h"
#include "scanner/run/redact.h"

namespace pagescan {
namespace {

// What is wrong with the command line, which may quote any argument. The flags
// are not read yet, so --redact is looked for as it is written.
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

}  // namespace

ExitCode run_command_line(int argc, const char* const* argv, std::istream& in) {
  CLI::App program{
      "pagescan says what is in a web page: its forms and what "
      "they ask for, links, scripts, text",
      "pagescan"};
  program.set_version_flag("--version", "pagescan " PAGESCAN_VERSION);
  program.set_help_all_flag("--help-all", "Help for every command");
  program.require_subcommand(1);
  ScanFlags flags;
  add_scan_command(program, flags);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version end here too, with 0; everything else is usage.
    std::ostringstream complaint;
    const int code = program.exit(error, std::cout, complaint);
    std::cerr << usage_message(complaint.str(), argc, argv);
    return code == 0 ? ExitCode::kClean : ExitCode::kUsage;
  }
  return run_scan(flags, in);
}

}  // namespace pagescan
