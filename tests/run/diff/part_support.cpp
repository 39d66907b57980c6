#include "tests/run/diff/part_support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pagescan {
namespace {

bool is_of(const Change& change, const std::vector<ChangeSubject>& subjects) {
  return std::ranges::find(subjects, change.kind.subject) != subjects.end();
}

std::string line_of(const Change& change) {
  return change_kind_name(change.kind) + ' ' + change.path + ' ' +
         change.before.value_or("(none)") + " -> " +
         change.after.value_or("(none)");
}

// All that the mirror keeps.
std::vector<std::string> mirror_lines(
    const PageDiff& diff, const std::vector<ChangeSubject>& subjects) {
  std::vector<std::string> lines;
  for (const Change& change : diff.changes) {
    if (!is_of(change, subjects)) continue;
    lines.push_back(line_of(change) + " | " + change.what + " | " +
                    change.fingerprint + " | " +
                    std::to_string(change.before_position.line) + ' ' +
                    std::to_string(change.after_position.line));
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace

std::vector<std::string> lines_of(const PageDiff& diff,
                                  const std::vector<ChangeSubject>& subjects) {
  std::vector<std::string> lines;
  for (const Change& change : diff.changes) {
    if (!is_of(change, subjects)) continue;
    lines.push_back(std::string(level_name(change.level)) + ' ' +
                    line_of(change));
  }
  return lines;
}

void expect_laws(const ScanResult& before, const ScanResult& after,
                 const std::vector<ChangeSubject>& subjects,
                 const DiffOptions& options) {
  for (const ScanResult* result : {&before, &after}) {
    const PageDiff self = diff_results(*result, *result, options);
    EXPECT_EQ(mirror_lines(self, subjects), std::vector<std::string>());
    EXPECT_TRUE(self.hidden.empty());
  }
  const PageDiff forth = diff_results(before, after, options);
  const PageDiff back = diff_results(after, before, options);
  EXPECT_EQ(mirror_lines(back, subjects),
            mirror_lines(mirrored(forth), subjects));
  EXPECT_EQ(back.hidden, forth.hidden);
}

DiffOptions without_mask(const std::string& name) {
  MaskOptions masks;
  masks.off = {name};
  DiffOptions options;
  options.masks = *Masks::make(masks);
  return options;
}

}  // namespace pagescan
