#include "scanner/base/key_set.h"

#include <algorithm>

namespace pagescan {
namespace {

// Merging costs a pass over all keys: seldom enough to be nothing beside what
// is done for each key, often enough for the table to stay small.
constexpr size_t kMinRecent = 4096;
constexpr size_t kShare = 16;

}  // namespace

bool KeySet::contains(uint64_t key) const {
  return recent_.contains(key) || std::ranges::binary_search(sorted_, key);
}

bool KeySet::insert(uint64_t key) {
  if (std::ranges::binary_search(sorted_, key)) return false;
  if (!recent_.insert(key).second) return false;
  if (recent_.size() >= std::max(kMinRecent, sorted_.size() / kShare)) {
    merge_recent();
  }
  return true;
}

void KeySet::merge_recent() {
  const size_t before = sorted_.size();
  sorted_.insert(sorted_.end(), recent_.begin(), recent_.end());
  recent_.clear();
  const auto middle = sorted_.begin() + static_cast<ptrdiff_t>(before);
  std::sort(middle, sorted_.end());
  std::inplace_merge(sorted_.begin(), middle, sorted_.end());
}

}  // namespace pagescan
