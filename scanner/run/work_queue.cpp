#include "scanner/run/work_queue.h"

#include <utility>

namespace pagescan {

WorkQueue::WorkQueue(std::function<void()> notify_room)
    : notify_room_(std::move(notify_room)) {}

void WorkQueue::push(FetchedEntry&& work) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
    ++unfinished_;
  }
  changed_.notify_one();
}

std::optional<FetchedEntry> WorkQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_closed_ || !waiting_.empty(); });
  if (waiting_.empty()) return std::nullopt;
  FetchedEntry work = std::move(waiting_.front());
  waiting_.pop_front();
  return work;
}

void WorkQueue::finished() {
  bool tells = false;
  {
    const std::lock_guard lock(mutex_);
    --unfinished_;
    tells = std::exchange(is_room_wanted_, false);
  }
  if (tells) notify_room_();
}

void WorkQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_all();
}

void WorkQueue::drop() {
  {
    const std::lock_guard lock(mutex_);
    unfinished_ -= waiting_.size();
    waiting_.clear();
    is_closed_ = true;
  }
  changed_.notify_all();
}

bool WorkQueue::has_room(size_t limit) {
  const std::lock_guard lock(mutex_);
  if (unfinished_ < limit) return true;
  is_room_wanted_ = true;
  return false;
}

size_t WorkQueue::size() const {
  const std::lock_guard lock(mutex_);
  return unfinished_;
}

}  // namespace pagescan
