#include "scanner/run/entry_reader.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace pagescan {
namespace {

/// How long the end waits for an entry that is being read: far longer than
/// parsing one takes, short for a person who waits for a pipe.
constexpr std::chrono::seconds kMaxWaitForEntry{1};

}  // namespace

struct EntryReader::Shared {
  NextEntry next;
  size_t capacity = 0;
  std::function<void()> notify;

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<NumberedEntry> entries;
  uint64_t count = 0;
  bool is_wanted = false;  // pop() found nothing
  bool is_stopped = false;
  bool has_read_all = false;
  bool has_ended = false;  // touches nothing but `mutex` any more

  void run();
  void read_all();
  void tell(std::unique_lock<std::mutex>& lock);
};

EntryReader::EntryReader(NextEntry next, size_t capacity,
                         std::function<void()> notify)
    : shared_(std::make_shared<Shared>()) {
  shared_->next = std::move(next);
  shared_->capacity = capacity;
  shared_->notify = std::move(notify);
  thread_ = std::thread([shared = shared_] { shared->run(); });
}

EntryReader::~EntryReader() {
  std::unique_lock lock(shared_->mutex);
  shared_->is_stopped = true;
  shared_->notify = nullptr;
  shared_->changed.notify_all();
  const bool has_ended = shared_->changed.wait_for(
      lock, kMaxWaitForEntry, [this] { return shared_->has_ended; });
  lock.unlock();
  if (has_ended) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

void EntryReader::Shared::run() {
  read_all();
  next = nullptr;
  const std::lock_guard lock(mutex);
  has_ended = true;
  changed.notify_all();
}

void EntryReader::Shared::read_all() {
  while (true) {
    std::optional<ListEntry> entry = next();
    std::unique_lock lock(mutex);
    if (!entry) {
      has_read_all = true;
      tell(lock);
      return;
    }
    changed.wait(lock,
                 [this] { return is_stopped || entries.size() < capacity; });
    if (is_stopped) return;
    entries.push_back({count++, *std::move(entry)});
    tell(lock);
  }
}

/// Tells whoever found nothing. Under the lock, so that the receiver is there.
void EntryReader::Shared::tell(std::unique_lock<std::mutex>& /*lock*/) {
  if (is_wanted && notify) notify();
  is_wanted = false;
}

std::optional<NumberedEntry> EntryReader::pop() {
  const std::lock_guard lock(shared_->mutex);
  if (shared_->entries.empty()) {
    shared_->is_wanted = true;
    return std::nullopt;
  }
  NumberedEntry entry = std::move(shared_->entries.front());
  shared_->entries.pop_front();
  // Waking for each would cost more than reading.
  if (shared_->entries.size() <= shared_->capacity / 2) {
    shared_->changed.notify_all();
  }
  return entry;
}

bool EntryReader::is_at_end() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->has_read_all && shared_->entries.empty();
}

uint64_t EntryReader::count() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->count;
}

bool EntryReader::has_read_all() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->has_read_all;
}

}  // namespace pagescan
