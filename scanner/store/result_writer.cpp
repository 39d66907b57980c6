#include "scanner/store/result_writer.h"

#include <utility>

namespace pagescan {

ResultWriter::ResultWriter(ResultStore& store, const WriterOptions& options,
                           OnWritten on_written, OnFailure on_failure)
    : store_(store),
      options_(options),
      on_written_(std::move(on_written)),
      on_failure_(std::move(on_failure)),
      thread_([this] { run(); }) {}

ResultWriter::~ResultWriter() {
  if (thread_.joinable()) static_cast<void>(finish(false));
}

void ResultWriter::add(uint64_t ordinal, FinishedTarget&& finished) {
  std::unique_lock lock(mutex_);
  wrote_something_.wait(lock, [this] {
    return added_bytes_ < kMaxUnwrittenBytes || error_.has_value();
  });
  if (error_) return;
  added_bytes_ += finished.report.size() + finished.json.size();
  added_.push_back({ordinal, std::move(finished)});
  if (added_.size() == 1 || added_bytes_ >= kGroupBytes) {
    added_something_.notify_one();
  }
}

Result<void> ResultWriter::finish(bool with_gaps) {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
    with_gaps_ = with_gaps;
  }
  added_something_.notify_one();
  thread_.join();
  if (error_) return tl::unexpected(*error_);
  return {};
}

void ResultWriter::run() {
  while (true) {
    std::deque<Added> added = take_added();
    const bool is_last = added.empty();
    if (auto written = write(std::move(added)); !written) {
      give_up(written.error());
      return;
    }
    if (is_last) return;
  }
}

/// What was added, once it is a group; nothing where all is written at the end.
std::deque<ResultWriter::Added> ResultWriter::take_added() {
  std::unique_lock lock(mutex_);
  added_something_.wait(lock, [this] { return is_ending_ || !added_.empty(); });
  added_something_.wait_for(lock, options_.group_time, [this] {
    return is_ending_ || added_bytes_ >= kGroupBytes;
  });
  added_bytes_ = 0;
  wrote_something_.notify_all();
  return std::exchange(added_, {});
}

Result<void> ResultWriter::write(std::deque<Added>&& added) {
  const bool is_last = added.empty();
  std::vector<FinishedTarget> group;
  if (auto gathered = gather(std::move(added), group); !gathered) {
    return gathered;
  }
  if (is_last && with_gaps_) {
    if (auto rest = take_in_turn(&ReorderBuffer::next_past_gap, group); !rest)
      return rest;
  }
  return commit(group);
}

Result<void> ResultWriter::gather(std::deque<Added>&& added,
                                  std::vector<FinishedTarget>& group) {
  for (Added& one : added) {
    if (!options_.ordered) {
      group.push_back(std::move(one.finished));
      continue;
    }
    auto kept = reorder_.add(one.ordinal, std::move(one.finished));
    if (!kept) return kept;
    auto taken = take_in_turn(&ReorderBuffer::next, group);
    if (!taken) return taken;
  }
  return {};
}

/// One that was waited for may let a great many go, so they are written as they
/// come.
Result<void> ResultWriter::take_in_turn(TakeNext take_next,
                                        std::vector<FinishedTarget>& group) {
  size_t bytes = 0;
  while (true) {
    auto next = (reorder_.*take_next)();
    if (!next) return tl::unexpected(std::move(next).error());
    if (!*next) return {};
    bytes += (*next)->report.size() + (*next)->json.size();
    group.push_back(**std::move(next));
    if (bytes < kMaxUnwrittenBytes) continue;
    bytes = 0;
    if (auto committed = commit(group); !committed) return committed;
  }
}

Result<void> ResultWriter::commit(std::vector<FinishedTarget>& group) {
  if (group.empty()) return {};
  if (auto committed = store_.commit(group); !committed) return committed;
  on_written_(group);
  group.clear();
  return {};
}

void ResultWriter::give_up(const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    error_ = error;
    added_.clear();
  }
  wrote_something_.notify_all();
  on_failure_(error);
}

}  // namespace pagescan
