#include "scanner/base/key_set.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace pagescan {
namespace {

constexpr size_t kRunKeys = 16'384;

// 16 bits a key, of which each sets 4: one of 400 keys passes a filter without
// being in its run.
constexpr size_t kFilterBits = kRunKeys * 16;
constexpr unsigned kBitsOfPosition = 16;
constexpr unsigned kPositions = 4;
static_assert(kFilterBits == size_t{4} << kBitsOfPosition);

// The filter is of as many parts as a key has positions.
size_t position(uint64_t key, unsigned i) {
  const auto slice = static_cast<uint16_t>(key >> (i * kBitsOfPosition));
  return (size_t{i} << kBitsOfPosition) + slice;
}

}  // namespace

/// Appended to and read at any place; gone when closed.
class KeySet::File {
 public:
  File() : file_(std::tmpfile()) {}
  ~File() {
    if (file_ != nullptr) std::fclose(file_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Where the keys stand now; nothing where they can't be written.
  std::optional<off_t> append(const std::vector<uint64_t>& keys) {
    if (file_ == nullptr) return std::nullopt;
    const size_t bytes = keys.size() * sizeof keys[0];
    const ssize_t written = ::pwrite(fileno(file_), keys.data(), bytes, end_);
    if (written != static_cast<ssize_t>(bytes)) return std::nullopt;
    return std::exchange(end_, end_ + written);
  }

  std::optional<uint64_t> read(off_t offset) const {
    uint64_t key = 0;
    if (::pread(fileno(file_), &key, sizeof key, offset) != sizeof key) {
      return std::nullopt;
    }
    return key;
  }

 private:
  std::FILE* file_;
  off_t end_ = 0;
};

/// Immutable.
class KeySet::Run {
 public:
  Run(std::vector<uint64_t> sorted, std::shared_ptr<File> file)
      : size_(sorted.size()), filter_(kFilterBits / 64) {
    for (const uint64_t key : sorted) {
      for (unsigned i = 0; i < kPositions; ++i) {
        const size_t bit = position(key, i);
        filter_[bit / 64] |= uint64_t{1} << bit % 64;
      }
    }
    if (const auto offset = file->append(sorted)) {
      offset_ = *offset;
      file_ = std::move(file);
    } else {
      in_memory_ = std::move(sorted);
    }
  }

  bool contains(uint64_t key) const {
    for (unsigned i = 0; i < kPositions; ++i) {
      const size_t bit = position(key, i);
      if ((filter_[bit / 64] >> bit % 64 & 1) == 0) return false;
    }
    return file_ ? is_in_file(key)
                 : std::ranges::binary_search(in_memory_, key);
  }

 private:
  bool is_in_file(uint64_t key) const {
    size_t first = 0;
    size_t count = size_;
    while (count > 0) {
      const size_t half = count / 2;
      const auto at = offset_ + static_cast<off_t>((first + half) * sizeof key);
      const std::optional<uint64_t> found = file_->read(at);
      // A disk that does not give back what it took: rather done twice than
      // not at all.
      if (!found) return false;
      if (*found == key) return true;
      if (*found < key) {
        first += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    return false;
  }

  size_t size_;
  std::vector<uint64_t> filter_;
  std::shared_ptr<File> file_;
  off_t offset_ = 0;
  std::vector<uint64_t> in_memory_;  // where there is no file
};

KeySet::KeySet() = default;
KeySet::~KeySet() = default;
KeySet::KeySet(const KeySet&) = default;
KeySet& KeySet::operator=(const KeySet&) = default;
KeySet::KeySet(KeySet&&) noexcept = default;
KeySet& KeySet::operator=(KeySet&&) noexcept = default;

bool KeySet::is_in_runs(uint64_t key) const {
  return std::ranges::any_of(
      runs_, [key](const auto& run) { return run->contains(key); });
}

bool KeySet::contains(uint64_t key) const {
  return recent_.contains(key) || is_in_runs(key);
}

bool KeySet::insert(uint64_t key) {
  if (is_in_runs(key)) return false;
  if (!recent_.insert(key).second) return false;
  if (recent_.size() == kRunKeys) write_run();
  return true;
}

void KeySet::write_run() {
  if (!file_) file_ = std::make_shared<File>();
  std::vector<uint64_t> sorted(recent_.begin(), recent_.end());
  std::ranges::sort(sorted);
  runs_.push_back(std::make_shared<const Run>(std::move(sorted), file_));
  in_runs_ += recent_.size();
  recent_.clear();
}

}  // namespace pagescan
