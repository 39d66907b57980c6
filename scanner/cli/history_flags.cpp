// The flags of `pagescan history`.
#include <string_view>

#include "scanner/cli/diff_command.h"
#include "scanner/cli/history_command.h"
#include "scanner/cli/target_flags.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan scan https://example.com/ --store scans.db
  pagescan history list https://example.com/ --store scans.db
  pagescan history show https://example.com/ --store scans.db -f html -o a.html
  pagescan history diff https://example.com/ --store scans.db --fail-on warning
  pagescan history prune --keep 30 --store scans.db

A URL is that of a scan as it was submitted then.

Exit status: 0 done, 1 history diff: a change at or above --fail-on, history
check: the database is damaged, 2 usage, unwritable output or a database that
can't be used, 3 history diff: there are no two scans to compare.)";

// A hundred years: what is older is on no clock.
constexpr uint64_t kMostDays = 36'500;

CLI::App* add_command(CLI::App& history, HistoryFlags& flags, const char* name,
                      const char* text) {
  CLI::App* const command = history.add_subcommand(name, text);
  command->add_option("--store", flags.store, "The database of scans")
      ->required()
      ->type_name("DB");
  return command;
}

void add_list(CLI::App& history, HistoryFlags& flags) {
  flags.list = add_command(history, flags, "list",
                           "List stored scans, the newest first");
  flags.list
      ->add_option("url", flags.url, "Only those of this URL, as submitted")
      ->type_name("URL");
  flags.list
      ->add_option("--limit", flags.limit, "List no more than these; 0: all")
      ->type_name("N")
      ->check(count_limit())
      ->capture_default_str();
  flags.list
      ->add_option("-f,--format", flags.list_format,
                   "text, or json: an object a line")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

void add_show(CLI::App& history, HistoryFlags& flags) {
  flags.show =
      add_command(history, flags, "show", "Write the report of a stored scan");
  flags.show
      ->add_option("scan", flags.scan,
                   "The ID of a scan as list says it, or a URL: its last one")
      ->required()
      ->type_name("ID|URL");
  flags.show
      ->add_option("--at", flags.at,
                   "Of a URL the last scan begun by then: "
                   "2026-11-24T07:31:00Z, or 2026-11-24 for its beginning")
      ->type_name("TIME");
  add_report_flags(*flags.show, flags.report);
}

void add_diff(CLI::App& history, HistoryFlags& flags) {
  flags.diff = add_command(history, flags, "diff",
                           "Say what changed between two stored scans, the "
                           "last two of a URL");
  flags.diff->add_option("url", flags.url, "As submitted")->type_name("URL");
  const auto add = [&flags](const char* name, int64_t& id, const char* text) {
    flags.diff->add_option(name, id, text)
        ->type_name("ID")
        ->check(count_limit(kMaxCount, 1));
  };
  add("--from", flags.from, "The earlier scan; else the one before the later");
  add("--to", flags.to, "The later scan; else the last of the URL");
  flags.diff
      ->add_option("--persist", flags.persist,
                   "Show only changes that all of the last N scans have; the "
                   "earlier scan is then the one before them")
      ->type_name("N")
      ->check(count_limit(kMaxPersist, 1));
  add_diff_report_flags(*flags.diff, flags.diff_report);
  add_config_flags(*flags.diff, flags.configuration);
}

void add_prune(CLI::App& history, HistoryFlags& flags) {
  flags.prune = add_command(history, flags, "prune",
                            "Remove scans and give their space back");
  flags.prune
      ->add_option("--keep", flags.keep, "Keep the last N scans of each URL")
      ->required()
      ->type_name("N")
      ->check(count_limit());
  flags.prune
      ->add_option("--older-than", flags.older_than_days,
                   "Remove only scans begun longer ago")
      ->type_name("DAYS")
      ->check(count_limit(kMostDays, 1));
}

}  // namespace

CLI::App* add_history_command(CLI::App& program, HistoryFlags& flags) {
  CLI::App* const history = program.add_subcommand(
      "history", "List, show, compare and remove stored scans");
  history->require_subcommand(1);
  history->footer(std::string(kExamples));
  add_list(*history, flags);
  add_show(*history, flags);
  add_diff(*history, flags);
  add_prune(*history, flags);
  flags.check = add_command(*history, flags, "check",
                            "Look for damage in all of the database");
  return history;
}

}  // namespace pagescan
