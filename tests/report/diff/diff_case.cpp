#include "tests/report/diff/diff_case.h"

#include <chrono>
#include <utility>

#include "report/reporter.h"
#include "tests/report/format_case.h"

namespace pagescan::test {
namespace {

// 2026-09-18 12:34:56 UTC, and a day later.
const WallTime kThen = WallTime(std::chrono::seconds(1'789'734'896));
const WallTime kNow = kThen + std::chrono::hours(24);

constexpr char kUrl[] = "https://shop.example/checkout";

Change with_values(Change change, const char* before, const char* after) {
  if (before != nullptr) change.before = before;
  if (after != nullptr) change.after = after;
  return change;
}

Change form_retargeted() {
  Change change = with_values(
      change_of(ChangeSubject::kForm, ChangeAction::kRetargeted, Level::kError,
                "forms[login].url", "form \"login\""),
      "https://shop.example/login", "https://evil.example/login");
  change.before_position = {12, 3, 0};
  change.after_position = {14, 5, 0};
  return change;
}

Change finding_change(ChangeAction action, const Finding& finding) {
  Change change = change_of(ChangeSubject::kFinding, action, finding.level,
                            "findings[" + finding.rule + "]",
                            finding.rule + ' ' + finding.message);
  change.fingerprint = finding.fingerprint;
  (action == ChangeAction::kAdded ? change.after : change.before) =
      finding.message;
  return change;
}

std::vector<Change> rich_changes(const Finding& added, const Finding& fixed) {
  return {
      with_values(change_of(ChangeSubject::kMetadata, ChangeAction::kChanged,
                            Level::kNote, "page.title", "title"),
                  "Shop", "Shop – sale"),
      with_values(
          change_of(ChangeSubject::kCspDirective, ChangeAction::kRemoved,
                    Level::kError, "csp[script-src]", "directive script-src"),
          "'self'", nullptr),
      with_values(
          change_of(ChangeSubject::kField, ChangeAction::kRemoved, Level::kNote,
                    "fields[x-served-by]", "field X-Served-By"),
          "a7", nullptr),
      with_values(
          change_of(ChangeSubject::kCookie, ChangeAction::kChanged,
                    Level::kWarning, "cookies[sid].secure", "cookie \"sid\""),
          "true", "false"),
      form_retargeted(),
      with_values(change_of(ChangeSubject::kControl, ChangeAction::kAdded,
                            Level::kError, "forms[login].controls[card]",
                            "control \"card\" of form \"login\""),
                  nullptr, "text"),
      with_values(
          change_of(ChangeSubject::kScript, ChangeAction::kUpdated,
                    Level::kWarning, "scripts[https://cdn.example/a.js]",
                    "script \"https://cdn.example/a.js\""),
          "https://cdn.example/1.2.3/a.js", "https://cdn.example/1.3.0/a.js"),
      change_of(ChangeSubject::kLink, ChangeAction::kMoved, Level::kNote,
                "links[/about]", "link \"About us\""),
      with_values(
          change_of(ChangeSubject::kResource, ChangeAction::kAdded,
                    Level::kNote, "resources[/new.png]", "image \"/new.png\""),
          nullptr, "https://shop.example/new.png"),
      finding_change(ChangeAction::kAdded, added),
      finding_change(ChangeAction::kRemoved, fixed),
      with_values(change_of(ChangeSubject::kText, ChangeAction::kChanged,
                            Level::kNote, "text", "a paragraph"),
                  "Copyright 2025 The Shop", "Copyright 2026 The Shop")};
}

ScanResult scanned(WallTime time, std::vector<Finding> findings) {
  ScanResult result = page_with(kUrl, std::move(findings));
  result.task.time = time;
  return result;
}

}  // namespace

Change change_of(ChangeSubject subject, ChangeAction action, Level level,
                 std::string path, std::string what) {
  Change change;
  change.kind = {subject, action};
  change.level = level;
  change.path = std::move(path);
  change.what = std::move(what);
  return change;
}

DiffCase rich_case() {
  const Finding added = finding_of("new it is", "new");
  const Finding same = finding_of("as before", "same");
  const Finding fixed = finding_of("gone it is", "fixed");
  DiffCase made;
  made.before = {scanned(kThen, {same, fixed})};
  made.after = {scanned(kNow, {added, same})};
  made.diff.url = kUrl;
  made.diff.before_time = kThen;
  made.diff.after_time = kNow;
  made.diff.changes = rich_changes(added, fixed);
  made.diff.hidden = {{"nonces", 3}, {"timestamps", 12}};
  made.diff.findings_same = 1;
  made.diff.truncated = {{"changes", 12, "5 more are not listed"}};
  return made;
}

DiffCase same_case() {
  DiffCase made;
  made.before = {scanned(kThen, {})};
  made.after = {scanned(kNow, {})};
  for (auto* side : {&made.before, &made.after}) {
    side->front().task.url = "https://shop.example/about";
  }
  made.diff.url = "https://shop.example/about";
  made.diff.before_time = kThen;
  made.diff.after_time = kNow;
  made.diff.hidden = {{"nonces", 2}};
  return made;
}

DiffCase failed_case() {
  DiffCase made = same_case();
  made.diff.url = made.after[0].task.url = "https://shop.example/down";
  made.before[0].task.url = made.diff.url;
  made.diff.hidden.clear();
  made.diff.not_compared = "the new scan failed: connection refused";
  return made;
}

DiffCase added_case() {
  DiffCase made = same_case();
  made.before.clear();
  made.diff.url = made.after[0].task.url = "https://shop.example/fresh";
  made.diff.before_time.reset();
  made.diff.hidden.clear();
  Change change =
      change_of(ChangeSubject::kPage, ChangeAction::kAdded, Level::kNote,
                "page", "page \"https://shop.example/fresh\"");
  change.after = made.diff.url;
  made.diff.changes = {change};
  return made;
}

std::vector<DiffCase> batch_cases() {
  return {rich_case(), same_case(), failed_case(), added_case()};
}

std::string json_of(const std::vector<ScanResult>& result) {
  return result.empty()
             ? std::string()
             : write_report(*find_reporter("json"), {}, result.front());
}

std::string diff_report(std::string_view format,
                        const std::vector<DiffCase>& cases,
                        const DiffReportOptions& options) {
  const auto stream = find_diff_reporter(format)->open(options);
  std::string out;
  stream->begin(out);
  for (const DiffCase& made : cases) {
    const std::string before = json_of(made.before);
    const std::string after = json_of(made.after);
    const DiffPair pair{made.before.empty() ? nullptr : &made.before[0],
                        made.after.empty() ? nullptr : &made.after[0], before,
                        after};
    stream->add(made.diff, pair, out);
  }
  stream->end(out);
  return out;
}

void visit_strings(PageDiff& diff,
                   const std::function<void(std::string&)>& visit) {
  visit(diff.url);
  if (diff.not_compared) visit(*diff.not_compared);
  for (Change& change : diff.changes) {
    visit(change.path);
    visit(change.what);
    if (change.before) visit(*change.before);
    if (change.after) visit(*change.after);
    if (!change.fingerprint.empty()) visit(change.fingerprint);
  }
  std::map<std::string, size_t> hidden;
  for (const auto& [mask, count] : diff.hidden) {
    std::string name = mask;
    visit(name);
    hidden[name] += count;
  }
  diff.hidden = std::move(hidden);
  for (TruncationNote& note : diff.truncated) visit(note.detail);
}

}  // namespace pagescan::test
