#include "scanner/passes/facts.h"

#include <fmt/format.h>

#include <algorithm>

namespace pagescan {

void note_full_list(const char* what, const PassInput& input, Facts& facts) {
  const bool noted =
      std::any_of(facts.truncated.begin(), facts.truncated.end(),
                  [what](const TruncationNote& t) { return t.what == what; });
  if (noted) return;
  facts.truncated.push_back(
      {what, input.limits.max_items,
       fmt::format("only the first {} are listed; raise --max-items",
                   input.limits.max_items)});
}

}  // namespace pagescan
