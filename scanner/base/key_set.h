// A set of 64-bit keys for millions of them in some 2 bytes of memory each: the
// latest stand in a hash table, the others sorted in runs of an unnamed
// temporary file, with a filter for each run in memory that says where a key is
// not. Where there is no room for the file, runs stay in memory.
//
// Keys must be spread evenly, as digests are: the filters use their bits as
// they are. Not thread-safe; a copy shares the file, and only one of them may
// be inserted into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

namespace pagescan {

class KeySet {
 public:
  KeySet();
  ~KeySet();
  KeySet(const KeySet&);
  KeySet& operator=(const KeySet&);
  KeySet(KeySet&&) noexcept;
  KeySet& operator=(KeySet&&) noexcept;

  /// False where the key is there already.
  bool insert(uint64_t key);
  bool contains(uint64_t key) const;
  size_t size() const { return in_runs_ + recent_.size(); }

 private:
  class File;
  class Run;

  bool is_in_runs(uint64_t key) const;
  void write_run();

  std::unordered_set<uint64_t> recent_;
  std::vector<std::shared_ptr<const Run>> runs_;
  std::shared_ptr<File> file_;
  size_t in_runs_ = 0;
};

}  // namespace pagescan
