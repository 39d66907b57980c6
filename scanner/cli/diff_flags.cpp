// The flags of `pagescan diff` and what of them goes together.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "scanner/base/one_of.h"
#include "scanner/cli/diff_command.h"
#include "scanner/cli/diff_run.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan diff monday.json tuesday.json
  pagescan diff old.ndjson.gz new.ndjson.gz --fail-on warning
  pagescan batch urls.txt | pagescan diff old.ndjson - -f markdown
  pagescan diff --live https://example.com/ --against baseline.json
  pagescan diff old.json mon.json tue.json wed.json --persist 3
  pagescan diff a.json now.json --also b.json

Exit status: 0 the same, 1 a change at or above --fail-on, 2 usage, unwritable
output or an input that can't be opened, 3 something could not be compared. 3
goes before 1.)";

const char* const kLiveGroup = "Live";

void add_input_flags(CLI::App& diff, DiffFlags& flags) {
  diff.add_option("old", flags.before,
                  "JSON reports of the earlier scan, one a line, as scan and "
                  "batch write them: a file, plain, gzip or zstd, a folder of "
                  "batch --output-dir, or - for standard input")
      ->type_name("OLD");
  diff.add_option("new", flags.after,
                  "The same of the later scan; of several with --persist")
      ->type_name("NEW");
  diff.add_option("--persist", flags.persist,
                  "Show only changes that all of the last N scans have, which "
                  "are the last of NEW, or made by --live")
      ->type_name("N")
      ->check(count_limit(kMaxPersist, 1))
      ->group("Compare");
  diff.add_option("--also", flags.also,
                  "Reports of another state the page is known to have (A/B "
                  "tests): what NEW has in common with it is no change; may "
                  "be repeated")
      ->type_name("FILE")
      ->group("Compare")
      ->expected(1)
      ->allow_extra_args(false)  // what follows is OLD or NEW
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// Stored pages are not fetched any more.
void refuse_without_live(CLI::App& diff) {
  if (diff.get_option("--live")->count() > 0) return;
  for (const CLI::Option* const option : diff.get_options()) {
    const bool is_of_scan = is_one_of<std::string>(
        option->get_group(), {"Input", "Request", "Limits"});
    if (is_of_scan && option->count() > 0) {
      throw CLI::RequiresError(option->get_name(), "--live");
    }
  }
}

void add_live_flags(CLI::App& diff, DiffFlags& flags) {
  CLI::Option* const live =
      diff.add_option("--live", flags.live,
                      "Scan this target now, and compare what is there")
          ->type_name("TARGET")
          ->group(kLiveGroup);
  CLI::Option* const against =
      diff.add_option("--against", flags.against,
                      "The earlier reports, as OLD: the target's, or the only "
                      "one")
          ->type_name("OLD")
          ->group(kLiveGroup)
          ->needs(live);
  live->needs(against);
  diff.add_option("--interval", flags.interval,
                  "Between the scans of --persist")
      ->type_name("SECONDS")
      ->check(interval_limit())
      ->capture_default_str()
      ->group(kLiveGroup)
      ->needs(live);
  diff.add_option("--url", flags.scan.url,
                  "Where a file or standard input came from: addresses in it "
                  "resolve against this URL")
      ->type_name("URL")
      ->group("Input");
  add_charset_flag(diff, flags.scan.target);
  add_fetch_flags(diff, flags.scan.target);
  diff.parse_complete_callback([&diff] { refuse_without_live(diff); });
}

}  // namespace

CLI::App* add_diff_command(CLI::App& program, DiffFlags& flags) {
  CLI::App* diff =
      program.add_subcommand("diff", "Say what changed between two scans");
  add_input_flags(*diff, flags);
  add_diff_report_flags(*diff, flags.report);
  add_redact_flag(*diff, flags.scan.target);
  add_config_flags(*diff, flags.scan.target.rules);
  add_live_flags(*diff, flags);
  add_verbose_flag(*diff, flags.scan.target);
  diff->footer(std::string(kExamples));
  return diff;
}

Result<void> check_diff_flags(const DiffFlags& flags) {
  const bool has_reports = !flags.before.empty() || !flags.after.empty();
  if (!flags.live.empty() && has_reports) {
    return fail(ErrorCode::kUsage,
                "--live scans what is new: give the old reports with --against "
                "alone");
  }
  if (flags.live.empty() && flags.after.empty()) {
    return fail(ErrorCode::kUsage,
                "nothing to compare: give OLD and NEW, or --live TARGET "
                "--against OLD");
  }
  if (flags.after.size() > 1 && flags.persist == 0) {
    return fail(ErrorCode::kUsage,
                fmt::format("{} reports are given as NEW: say with --persist N "
                            "how many of them must have a change",
                            flags.after.size()));
  }
  if (flags.live.empty() && flags.persist > flags.after.size()) {
    return fail(
        ErrorCode::kUsage,
        fmt::format("--persist {}: so many NEW are needed, {} are given",
                    flags.persist, flags.after.size()));
  }
  std::vector<std::string> inputs = flags.after;
  inputs.insert(inputs.end(), {flags.before, flags.live, flags.against});
  inputs.insert(inputs.end(), flags.also.begin(), flags.also.end());
  if (std::ranges::count(inputs, kStandardInputName) > 1) {
    return fail(ErrorCode::kUsage,
                "standard input can be read once: - stands for one input");
  }
  return expect_unread(flags.report.outputs, inputs);
}

}  // namespace pagescan
