#include "scanner/run/diff/word_diff.h"

namespace pagescan {

std::vector<WordSpan> word_diff(std::string_view before,
                                std::string_view after) {
  std::vector<WordSpan> spans;
  if (!before.empty()) spans.push_back({WordSpan::Kind::kRemoved, before});
  if (!after.empty()) spans.push_back({WordSpan::Kind::kAdded, after});
  return spans;
}

}  // namespace pagescan
