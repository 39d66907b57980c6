// Scans every target of a list: one thread reads the list, one fetches, some
// parse and analyse. Knows no files and no formats: entries come from a
// function, results go to one.
//
// Every queue between the threads is bounded, and a slow receiver of results
// slows the fetching down, so a list of a million takes the memory of a list of
// a hundred.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "scanner/run/host_schedule.h"
#include "scanner/run/list_entry.h"
#include "scanner/run/pipeline.h"
#include "scanner/run/scan_result.h"
#include "scanner/run/target_outcome.h"

namespace pagescan {

inline constexpr size_t kDefaultConcurrency = 64;
inline constexpr unsigned kDefaultRetries = 2;
inline constexpr std::chrono::seconds kDefaultMaxRetryAfter{120};
inline constexpr size_t kDefaultReadAhead = 4096;
inline constexpr size_t kDefaultMaxStalled = 1024;
inline constexpr size_t kDefaultMaxWaitingBytes = size_t{64} << 20;

struct BatchOptions {
  ScanOptions scan;
  /// Targets being fetched or waiting for a worker, at once.
  size_t concurrency = kDefaultConcurrency;
  /// Threads that parse and analyse; 0: one for each processor.
  size_t workers = 0;
  HostLimits hosts;
  /// Further attempts at a target, where one is worth it.
  unsigned retries = kDefaultRetries;
  /// A host that asks for a longer pause is given up instead.
  std::chrono::seconds max_retry_after = kDefaultMaxRetryAfter;
  /// Obey robots.txt (RFC 9309).
  bool robots = false;
  /// For the whole batch; what is under way then is broken off.
  std::optional<std::chrono::milliseconds> deadline;
  /// Entries read before they can be started, so that other hosts have a turn.
  size_t read_ahead = kDefaultReadAhead;
  /// Transfers that wait for a silent server beside those of `concurrency`.
  size_t max_stalled = kDefaultMaxStalled;
  /// Content received and not yet analysed.
  size_t max_waiting_bytes = kDefaultMaxWaitingBytes;
};

/// A target that was done with, one way or another.
struct BatchItem {
  uint64_t ordinal = 0;  // from 0, in the order of the list
  ListEntry entry;
  ScanResult result;
  TargetOutcome outcome;
};

enum class BatchEnd { kDone, kStopped, kDeadline };

/// Of a moment.
struct BatchProgress {
  uint64_t read = 0;      // entries taken from the list
  size_t in_flight = 0;   // being fetched
  size_t at_workers = 0;  // fetched, not analysed
  bool read_all = false;
};

class Batch {
 public:
  /// The next entry of the list, nothing at its end. Called by one thread of
  /// the batch, and may block.
  using NextEntry = std::function<std::optional<ListEntry>()>;
  /// Takes what was done. Called by several threads at once, and may block.
  using TakeItem = std::function<void(BatchItem&&)>;

  Batch(BatchOptions options, NextEntry next, TakeItem take);
  ~Batch();

  /// Returns when every entry that was started is done with, or kInternal
  /// where fetching can't even begin. Once.
  Result<BatchEnd> run();

  /// Starts nothing more; what is under way ends in its own time. Any thread.
  void stop();
  /// The same, and breaks off what is under way. Any thread.
  void abort();

  BatchProgress progress() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pagescan
