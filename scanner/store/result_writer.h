// The one thread that writes: takes finished targets from any thread, in groups
// that become durable together, and tells when they have. Bounded: whoever adds
// waits while the disk is behind.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/store/reorder_buffer.h"
#include "scanner/store/result_store.h"

namespace pagescan {

/// Reports that wait to be written.
inline constexpr size_t kMaxUnwrittenBytes = size_t{8} << 20;

/// How long a group is gathered, unless it is large before: what a kill may
/// cost is done again.
inline constexpr std::chrono::milliseconds kGroupTime{20};
inline constexpr size_t kGroupBytes = size_t{1} << 20;
/// The same where each group ends a compressed frame, which small ones bloat.
inline constexpr std::chrono::milliseconds kCompressedGroupTime{1000};

struct WriterOptions {
  std::chrono::milliseconds group_time = kGroupTime;
  /// In the order of the list.
  bool ordered = false;
};

class ResultWriter {
 public:
  /// What was made durable; called by the writing thread.
  using OnWritten = std::function<void(std::span<const FinishedTarget>)>;
  /// Writing failed; nothing is written any more. Called once, likewise.
  using OnFailure = std::function<void(const Error&)>;

  /// `store` must outlive it.
  ResultWriter(ResultStore& store, const WriterOptions& options,
               OnWritten on_written, OnFailure on_failure);
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  /// Any thread; waits while too much is unwritten. After a failure it drops
  /// what it is given.
  void add(uint64_t ordinal, FinishedTarget&& finished);

  /// Writes what was added and ends the thread; the error that ended writing
  /// before, if one did. With `with_gaps`, what waits for a turn that does not
  /// come is written, too, and else given up.
  Result<void> finish(bool with_gaps);

 private:
  struct Added {
    uint64_t ordinal = 0;
    FinishedTarget finished;
  };

  void run();
  std::deque<Added> take_added();
  Result<void> write(std::deque<Added>&& added);
  Result<void> gather(std::deque<Added>&& added,
                      std::vector<FinishedTarget>& group);
  using TakeNext = Result<std::optional<FinishedTarget>> (ReorderBuffer::*)();
  Result<void> take_in_turn(TakeNext take_next,
                            std::vector<FinishedTarget>& group);
  Result<void> commit(std::vector<FinishedTarget>& group);
  void give_up(const Error& error);

  ResultStore& store_;
  const WriterOptions options_;
  OnWritten on_written_;
  OnFailure on_failure_;
  ReorderBuffer reorder_;  // of the writing thread

  std::mutex mutex_;
  std::condition_variable added_something_;
  std::condition_variable wrote_something_;
  std::deque<Added> added_;
  size_t added_bytes_ = 0;
  bool is_ending_ = false;
  bool with_gaps_ = false;
  std::optional<Error> error_;

  std::thread thread_;
};

}  // namespace pagescan
