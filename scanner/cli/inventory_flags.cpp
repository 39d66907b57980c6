// The flags of `pagescan inventory`.
#include <csignal>

#include "scanner/cli/inventory_command.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan inventory init https://shop.example/checkout
  pagescan inventory check
  pagescan inventory check -f markdown --assessor-html pci.html
  pagescan inventory update --accept https://shop.example/checkout

Exit status: 0 as authorised (or written), 1 findings at or above --fail-level,
2 usage or unwritable output, 3 some pages or scripts could not be had. 3 goes
before 1.)";

void add_common_flags(CLI::App& command, InventoryFlags& flags, bool required) {
  CLI::Option* const urls = command.add_option(
      "urls", flags.urls,
      required ? "http or https URLs of payment pages"
               : "http or https URLs of payment pages; none: those the "
                 "inventory names in full");
  urls->type_name("URL");
  if (required) urls->required();
  command.add_option("--inventory", flags.file, "The inventory, YAML")
      ->type_name("FILE")
      ->capture_default_str();
  command
      .add_option("--max-scripts", flags.max_scripts,
                  "External scripts of a page to fetch")
      ->type_name("N")
      ->capture_default_str()
      ->check(count_limit(kMaxSmallCount))
      ->group("Limits");
  command
      .add_option("--script-timeout", flags.script_seconds,
                  "For one script in all, redirects included")
      ->type_name("SECONDS")
      ->capture_default_str()
      ->check(time_limit())
      ->group("Limits");
  add_target_flags(command, flags.target);
}

void add_check_flags(CLI::App& check, InventoryFlags& flags) {
  add_report_flags(check, flags.report);
  const std::string group = "Report";
  check
      .add_flag("--all-rules", flags.all_rules,
                "Report what every rule finds, not those of the inventory "
                "alone")
      ->group(group);
  check
      .add_option("--assessor-markdown", flags.assessor_markdown,
                  "Write a report for a PCI DSS assessor, by requirement, to "
                  "FILE")
      ->type_name("FILE")
      ->group(group);
  check
      .add_option("--assessor-html", flags.assessor_html, "The same as a page")
      ->type_name("FILE")
      ->group(group);
}

}  // namespace

CLI::App* add_inventory_command(CLI::App& program, InventoryFlags& flags) {
  CLI::App* inventory = program.add_subcommand(
      "inventory",
      "Watch the scripts of payment pages (PCI DSS 6.4.3 and 11.6.1)");
  inventory->require_subcommand(1);
  flags.init = inventory->add_subcommand(
      "init", "Write a file of the scripts and fields there are, for review");
  add_common_flags(*flags.init, flags, true);
  flags.check = inventory->add_subcommand(
      "check", "Say what is not as the reviewed file has it");
  add_common_flags(*flags.check, flags, false);
  add_check_flags(*flags.check, flags);
  flags.update = inventory->add_subcommand(
      "update", "Add what is new to the file, for review");
  add_common_flags(*flags.update, flags, false);
  flags.update->add_flag("--accept", flags.accept,
                         "Also take over the hashes and values that changed");
  for (CLI::App* command : {flags.init, flags.check, flags.update}) {
    command->footer(std::string(kExamples));
  }
  return inventory;
}

ExitCode run_inventory(const InventoryFlags& flags) {
  // A closed pipe is an error of writing, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(flags.target.verbosity);
  if (flags.init->parsed()) return run_inventory_init(flags, log);
  if (flags.check->parsed()) return run_inventory_check(flags, log);
  return run_inventory_update(flags, log);
}

}  // namespace pagescan
