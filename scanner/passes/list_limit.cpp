#include "scanner/passes/list_limit.h"

#include <fmt/format.h>

#include <algorithm>

namespace pagescan {

void ListLimit::note_full_list(Bound bound) {
  const bool noted =
      std::any_of(facts_.truncated.begin(), facts_.truncated.end(),
                  [this](const TruncationNote& t) { return t.what == what_; });
  if (noted) return;
  const size_t items = input_.limits.max_items;
  if (bound == Bound::kItems) {
    facts_.truncated.push_back(
        {what_, items,
         fmt::format("only the first {} are listed; raise --max-items",
                     items)});
  } else {
    facts_.truncated.push_back(
        {what_, kMaxListBytes,
         fmt::format("the list ends at {} bytes of text", kMaxListBytes)});
  }
}

}  // namespace pagescan
