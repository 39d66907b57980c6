// Between the thread that fetches and those that analyse: what was fetched, in
// order. Counts what is queued or being worked on, which is what the fetching
// thread keeps within its bounds. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "scanner/base/error.h"
#include "scanner/base/time.h"
#include "scanner/fetch/response.h"
#include "scanner/run/entry_reader.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// An entry and what came of fetching it.
struct FetchedEntry {
  NumberedEntry numbered;
  /// Nothing for files and for entries that were never asked for.
  std::optional<FetchResult> fetched;
  /// Why it was never asked for; files have none.
  std::optional<ScanError> refused;
  unsigned attempts = 0;
  WallTime began;
};

class WorkQueue {
 public:
  /// `notify_room` is called, by a worker, when there is room after
  /// has_room() had said no.
  explicit WorkQueue(std::function<void()> notify_room);

  void push(FetchedEntry&& work);
  /// Waits for work; nothing once closed and empty.
  std::optional<FetchedEntry> pop();
  /// What pop() gave has been dealt with.
  void finished();
  /// No more will come.
  void close();
  /// No more will come, and what waits is dropped.
  void drop();

  /// Whether fewer than `limit` are queued or being worked on.
  bool has_room(size_t limit);
  size_t size() const;

 private:
  std::function<void()> notify_room_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<FetchedEntry> waiting_;
  size_t unfinished_ = 0;
  bool is_closed_ = false;
  bool is_room_wanted_ = false;
};

}  // namespace pagescan
