#include "scanner/run/diff/change.h"

#include <algorithm>
#include <utility>

namespace pagescan {

std::string change_kind_name(ChangeKind kind) {
  std::string name(kChangeSubjectNames[static_cast<size_t>(kind.subject)]);
  name += '_';
  name += kChangeActionNames[static_cast<size_t>(kind.action)];
  return name;
}

std::optional<Level> worst_level(const PageDiff& diff) {
  std::optional<Level> worst;
  for (const Change& change : diff.changes) {
    worst = worst ? std::max(*worst, change.level) : change.level;
  }
  return worst;
}

PageDiff mirrored(PageDiff diff) {
  std::swap(diff.before_time, diff.after_time);
  for (Change& change : diff.changes) {
    std::swap(change.before, change.after);
    std::swap(change.before_position, change.after_position);
    ChangeAction& action = change.kind.action;
    if (action == ChangeAction::kAdded) {
      action = ChangeAction::kRemoved;
    } else if (action == ChangeAction::kRemoved) {
      action = ChangeAction::kAdded;
    }
  }
  return diff;
}

}  // namespace pagescan
