// The fetching thread of a batch: takes entries from the reader, starts them as
// the schedule allows, follows redirects, tries again, and hands what came back
// to the workers. One thread runs it; stop() and abort() are for any.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/fetch/content_gate.h"
#include "scanner/fetch/hop_chain.h"
#include "scanner/fetch/retry.h"
#include "scanner/fetch/transfer_pool.h"
#include "scanner/run/batch.h"
#include "scanner/run/entry_reader.h"
#include "scanner/run/host_schedule.h"
#include "scanner/run/robots_cache.h"
#include "scanner/run/work_queue.h"

namespace pagescan {

class BatchFetch {
 public:
  /// All must outlive it. `pool` has the gate.
  BatchFetch(const BatchOptions& options, EntryReader& reader, WorkQueue& queue,
             TransferPool& pool, ContentGate& gate);
  ~BatchFetch();

  BatchEnd run();
  void stop();
  void abort();
  size_t in_flight() const { return in_flight_; }

 private:
  using Clock = std::chrono::steady_clock;
  using Time = Clock::time_point;
  using JobId = HostSchedule::JobId;

  /// One target, or a robots.txt, from its first request to its end.
  struct Job {
    JobId id = 0;
    NumberedEntry numbered;
    /// The origin whose robots.txt this fetches; "" for a target.
    std::string robots_origin;
    std::optional<Request> request;
    std::optional<HopChain> chain;
    TransferPool::Lease* lease = nullptr;
    std::string host;  // of the next or present hop
    Time hop_began{};
    unsigned attempts = 0;
    WallTime began;
  };

  void admit();
  void admit_entry(NumberedEntry&& numbered);
  void start_local();
  void start_jobs(Time now);
  bool start_job(Job& job, Time now);
  bool ask_robots(Job& job);
  void start_robots_job(const Url& url, const std::string& origin);
  void end_robots_job(Job& job, const FetchResult& result);
  void take_hop(TransferPool::Finished& finished);
  void end_attempt(Job& job, FetchResult&& result, Time now);
  void note_host(Job& job, const FetchResult& result, RetryAdvice advice,
                 Time now);
  bool try_again(Job& job, const FetchResult& result, RetryAdvice advice,
                 Time now);
  void finish(Job& job, FetchResult&& result);
  void refuse(Job& job, Error error);
  void refuse_parked();
  void drop_waiting();
  void cancel_all();

  bool has_slot(Time now);
  void count_stalled(Time now);
  void note_first_byte(const Hop& hop);
  std::chrono::milliseconds time_to_wait(Time now) const;
  bool is_done() const;
  Job& new_job();
  void free_job(Job& job);
  void let_go(Job& job);

  const BatchOptions& options_;
  EntryReader& reader_;
  WorkQueue& queue_;
  TransferPool& pool_;
  ContentGate& gate_;
  HostSchedule schedule_;
  RobotsCache robots_;
  std::vector<std::unique_ptr<Job>> jobs_;
  std::vector<JobId> free_jobs_;
  size_t live_jobs_ = 0;
  size_t leases_ = 0;
  /// Files and bad lines, which no host is asked for.
  std::deque<FetchedEntry> local_;
  std::optional<Time> deadline_;
  size_t stalled_ = 0;
  Time stalled_counted_{};
  double first_byte_ms_ = 0;  // of late
  std::atomic<bool> is_stopping_ = false;
  std::atomic<bool> is_aborting_ = false;
  bool has_dropped_waiting_ = false;
  std::atomic<size_t> in_flight_ = 0;
};

}  // namespace pagescan
