#include "report/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/finding_place.h"
#include "report/junit_suite.h"
#include "rules/rule_set.h"
#include "scanner/run/expect.h"

namespace pagescan {
namespace {

using Findings = std::vector<const Finding*>;

std::string line_of(const Finding& finding) {
  return fmt::format("{} at {}: {}\n", level_name(finding.level),
                     place_text(finding.evidence), finding.message);
}

std::string lines_of(const Findings& findings) {
  std::string lines;
  for (const Finding* finding : findings) lines += line_of(*finding);
  return lines;
}

std::string why_skipped(const Finding& finding) {
  return finding.suppressed ? "suppressed: " + *finding.suppressed
                            : "known before: " + finding.message;
}

bool was_asked(const Rule& rule, const ScanResult& result) {
  if (!rule.info.enabled) return false;
  if (rule.subject == RuleSubject::kPage) return result.facts.has_value();
  return result.response && !result.response->hops.empty() &&
         result.response->final_hop().status != 0;
}

class JunitReport : public ReportStream {
 public:
  explicit JunitReport(const ReportOptions& options)
      : rules_(options.rules ? *options.rules : built_in_rules()),
        fail_level_(options.fail_level) {}

  void begin(std::string& out) override { append_junit_begin(out); }
  void add(const ScanResult& result, std::string& out) override;
  void end(std::string& out) override { append_junit_end(out); }

 private:
  void write_case(const Task& task, std::string_view name,
                  const Findings& findings, JunitCounts& counts,
                  std::string& out) const;
  void write_outcome(const Findings& findings, JunitCounts& counts,
                     std::string& out) const;
  void write_rule_cases(const ScanResult& result, JunitCounts& counts,
                        std::string& out) const;

  RuleSet rules_;
  Level fail_level_;
};

// What the findings of one rule make of its case.
void JunitReport::write_outcome(const Findings& findings, JunitCounts& counts,
                                std::string& out) const {
  Findings failing;
  Findings told;
  for (const Finding* finding : findings) {
    if (!pagescan::counts(*finding)) continue;
    (finding->level >= fail_level_ ? failing : told).push_back(finding);
  }
  if (!failing.empty()) {
    ++counts.failures;
    std::string message = failing.front()->message;
    if (failing.size() > 1) {
      message += fmt::format(" (and {} more)", failing.size() - 1);
    }
    append_junit_element("failure", level_name(failing.front()->level), message,
                         lines_of(failing), out);
  } else if (told.empty() && !findings.empty()) {
    ++counts.skipped;
    fmt::format_to(std::back_inserter(out), "\n      <skipped message=\"{}\"/>",
                   junit_text(why_skipped(*findings.front())));
  }
  if (told.empty()) return;
  fmt::format_to(std::back_inserter(out), "\n      <system-out>{}</system-out>",
                 junit_text(lines_of(told)));
}

void JunitReport::write_case(const Task& task, std::string_view name,
                             const Findings& findings, JunitCounts& counts,
                             std::string& out) const {
  ++counts.tests;
  open_junit_case(task.url, name,
                  findings.empty()
                      ? place_of_target(task)
                      : place_of_finding(task, findings.front()->evidence),
                  out);
  const size_t before = out.size();
  write_outcome(findings, counts, out);
  out += out.size() == before ? "</testcase>\n" : "\n    </testcase>\n";
}

// A case for each rule that was asked, and for each other a stored result has
// findings of: rules have come and gone since.
void JunitReport::write_rule_cases(const ScanResult& result,
                                   JunitCounts& counts,
                                   std::string& out) const {
  std::map<std::string_view, Findings> by_rule;
  for (const Finding& finding : result.findings) {
    by_rule[finding.rule].push_back(&finding);
  }
  for (const Rule& rule : rules_) {
    const auto found = by_rule.find(rule.info.id);
    if (found == by_rule.end() && !was_asked(rule, result)) continue;
    const Findings findings =
        found == by_rule.end() ? Findings() : std::move(found->second);
    if (found != by_rule.end()) by_rule.erase(found);
    write_case(result.task, rule.info.id + ' ' + rule.info.name, findings,
               counts, out);
  }
  for (const auto& [id, findings] : by_rule) {
    write_case(result.task, fmt::format("{} {}", id, findings.front()->name),
               findings, counts, out);
  }
}

void write_errors(const ScanResult& result, JunitCounts& counts,
                  std::string& out) {
  for (const ScanError& error : result.errors) {
    ++counts.tests;
    ++counts.errors;
    open_junit_case(result.task.url,
                    fmt::format("scan: {}", stage_name(error.stage)),
                    place_of_target(result.task), out);
    append_junit_element("error", error_name(error.error.code),
                         error.error.message, "", out);
    out += "\n    </testcase>\n";
  }
}

void write_expectations(const ScanResult& result, JunitCounts& counts,
                        std::string& out) {
  for (const ExpectationResult& checked : result.expectations) {
    ++counts.tests;
    const std::string_view what = expectation_name(checked.expectation.kind);
    open_junit_case(result.task.url, fmt::format("expected {}", what),
                    place_of_target(result.task), out);
    if (!checked.met) {
      ++counts.failures;
      append_junit_element(
          "failure", "expectation",
          fmt::format("expected \"{}\", found \"{}\"",
                      checked.expectation.expected, checked.actual),
          "", out);
      out += "\n    ";
    }
    out += "</testcase>\n";
  }
}

void JunitReport::add(const ScanResult& result, std::string& out) {
  JunitCounts counts;
  std::string cases;
  write_errors(result, counts, cases);
  write_rule_cases(result, counts, cases);
  write_expectations(result, counts, cases);
  const double seconds =
      result.response ? result.response->timing.total_ms / 1000 : 0;
  append_junit_suite(report_url(result), result.task.time,
                     std::clamp(seconds, 0.0, 1e6), counts, cases, out);
}

}  // namespace

std::unique_ptr<ReportStream> open_junit_report(const ReportOptions& options) {
  return std::make_unique<JunitReport>(options);
}

}  // namespace pagescan
