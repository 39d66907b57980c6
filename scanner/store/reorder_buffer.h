// Puts what is finished in any order back into the order of the list. What
// waits for its turn is kept in memory up to a bound, and past it in an unnamed
// temporary file: one target that takes long holds nothing up. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>

#include "scanner/base/error.h"
#include "scanner/store/result_store.h"

namespace pagescan {

inline constexpr size_t kMaxReorderBytes = size_t{64} << 20;

class ReorderBuffer {
 public:
  explicit ReorderBuffer(size_t max_bytes = kMaxReorderBytes)
      : max_bytes_(max_bytes) {}

  /// Ordinals count from 0 and come once each. kOutputUnwritable where the
  /// temporary file can't be written.
  Result<void> add(uint64_t ordinal, FinishedTarget&& finished);

  /// The next one in order, if it is there.
  Result<std::optional<FinishedTarget>> next();

  /// The next one that is there, those missing before it passed over: for the
  /// end of a batch that was stopped.
  Result<std::optional<FinishedTarget>> next_past_gap();

  size_t size() const { return waiting_.size(); }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  struct Waiting {
    FinishedTarget finished;
    std::optional<uint64_t>
        offset;  // of the reports, where they are in the file
    size_t report_size = 0;
    size_t json_size = 0;

    size_t size() const { return report_size + json_size; }
  };

  Result<void> put_aside(Waiting& waiting);
  bool write(std::string& bytes);
  bool read(std::string& bytes, size_t size);
  Result<void> fetch_back(Waiting& waiting);

  size_t max_bytes_;
  size_t bytes_ = 0;
  uint64_t next_ = 0;
  std::map<uint64_t, Waiting> waiting_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  uint64_t file_end_ = 0;
  size_t in_file_ = 0;
};

}  // namespace pagescan
