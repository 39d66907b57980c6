#include "scanner/run/diff/diff.h"

#include <fmt/format.h>

#include <utility>

#include "rules/rule.h"
#include "scanner/run/diff/parts.h"

namespace pagescan {
namespace {

constexpr void (*kParts[])(const DiffInput& input, ChangeList& changes) = {
    compare_page,      compare_response, compare_cookies,
    compare_forms,     compare_scripts,  compare_links,
    compare_resources, compare_findings, compare_text};

// An error page is no change of the page: what ended the scan is said instead.
std::optional<std::string> why_not(const ScanResult& result,
                                   std::string_view which) {
  if (result.errors.empty()) return std::nullopt;
  return fmt::format("the {} scan failed: {}", which,
                     result.errors.front().error.message);
}

PageDiff one_sided(const ScanResult& result, ChangeAction action) {
  PageDiff diff;
  diff.url = result.task.url;
  Change change;
  change.kind = {ChangeSubject::kPage, action};
  change.level = Level::kNote;
  change.path = "page";
  change.what = "page " + quoted(result.task.url);
  diff.changes.push_back(std::move(change));
  return diff;
}

}  // namespace

PageDiff diff_results(const ScanResult& before, const ScanResult& after,
                      const DiffOptions& options) {
  PageDiff diff;
  diff.url = after.task.url;
  diff.before_time = before.task.time;
  diff.after_time = after.task.time;
  diff.not_compared = why_not(before, "old");
  if (!diff.not_compared) diff.not_compared = why_not(after, "new");
  if (!diff.not_compared &&
      before.facts.has_value() != after.facts.has_value()) {
    diff.not_compared = fmt::format(
        "only the {} report has a page's facts: were both written whole?",
        before.facts ? "old" : "new");
  }
  if (diff.not_compared) return diff;
  ChangeList changes(options.masks, options.max_changes, diff);
  const DiffInput input{before, after};
  for (const auto compare_part : kParts) compare_part(input, changes);
  changes.finish();
  return diff;
}

PageDiff page_added(const ScanResult& after) {
  PageDiff diff = one_sided(after, ChangeAction::kAdded);
  diff.after_time = after.task.time;
  diff.changes.front().after = after.task.url;
  return diff;
}

PageDiff page_removed(const ScanResult& before) {
  PageDiff diff = one_sided(before, ChangeAction::kRemoved);
  diff.before_time = before.task.time;
  diff.changes.front().before = before.task.url;
  return diff;
}

}  // namespace pagescan
