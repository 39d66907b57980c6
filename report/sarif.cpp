#include "report/sarif.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "report/sarif_finding.h"
#include "report/sarif_log.h"
#include "report/tool.h"
#include "rules/rule_set.h"

namespace pagescan {
namespace {

std::string_view state_of(const Finding& finding) {
  return finding.baseline == BaselineState::kNone
             ? std::string_view()
             : baseline_state_name(finding.baseline);
}

class SarifReport : public ReportStream {
 public:
  explicit SarifReport(const ReportOptions& options)
      : rules_(options.rules ? *options.rules : built_in_rules()) {
    for (size_t i = 0; i < rules_.size(); ++i) {
      index_.emplace(rules_[i].info.id, i);
    }
  }

  void begin(std::string& out) override;
  void add(const ScanResult& result, std::string& out) override;
  void end(std::string& out) override { log_.end(out); }

 private:
  RuleSet rules_;
  std::map<std::string, size_t, std::less<>> index_;
  SarifLog log_;
};

void SarifReport::begin(std::string& out) {
  JsonWriter json;
  json.begin_object();
  json.key("driver");
  json.begin_object();
  json.field("name", kToolName);
  json.field("semanticVersion", tool_version());
  json.list("rules", rules_, [](JsonWriter& to, const Rule& rule) {
    write_sarif_rule(to, rule.info);
  });
  json.end_object();
  json.end_object();
  SarifLog::begin(json, out);
}

void SarifReport::add(const ScanResult& result, std::string& out) {
  for (const Finding& finding : result.findings) {
    const auto rule = index_.find(finding.rule);
    JsonWriter json;
    write_sarif_finding(
        json, result, finding,
        rule == index_.end() ? std::nullopt : std::optional(rule->second),
        state_of(finding));
    log_.add_result(json, out);
  }
  for (const TruncationNote& note : result.truncated) {
    log_.notify(&result.task, Level::kNote, note.what, note.detail);
  }
  for (const ScanError& error : result.errors) {
    log_.notify(&result.task, Level::kError, error_name(error.error.code),
                error.error.message);
  }
}

}  // namespace

std::unique_ptr<ReportStream> open_sarif_report(const ReportOptions& options) {
  return std::make_unique<SarifReport>(options);
}

}  // namespace pagescan
