#include "scanner/cli/scan_command.h"

#include <cstdint>
#include <istream>
#include <optional>
#include <utility>

#include "report/escape.h"
#include "report/json.h"
#include "scanner/cli/log.h"
#include "scanner/cli/redaction.h"
#include "scanner/cli/reports.h"
#include "scanner/cli/scan_messages.h"
#include "scanner/run/target_key.h"
#include "scanner/store/history.h"

namespace pagescan {
namespace {

// What came of one argument.
struct Scanned {
  ScanResult result;
  std::optional<TargetKey> key;  // nothing where it is no target
};

Scanned scan_one(const std::string& text, const ScanOptions& options,
                 Fetcher& fetcher, std::istream& in, const Redaction& redaction,
                 const Log& log) {
  Result<Target> target = parse_target(text);
  if (!target) {
    return {redaction.of_result(failed_target(text, std::move(target).error())),
            std::nullopt};
  }
  log.info("scanning {}", for_terminal(redaction.of_target(text)));
  return {redaction.of_result(scan_target(*target, options, fetcher, in)),
          target_key(*target, {})};
}

// The history of --store, if there is one.
class StoredRun {
 public:
  static Result<StoredRun> open(const std::string& path) {
    StoredRun run;
    if (path.empty()) return run;
    Result<History> history = History::open(path, Database::Access::kCreate);
    if (!history) return tl::unexpected(std::move(history).error());
    run.history_.emplace(*std::move(history));
    run.token_ = new_run_token();
    return run;
  }

  Result<void> add(const Scanned& scanned) {
    if (!history_ || !scanned.key) return {};
    const ScanFacts facts = scan_facts(scanned.result, *scanned.key);
    const std::string report = json_report(scanned.result);
    const NewScan scan{&facts, ordinal_++, report};
    return history_->add(token_, {&scan, 1});
  }

 private:
  std::optional<History> history_;
  std::string token_;
  uint64_t ordinal_ = 0;
};

// Scans every target, tells of it, stores it and reports it.
Result<ExitCode> scan_all(const ScanFlags& flags, const ScanOptions& options,
                          const RuleOptions& rules, const Redaction& redaction,
                          std::istream& in, const Log& log) {
  // Opened first: a report that can't be written is not worth a scan.
  Result<Reports> reports = Reports::open(
      flags.report, options.rules ? &options.rules->rules : nullptr);
  if (!reports) return tl::unexpected(std::move(reports).error());
  Result<StoredRun> stored = StoredRun::open(flags.store);
  if (!stored) return tl::unexpected(std::move(stored).error());
  Fetcher fetcher;
  bool all_scanned = true;
  bool has_failed = false;
  for (const std::string& target : flags.targets) {
    const Scanned scanned =
        scan_one(target, options, fetcher, in, redaction, log);
    const ScanResult& result = scanned.result;
    // What is told of is stored.
    auto added = stored->add(scanned);
    if (!added) return tl::unexpected(std::move(added).error());
    say_what_happened(result, log);
    all_scanned = all_scanned && result.errors.empty();
    has_failed =
        has_failed || fails(worst_level(result.findings), rules.threshold);
    added = reports->add(result);
    if (!added) return tl::unexpected(std::move(added).error());
  }
  auto closed = reports->close();
  if (!closed) return tl::unexpected(std::move(closed).error());
  if (!all_scanned) return ExitCode::kNotScanned;
  return has_failed ? ExitCode::kFindings : ExitCode::kClean;
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
  const Result<ExitCode> code =
      scan_all(flags, *options, *rules, redaction, in, log);
  return code ? *code : refuse(code.error());
}

}  // namespace pagescan
