// Tables of two pages and what changed from one to the other.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scanner/run/diff/change.h"

namespace pagescan {

struct DiffCase {
  const char* name;
  std::string before;  // HTML
  std::string after;
  /// "LEVEL KIND PATH before -> after" for each change, "hidden MASK COUNT" for
  /// each mask that hid some.
  std::vector<std::string> changes;
};

/// The lines of a diff, of these subjects only.
std::vector<std::string> case_lines(const PageDiff& diff,
                                    const std::vector<ChangeSubject>& subjects);

/// Checks that each case gives its changes of these subjects, the pages the
/// other way round their mirror, and no page a change from itself.
void check_cases(std::span<const DiffCase> cases,
                 const std::vector<ChangeSubject>& subjects);

/// The same changes in the opposite direction, whatever their order and levels.
void expect_mirrored(const PageDiff& diff, const PageDiff& opposite);

}  // namespace pagescan
