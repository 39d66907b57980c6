#include "scanner/run/diff/change_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace pagescan {

void ChangeList::add(Change change) {
  if (const std::string* ignored = masks_.ignoring(change.path)) {
    ++diff_.hidden["ignored " + *ignored];
    return;
  }
  if (diff_.changes.size() >= max_changes_) {
    ++dropped_;
    return;
  }
  diff_.changes.push_back(std::move(change));
}

bool ChangeList::same(std::string_view before, std::string_view after,
                      MaskContext context) {
  if (before == after) return true;
  const MaskedText old_text = masks_.apply(before, context);
  if (old_text.used.empty()) return false;
  const MaskedText new_text = masks_.apply(after, context);
  if (old_text.text != new_text.text) return false;
  std::vector<MaskIndex> used;
  std::ranges::set_union(old_text.used, new_text.used,
                         std::back_inserter(used));
  for (const MaskIndex mask : used) ++diff_.hidden[masks_.name(mask)];
  return true;
}

void ChangeList::compare(Change change,
                         const std::optional<std::string>& before,
                         const std::optional<std::string>& after,
                         MaskContext context) {
  if (!before && !after) return;
  if (before && after && same(*before, *after, context)) return;
  change.before = before;
  change.after = after;
  add(std::move(change));
}

bool ChangeList::hide(std::string_view mask) {
  if (!masks_.is_on(mask)) return false;
  ++diff_.hidden[std::string(mask)];
  return true;
}

void ChangeList::finish() {
  if (dropped_ == 0) return;
  diff_.truncated.push_back(
      {"changes", max_changes_,
       fmt::format("{} more are not listed; raise --max-changes", dropped_)});
}

}  // namespace pagescan
