#include "tests/run/diff/case_support.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

std::vector<std::string> unordered(const PageDiff& diff) {
  std::vector<std::string> lines;
  for (const Change& change : diff.changes) {
    lines.push_back(
        fmt::format("{}|{}|{}|{}|{}|{}:{}|{}:{}", change_kind_name(change.kind),
                    change.path, change.what, change.before.value_or("(none)"),
                    change.after.value_or("(none)"),
                    change.before_position.line, change.before_position.column,
                    change.after_position.line, change.after_position.column));
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace

std::vector<std::string> case_lines(
    const PageDiff& diff, const std::vector<ChangeSubject>& subjects) {
  const std::vector<std::string> all = change_lines(diff);
  std::vector<std::string> lines;
  for (size_t i = 0; i < all.size(); ++i) {
    const Change& change = diff.changes[i];
    if (std::ranges::find(subjects, change.kind.subject) == subjects.end()) {
      continue;
    }
    lines.push_back(std::string(level_name(change.level)) + ' ' + all[i]);
  }
  for (const auto& [mask, count] : diff.hidden) {
    lines.push_back(fmt::format("hidden {} {}", mask, count));
  }
  return lines;
}

void expect_mirrored(const PageDiff& diff, const PageDiff& opposite) {
  const PageDiff mirror = mirrored(diff);
  EXPECT_EQ(unordered(mirror), unordered(opposite));
  EXPECT_EQ(mirror.hidden, opposite.hidden);
}

void check_cases(std::span<const DiffCase> cases,
                 const std::vector<ChangeSubject>& subjects) {
  for (const DiffCase& c : cases) {
    SCOPED_TRACE(c.name);
    // Content that is empty is no page.
    const ScanResult before = scanned_page("<!doctype html>" + c.before);
    const ScanResult after = scanned_page("<!doctype html>" + c.after);
    const PageDiff diff = diff_results(before, after, {});
    EXPECT_EQ(case_lines(diff, subjects), c.changes);
    expect_mirrored(diff, diff_results(after, before, {}));
    for (const ScanResult* page : {&before, &after}) {
      const PageDiff itself = diff_results(*page, *page, {});
      EXPECT_EQ(change_lines(itself), std::vector<std::string>());
      EXPECT_TRUE(itself.hidden.empty());
    }
  }
}

}  // namespace pagescan
