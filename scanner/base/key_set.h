// A set of 64-bit keys for millions of them in little more than their own
// size: most stand sorted in one vector, the latest in a hash table that is
// merged into it now and then. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace pagescan {

class KeySet {
 public:
  /// False where the key is there already.
  bool insert(uint64_t key);
  bool contains(uint64_t key) const;
  size_t size() const { return sorted_.size() + recent_.size(); }

 private:
  void merge_recent();

  std::vector<uint64_t> sorted_;
  std::unordered_set<uint64_t> recent_;
};

}  // namespace pagescan
