#include "scanner/cli/diff_command.h"

#include <csignal>
#include <istream>
#include <utility>

#include "report/escape.h"
#include "scanner/cli/diff_files.h"
#include "scanner/cli/diff_live.h"
#include "scanner/cli/diff_run.h"

namespace pagescan {
namespace {

// What --live scans with; the flags of reports get what the configuration says.
Result<ScanOptions> configured(const DiffFlags& flags, const Log& log,
                               DiffReportFlags& report) {
  Result<ScanOptions> options = scan_options(flags.scan);
  if (!options) return options;
  const TargetFlags& target = flags.scan.target;
  const Result<RuleOptions> rules =
      rule_options(target.rules, target.max_findings);
  if (!rules) return tl::unexpected(rules.error());
  apply_configuration(rules->diff, report);
  if (flags.live.empty()) return options;
  for (const std::string& warning : rules->warnings) {
    log.warn("{}", for_terminal(warning));
  }
  rules->apply_to(*options);
  return options;
}

}  // namespace

ExitCode run_diff(const DiffFlags& flags, std::istream& in) {
  // A closed pipe is an error of writing, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(flags.scan.target.verbosity);
  const Redaction redaction(flags.scan.target, {flags.scan.url});
  const auto refuse = [&](const Error& error) {
    log.error("{}", for_terminal(redaction.of_text(error.message)));
    return ExitCode::kUsage;
  };
  if (auto fits = check_diff_flags(flags); !fits) return refuse(fits.error());
  DiffReportFlags report = flags.report;
  const Result<ScanOptions> scan = configured(flags, log, report);
  if (!scan) return refuse(scan.error());
  const Result<DiffOptions> options = diff_options(report);
  if (!options) return refuse(options.error());
  // Opened first: a report that can't be written is not worth a scan.
  Result<DiffReports> reports = DiffReports::open(report);
  if (!reports) return refuse(reports.error());
  DiffRun run(*options, redaction, log, *reports);
  const Result<void> compared = flags.live.empty()
                                    ? diff_files(flags, in, run)
                                    : diff_live(flags, *scan, in, run);
  if (!compared) return refuse(compared.error());
  if (auto closed = reports->close(); !closed) return refuse(closed.error());
  run.finish();
  return run.exit_code();
}

}  // namespace pagescan
