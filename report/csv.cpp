#include "report/csv.h"

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "report/escape_csv.h"
#include "report/finding_place.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr std::array<std::string_view, 20> kColumns = {
    "kind",     "url",        "level",    "rule",        "name",
    "message",  "confidence", "place",    "line",        "column",
    "hop",      "field",      "evidence", "fingerprint", "suppressed",
    "baseline", "page_url",   "id",       "list",        "list_line"};

using Row = std::array<std::string, kColumns.size()>;

template <class Cells>
void append_row(const Cells& cells, std::string& out) {
  bool is_first = true;
  for (const auto& cell : cells) {
    if (!is_first) out += ',';
    is_first = false;
    append_csv_field(replace_invalid_utf8(cell), out);
  }
  out += "\r\n";  // RFC 4180 section 2
}

std::string number_or_nothing(uint64_t number) {
  return number == 0 ? std::string() : std::to_string(number);
}

Row row_of_finding(const ScanResult& result, const Finding& finding) {
  const FindingEvidence& evidence = finding.evidence;
  const bool in_page = evidence.place == EvidencePlace::kPage;
  return {"finding",
          report_url(result),
          std::string(level_name(finding.level)),
          finding.rule,
          finding.name,
          finding.message,
          std::string(rule_confidence_name(finding.confidence)),
          std::string(evidence_place_name(evidence.place)),
          number_or_nothing(evidence.position.line),
          number_or_nothing(evidence.position.column),
          in_page ? std::string() : std::to_string(evidence.hop),
          evidence.name,
          evidence.text,
          finding.fingerprint,
          finding.suppressed.value_or(""),
          finding.baseline == BaselineState::kNone
              ? std::string()
              : std::string(baseline_state_name(finding.baseline)),
          result.page.url,
          result.task.id,
          result.task.list,
          number_or_nothing(result.task.line)};
}

Row row_of_error(const ScanResult& result, const ScanError& error) {
  return {"error",
          report_url(result),
          std::string(level_name(Level::kError)),
          {},
          std::string(error_name(error.error.code)),
          error.error.message,
          {},
          std::string(stage_name(error.stage)),
          {},
          {},
          {},
          {},
          {},
          {},
          {},
          {},
          result.page.url,
          result.task.id,
          result.task.list,
          number_or_nothing(result.task.line)};
}

class CsvReport : public ReportStream {
 public:
  void begin(std::string& out) override { append_row(kColumns, out); }

  void add(const ScanResult& result, std::string& out) override {
    for (const Finding& finding : result.findings) {
      append_row(row_of_finding(result, finding), out);
    }
    for (const ScanError& error : result.errors) {
      append_row(row_of_error(result, error), out);
    }
  }
};

}  // namespace

std::unique_ptr<ReportStream> open_csv_report(
    const ReportOptions& /*options*/) {
  return std::make_unique<CsvReport>();
}

}  // namespace pagescan
