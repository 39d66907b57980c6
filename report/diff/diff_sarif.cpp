#include "report/diff/diff_sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/diff/change_words.h"
#include "report/diff/diff_place.h"
#include "report/diff/shown_change.h"
#include "report/sarif_finding.h"
#include "report/sarif_log.h"
#include "report/tool.h"
#include "rules/rule_set.h"
#include "scanner/base/sha256.h"

namespace pagescan {
namespace {

constexpr size_t kMaxMessageValueBytes = 400;
constexpr size_t kMaxPropertyBytes = 4'000;
constexpr size_t kFingerprintDigits = 32;

// "diff/form-retargeted".
std::string rule_id(ChangeKind kind) {
  std::string id = "diff/" + change_kind_name(kind);
  std::ranges::replace(id, '_', '-');
  return id;
}

RuleInfo rule_info(ChangeKind kind) {
  RuleInfo info;
  info.id = rule_id(kind);
  info.name = info.id;
  info.level = Level::kWarning;
  std::string words = change_kind_name(kind);
  std::ranges::replace(words, '_', ' ');
  info.summary = fmt::format("Changed since the scan before: {}.", words);
  info.why = "What a page became may be what somebody made of it.";
  info.fix = "See whether the change is meant.";
  return info;
}

// Viewers leave out what is absent, as something mended. Of what is gone and
// should not be, such as a policy, that it changed is the result.
std::string_view state_of(const Change& change) {
  switch (change.kind.action) {
    case ChangeAction::kAdded:
      return "new";
    case ChangeAction::kRemoved:
      return change.level == Level::kNote ? "absent" : "updated";
    default:
      return "updated";
  }
}

using Fingerprints = std::map<std::string_view, size_t>;

Fingerprints fingerprints_of(const ScanResult* result) {
  Fingerprints fingerprints;
  if (result == nullptr) return fingerprints;
  for (const Finding& finding : result->findings) {
    ++fingerprints[finding.fingerprint];
  }
  return fingerprints;
}

// Whether one is left, which is then taken.
bool take(Fingerprints& fingerprints, std::string_view fingerprint) {
  const auto found = fingerprints.find(fingerprint);
  if (found == fingerprints.end() || found->second == 0) return false;
  --found->second;
  return true;
}

// What became of the findings of a page.
class FindingStates {
 public:
  FindingStates(const PageDiff& diff, const DiffPair& pair)
      : old_(fingerprints_of(pair.before)),
        new_(fingerprints_of(pair.after)),
        all_told_(pair.before != nullptr && pair.after != nullptr &&
                  diff.truncated.empty()) {
    for (const Change& change : diff.changes) {
      if (change.kind.subject != ChangeSubject::kFinding) continue;
      ++told_[static_cast<size_t>(change.kind.action)][change.fingerprint];
    }
  }

  std::string_view of_new(const Finding& finding) {
    const bool is_known = take(old_, finding.fingerprint);
    if (!is_known && is_told(ChangeAction::kAdded, finding)) return "new";
    const bool has_changed =
        take(told_[static_cast<size_t>(ChangeAction::kChanged)],
             finding.fingerprint);
    return has_changed ? "updated" : "unchanged";
  }

  /// Asked of every finding of the old scan.
  bool is_fixed(const Finding& finding) {
    return !take(new_, finding.fingerprint) &&
           is_told(ChangeAction::kRemoved, finding);
  }

 private:
  // A mask or an ignored path may hide it.
  bool is_told(ChangeAction action, const Finding& finding) const {
    return !all_told_ ||
           told_[static_cast<size_t>(action)].contains(finding.fingerprint);
  }

  Fingerprints old_;
  Fingerprints new_;
  std::array<Fingerprints, kChangeActionNames.size()> told_;
  bool all_told_;
};

class DiffSarif : public DiffStream {
 public:
  DiffSarif() : rules_(built_in_rules()) {
    for (size_t i = 0; i < rules_.size(); ++i) {
      index_.emplace(rules_[i].info.id, i);
    }
  }

  void begin(std::string& out) override { SarifLog::begin(out); }
  void add(const PageDiff& diff, const DiffPair& pair,
           std::string& out) override;
  void end(std::string& out) override;

 private:
  void add_findings(const PageDiff& diff, const DiffPair& pair,
                    std::string& out);
  void add_finding(const ScanResult& result, const Finding& finding,
                   std::string_view state, std::string& out);
  void add_change(const PageDiff& diff, const DiffPair& pair,
                  const Change& change, size_t nth, std::string& out);
  size_t rule_index(ChangeKind kind);

  RuleSet rules_;  // the built-in ones, then those of the kinds of changes met
  std::map<std::string, size_t, std::less<>> index_;
  SarifLog log_;
};

size_t DiffSarif::rule_index(ChangeKind kind) {
  const auto [at, is_new] = index_.emplace(rule_id(kind), rules_.size());
  if (is_new) rules_.emplace_back().info = rule_info(kind);
  return at->second;
}

void DiffSarif::add_finding(const ScanResult& result, const Finding& finding,
                            std::string_view state, std::string& out) {
  const auto rule = index_.find(finding.rule);
  JsonWriter json;
  write_sarif_finding(
      json, result, finding,
      rule == index_.end() ? std::nullopt : std::optional(rule->second), state);
  log_.add_result(json, out);
}

void DiffSarif::add_findings(const PageDiff& diff, const DiffPair& pair,
                             std::string& out) {
  FindingStates states(diff, pair);
  if (pair.after != nullptr) {
    for (const Finding& finding : pair.after->findings) {
      add_finding(*pair.after, finding, states.of_new(finding), out);
    }
  }
  if (pair.before == nullptr) return;
  for (const Finding& finding : pair.before->findings) {
    if (!states.is_fixed(finding)) continue;
    add_finding(*pair.before, finding, "absent", out);
  }
}

void write_properties(JsonWriter& json, const Change& change) {
  const ShownValues values = shown_values(change, kMaxPropertyBytes);
  json.key("properties");
  json.begin_object();
  json.bytes_field("path", change.path);
  json.field_if("before", values.before);
  json.field_if("after", values.after);
  json.end_object();
}

void DiffSarif::add_change(const PageDiff& diff, const DiffPair& pair,
                           const Change& change, size_t nth, std::string& out) {
  const std::string values = values_in_words(change, kMaxMessageValueBytes);
  const std::string id = rule_id(change.kind);
  JsonWriter json;
  json.begin_object();
  json.field("ruleId", id);
  json.field("ruleIndex", rule_index(change.kind));
  json.field("level", level_name(change.level));
  write_sarif_message(json, "message",
                      fmt::format("{}{}{}", change_sentence(change),
                                  values.empty() ? "" : ": ", values));
  write_sarif_locations(json, place_of_change(pair, change), diff.url);
  write_sarif_fingerprints(
      json, "pagescan/change/v1",
      sha256_hex(id + '\n' + change.path).substr(0, kFingerprintDigits),
      diff.url, nth);
  json.field("baselineState", state_of(change));
  write_properties(json, change);
  json.end_object();
  log_.add_result(json, out);
}

void DiffSarif::add(const PageDiff& diff, const DiffPair& pair,
                    std::string& out) {
  const Task* task = task_of(pair);
  if (diff.not_compared) {
    log_.notify(task, Level::kError, "not_compared", *diff.not_compared);
    return;
  }
  const bool has_results = pair.before != nullptr || pair.after != nullptr;
  add_findings(diff, pair, out);
  // How often a kind of change was met at its path.
  std::map<std::string, size_t> met;
  for (const Change& change : diff.changes) {
    const bool is_finding = change.kind.subject == ChangeSubject::kFinding;
    if (is_finding && has_results) continue;
    const size_t nth =
        ++met[change_kind_name(change.kind) + '\n' + change.path];
    add_change(diff, pair, change, nth, out);
  }
  for (const TruncationNote& note : diff.truncated) {
    log_.notify(task, Level::kNote, note.what, note.detail);
  }
}

void DiffSarif::end(std::string& out) {
  JsonWriter tool;
  tool.begin_object();
  tool.key("driver");
  tool.begin_object();
  tool.field("name", kToolName);
  tool.field("semanticVersion", tool_version());
  tool.list("rules", rules_, [](JsonWriter& to, const Rule& rule) {
    write_sarif_rule(to, rule.info);
  });
  tool.end_object();
  tool.end_object();
  log_.end(tool, out);
}

}  // namespace

std::unique_ptr<DiffStream> open_diff_sarif(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<DiffSarif>();
}

}  // namespace pagescan
