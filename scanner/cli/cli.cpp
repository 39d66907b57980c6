#include "scanner/cli/cli.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "scanner/cli/scan_command.h"

namespace pagescan {

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
    const int code = program.exit(error, std::cout, std::cerr);
    return code == 0 ? ExitCode::kClean : ExitCode::kUsage;
  }
  return run_scan(flags, in);
}

}  // namespace pagescan
