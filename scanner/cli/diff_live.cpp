#include "scanner/cli/diff_live.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "report/escape.h"
#include "scanner/cli/scan_messages.h"

namespace pagescan {
namespace {

std::optional<ReportIndex::Place> take(ReportIndex& index,
                                       const std::string& url) {
  const auto place = index.take(url);
  return place ? place : index.take_only();
}

Result<StoredReport> scan_now(const DiffFlags& flags,
                              const ScanOptions& options, Fetcher& fetcher,
                              std::istream& in, const DiffRun& run) {
  const Redaction& redaction = run.redaction();
  run.log().info("scanning {}", for_terminal(redaction.of_target(flags.live)));
  Result<Target> target = parse_target(flags.live);
  const ScanResult result = redaction.of_result(
      target ? scan_target(*target, options, fetcher, in)
             : failed_target(flags.live, std::move(target).error()));
  say_what_happened(result, run.log());
  return stored_report(result);
}

}  // namespace

Result<void> diff_live(const DiffFlags& flags, const ScanOptions& options,
                       std::istream& in, DiffRun& run) {
  Result<ReportIndex> before = run.index(flags.against, in);
  if (!before) return tl::unexpected(std::move(before).error());
  auto known = run.indexes(flags.also, in);
  if (!known) return tl::unexpected(std::move(known).error());
  const auto place = take(*before, flags.live);
  if (!place) {
    return fail(
        ErrorCode::kUsage,
        fmt::format("{}: it has no report of {} (the target must be "
                    "written as it was when it was scanned)",
                    before->name(), run.redaction().of_target(flags.live)));
  }
  PageStates states;
  states.url = run.redaction().of_target(flags.live);
  states.before = run.load(*before, place);
  for (ReportIndex& index : *known) {
    states.known.push_back(run.load(index, take(index, flags.live)));
  }
  Fetcher fetcher;
  const uint64_t scans = std::max<uint64_t>(flags.persist, 1);
  for (uint64_t i = 0; i < scans; ++i) {
    if (i > 0) std::this_thread::sleep_for(to_milliseconds(flags.interval));
    Result<StoredReport> report = scan_now(flags, options, fetcher, in, run);
    LoadReport load = [report = std::move(report)] { return report; };
    if (i + 1 < scans) {
      states.earlier.push_back(std::move(load));
    } else {
      states.after = std::move(load);
    }
  }
  return run.add(compare_states(states, run.options()));
}

}  // namespace pagescan
