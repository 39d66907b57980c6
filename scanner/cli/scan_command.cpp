#include "scanner/cli/scan_command.h"

#include <istream>
#include <utility>

#include "report/escape.h"
#include "scanner/cli/log.h"
#include "scanner/cli/redaction.h"
#include "scanner/cli/reports.h"
#include "scanner/cli/scan_messages.h"

namespace pagescan {
namespace {

ScanResult scan_one(const std::string& text, const ScanOptions& options,
                    Fetcher& fetcher, std::istream& in,
                    const Redaction& redaction, const Log& log) {
  Result<Target> target = parse_target(text);
  if (!target) {
    return redaction.of_result(failed_target(text, std::move(target).error()));
  }
  log.info("scanning {}", for_terminal(redaction.of_target(text)));
  return redaction.of_result(scan_target(*target, options, fetcher, in));
}

}  // namespace

ExitCode run_scan(const ScanFlags& flags, std::istream& in) {
  const Log log(flags.target.verbosity);
  const Redaction redaction(flags.target, {flags.url});
  const auto refuse = [&](const Error& error) {
    log.error("{}", for_terminal(redaction.of_text(error.message)));
    return ExitCode::kUsage;
  };
  Result<ScanOptions> options = scan_options(flags);
  if (!options) return refuse(options.error());
  const Result<RuleOptions> rules =
      rule_options(flags.target.rules, flags.target.max_findings);
  if (!rules) return refuse(rules.error());
  for (const std::string& warning : rules->warnings) {
    log.warn("{}", for_terminal(redaction.of_text(warning)));
  }
  rules->apply_to(*options);
  // Opened first: a report that can't be written is not worth a scan.
  Result<Reports> reports = Reports::open(
      flags.report, options->rules ? &options->rules->rules : nullptr);
  if (!reports) return refuse(reports.error());
  Fetcher fetcher;
  bool all_scanned = true;
  bool has_failed = false;
  for (const std::string& target : flags.targets) {
    const ScanResult result =
        scan_one(target, *options, fetcher, in, redaction, log);
    say_what_happened(result, log);
    all_scanned = all_scanned && result.errors.empty();
    has_failed =
        has_failed || fails(worst_level(result.findings), rules->threshold);
    if (auto added = reports->add(result); !added) {
      return refuse(added.error());
    }
  }
  if (auto closed = reports->close(); !closed) return refuse(closed.error());
  if (!all_scanned) return ExitCode::kNotScanned;
  return has_failed ? ExitCode::kFindings : ExitCode::kClean;
}

}  // namespace pagescan
