#include "scanner/store/baseline_reader.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/store/line_facts.h"
#include "scanner/store/report_lines.h"

namespace pagescan {
namespace {

void insert_findings(const LineFacts& facts, Baseline& baseline) {
  for (const Finding& finding : facts.findings) {
    baseline.insert(facts.url, finding.fingerprint);
    if (facts.page_url != facts.url) {
      baseline.insert(facts.page_url, finding.fingerprint);
    }
  }
}

}  // namespace

Result<Baseline> read_baseline(const std::string& path) {
  const auto refuse = [&path](const std::string& what) {
    return fail(ErrorCode::kUsage,
                fmt::format("--baseline: {}: {}", path, what));
  };
  Result<ReportLines> lines = ReportLines::open(path);
  if (!lines) {
    return fail(ErrorCode::kUsage, "--baseline: " + lines.error().message);
  }
  Baseline baseline;
  uint64_t number = 0;
  while (const auto line = lines->next()) {
    ++number;
    if (strip_ascii_whitespace(*line).empty()) continue;
    const std::optional<LineFacts> facts = read_line_facts(*line);
    if (!facts) {
      return refuse(
          fmt::format("line {} is no report (one JSON report a line "
                      "is expected, as --format json writes it)",
                      number));
    }
    if (!facts->has_findings) {
      return refuse(
          fmt::format("the report in line {} has no findings (was it "
                      "written with --fields, or by an earlier "
                      "pagescan?)",
                      number));
    }
    insert_findings(*facts, baseline);
  }
  if (!lines->damage().empty()) return refuse(lines->damage());
  return baseline;
}

}  // namespace pagescan
