#include "scanner/cli/diff_command.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <utility>

#include "report/escape.h"
#include "report/json_reader.h"
#include "scanner/cli/log.h"
#include "scanner/store/report_lines.h"

namespace pagescan {
namespace {

struct ReadReport {
  std::string json;
  ScanResult result;
};

Result<ReadReport> read_first(const std::string& path) {
  Result<ReportLines> lines = ReportLines::open(path);
  if (!lines) return tl::unexpected(std::move(lines).error());
  const auto line = lines->next();
  if (!line) {
    return fail(ErrorCode::kReportUnreadable, path + ": there is no report");
  }
  Result<ScanResult> result = read_json_report(*line);
  if (!result) return tl::unexpected(std::move(result).error());
  return ReadReport{std::string(*line), *std::move(result)};
}

}  // namespace

CLI::App* add_diff_command(CLI::App& program, DiffFlags& flags) {
  CLI::App* diff =
      program.add_subcommand("diff", "Say what changed between two scans");
  diff->add_option("old", flags.before, "The earlier JSON report")
      ->required()
      ->type_name("OLD");
  diff->add_option("new", flags.after, "The later one")
      ->required()
      ->type_name("NEW");
  add_diff_report_flags(*diff, flags.report);
  diff->add_flag("-v,--verbose", flags.verbosity,
                 "Say on standard error what is done");
  return diff;
}

ExitCode run_diff(const DiffFlags& flags) {
  // A closed pipe is an error of writing, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(flags.verbosity);
  const auto refuse = [&log](const Error& error) {
    log.error("{}", for_terminal(error.message));
    return ExitCode::kUsage;
  };
  const Result<DiffOptions> options = diff_options(flags.report);
  if (!options) return refuse(options.error());
  const Result<ReadReport> before = read_first(flags.before);
  if (!before) return refuse(before.error());
  const Result<ReadReport> after = read_first(flags.after);
  if (!after) return refuse(after.error());
  Result<DiffReports> reports = DiffReports::open(flags.report);
  if (!reports) return refuse(reports.error());
  const PageDiff diff = diff_results(before->result, after->result, *options);
  const DiffPair pair{&before->result, &after->result, before->json,
                      after->json};
  if (auto added = reports->add(diff, pair); !added) {
    return refuse(added.error());
  }
  if (auto closed = reports->close(); !closed) return refuse(closed.error());
  return reports->exit_code();
}

}  // namespace pagescan
