#include "scanner/cli/report_command.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <string_view>
#include <utility>

#include "report/escape.h"
#include "report/json_reader.h"
#include "scanner/base/strings.h"
#include "scanner/cli/log.h"
#include "scanner/cli/output.h"
#include "scanner/store/report_lines.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan report pages.ndjson --format sarif -o pages.sarif
  pagescan report shard-*.ndjson.gz -f junit -o junit.xml -f markdown -o pr.md
  pagescan batch urls.txt | pagescan report - --format csv

Exit status: 0 written, 2 usage, unwritable output or an input that can't be
opened, 3 a line is no report or an input is damaged.)";

// Lines that are no report are told one by one up to here.
constexpr uint64_t kMaxBadLinesTold = 20;

// What went by.
struct Tally {
  uint64_t results = 0;
  uint64_t bad_lines = 0;
  bool is_damaged = false;
};

Result<ReportLines> open_lines(const std::string& input, std::istream& in) {
  if (input == "-") return ReportLines::of_stream(in);
  return ReportLines::open(input);
}

// The results in one input into the reports.
Result<void> render(const std::string& input, std::istream& in,
                    Reports& reports, const Log& log, Tally& tally) {
  Result<ReportLines> lines = open_lines(input, in);
  if (!lines) return tl::unexpected(std::move(lines).error());
  uint64_t number = 0;
  while (const auto line = lines->next()) {
    ++number;
    if (strip_ascii_whitespace(*line).empty()) continue;
    const Result<ScanResult> result = read_json_report(*line);
    if (!result) {
      if (++tally.bad_lines <= kMaxBadLinesTold) {
        log.warn("{}:{}: {}", for_terminal(input), number,
                 for_terminal(result.error().message));
      }
      continue;
    }
    ++tally.results;
    if (auto added = reports.add(*result); !added) return added;
  }
  if (!lines->damage().empty()) {
    tally.is_damaged = true;
    log.warn("{}: not read to its end: {}", for_terminal(input),
             for_terminal(lines->damage()));
  }
  return {};
}

}  // namespace

CLI::App* add_report_command(CLI::App& program, ReportCommandFlags& flags) {
  CLI::App* report = program.add_subcommand(
      "report", "Write stored results in another format");
  report
      ->add_option("inputs", flags.inputs,
                   "JSON reports, one a line, as scan and batch write them: "
                   "files, plain, gzip or zstd, or - for standard input")
      ->required()
      ->type_name("INPUT");
  add_report_flags(*report, flags.report);
  report->add_flag("-v,--verbose", flags.verbosity,
                   "Say on standard error what is done");
  report->footer(std::string(kExamples));
  return report;
}

ExitCode run_report(const ReportCommandFlags& flags, std::istream& in) {
  // A closed pipe is an error of writing, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(flags.verbosity);
  const auto refuse = [&log](std::string_view message) {
    log.error("{}", for_terminal(message));
    return ExitCode::kUsage;
  };
  const auto unread = expect_unread(flags.report.outputs, flags.inputs);
  if (!unread) return refuse(unread.error().message);
  Result<Reports> reports = Reports::open(flags.report, nullptr);
  if (!reports) return refuse(reports.error().message);
  Tally tally;
  for (const std::string& input : flags.inputs) {
    if (auto done = render(input, in, *reports, log, tally); !done) {
      return refuse(done.error().message);
    }
  }
  if (auto closed = reports->close(); !closed) {
    return refuse(closed.error().message);
  }
  if (tally.bad_lines > kMaxBadLinesTold) {
    log.warn("{} lines were no reports", tally.bad_lines);
  }
  log.info("{} results", tally.results);
  const bool is_whole = tally.bad_lines == 0 && !tally.is_damaged;
  return is_whole ? ExitCode::kClean : ExitCode::kNotScanned;
}

}  // namespace pagescan
