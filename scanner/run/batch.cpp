#include "scanner/run/batch.h"

#include <algorithm>
#include <mutex>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "scanner/fetch/content_gate.h"
#include "scanner/fetch/fetcher.h"
#include "scanner/fetch/transfer_pool.h"
#include "scanner/run/batch_fetch.h"
#include "scanner/run/entry_reader.h"
#include "scanner/run/expect.h"
#include "scanner/run/work_queue.h"

namespace pagescan {
namespace {

constexpr size_t kMinConnections = 128;

TargetOutcome outcome_of(const FetchedEntry& work, const ScanResult& result) {
  const ListEntry& entry = work.numbered.entry;
  TargetOutcome outcome;
  outcome.key = entry.key;
  outcome.is_bad_line = !entry.parsed.has_value();
  if (entry.parsed && entry.parsed->kind == TargetKind::kUrl) {
    outcome.host = entry.parsed->url->host();
  }
  outcome.status = result.page.status;
  if (!result.errors.empty()) outcome.error = result.errors.front().error.code;
  outcome.unmet_expectations = static_cast<unsigned>(std::ranges::count_if(
      result.expectations, [](const auto& e) { return !e.met; }));
  outcome.worst_finding = worst_level(result.findings);
  outcome.attempts = work.attempts;
  if (result.response) {
    for (const Hop& hop : result.response->hops)
      outcome.bytes += hop.wire_bytes;
    outcome.milliseconds = result.response->timing.total_ms;
  }
  return outcome;
}

ScanResult scan_local(const Target& target, const ScanOptions& options) {
  if (target.kind == TargetKind::kStandardInput) {
    return failed_target(
        target.submitted,
        {ErrorCode::kInvalidRow,
         "standard input can't be a page of a list (name a file)"});
  }
  Fetcher unused;
  std::istringstream no_input;
  return scan_target(target, options, unused, no_input);
}

}  // namespace

class Batch::Impl {
 public:
  Impl(BatchOptions options, NextEntry next, TakeItem take)
      : options_(std::move(options)),
        next_(std::move(next)),
        take_(std::move(take)),
        gate_(options_.max_waiting_bytes),
        queue_([this] { pool_->wake(); }) {}

  Result<BatchEnd> run();
  void stop();
  void abort();
  BatchProgress progress() const;

 private:
  void show(BatchFetch* fetch);
  bool is_aborting() const;
  void work();
  ScanResult analyse(FetchedEntry& work);

  const BatchOptions options_;
  NextEntry next_;
  TakeItem take_;
  ContentGate gate_;
  std::unique_ptr<TransferPool> pool_;
  WorkQueue queue_;
  std::unique_ptr<EntryReader> reader_;
  // Of these, other threads see what stands while they hold the lock.
  mutable std::mutex mutex_;
  BatchFetch* fetch_ = nullptr;
  bool asks_to_stop_ = false;
  bool asks_to_abort_ = false;
};

/// Two threads read the list and fetch; the others are here.
Result<BatchEnd> Batch::Impl::run() {
  TransferPoolOptions pool_options;
  pool_options.resolve = options_.scan.resolve;
  // Idle ones included, or hosts would lose theirs between two pages.
  pool_options.max_connections =
      std::max(2 * options_.concurrency, kMinConnections);
  auto pool = TransferPool::create(pool_options, gate_);
  if (!pool) return tl::unexpected(std::move(pool).error());
  pool_ = *std::move(pool);
  // Entries read ahead wait with the jobs, so few need to wait here.
  constexpr size_t kEntriesAhead = 256;
  reader_ = std::make_unique<EntryReader>(std::move(next_), kEntriesAhead,
                                          [this] { pool_->wake(); });
  const size_t workers =
      options_.workers > 0
          ? options_.workers
          : std::max<size_t>(std::thread::hardware_concurrency(), 1);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < workers; ++i) {
    threads.emplace_back([this] { work(); });
  }
  BatchFetch fetch(options_, *reader_, queue_, *pool_, gate_);
  show(&fetch);
  const BatchEnd end = fetch.run();
  show(nullptr);
  if (is_aborting()) {
    queue_.drop();
  } else {
    queue_.close();
  }
  for (std::thread& thread : threads) thread.join();
  return end;
}

/// Lets other threads see what fetches, and passes on what they asked before.
void Batch::Impl::show(BatchFetch* fetch) {
  const std::lock_guard lock(mutex_);
  fetch_ = fetch;
  if (fetch == nullptr) return;
  if (asks_to_stop_) fetch->stop();
  if (asks_to_abort_) fetch->abort();
}

bool Batch::Impl::is_aborting() const {
  const std::lock_guard lock(mutex_);
  return asks_to_abort_;
}

void Batch::Impl::stop() {
  const std::lock_guard lock(mutex_);
  asks_to_stop_ = true;
  if (fetch_ != nullptr) fetch_->stop();
}

/// Workers that are stuck in what takes the results end with it.
void Batch::Impl::abort() {
  const std::lock_guard lock(mutex_);
  asks_to_abort_ = true;
  if (fetch_ != nullptr) fetch_->abort();
}

void Batch::Impl::work() {
  while (std::optional<FetchedEntry> work = queue_.pop()) {
    BatchItem item;
    item.ordinal = work->numbered.ordinal;
    item.result = analyse(*work);
    item.outcome = outcome_of(*work, item.result);
    item.entry = std::move(work->numbered.entry);
    work.reset();
    take_(std::move(item));
    queue_.finished();
  }
}

ScanResult Batch::Impl::analyse(FetchedEntry& work) {
  const ListEntry& entry = work.numbered.entry;
  ScanResult result;
  if (work.fetched) {
    const size_t bytes = work.fetched->response.content.size();
    result =
        scan_fetched(*entry.parsed, options_.scan, *std::move(work.fetched));
    gate_.remove(bytes);
    if (gate_.has_refused()) pool_->wake();
  } else if (work.refused) {
    result = failed_target(entry.target, std::move(work.refused->error));
    result.errors.front().stage = work.refused->stage;
  } else {
    result = scan_local(*entry.parsed, options_.scan);
  }
  result.task.time = work.began;
  result.task.id = entry.id;
  result.task.list = entry.list;
  result.task.line = entry.line;
  result.task.attempts = work.attempts;
  result.expectations = check_expectations(entry.expectations, result);
  return result;
}

BatchProgress Batch::Impl::progress() const {
  BatchProgress progress;
  const std::lock_guard lock(mutex_);
  if (fetch_ == nullptr) return progress;
  progress.read = reader_->count();
  progress.read_all = reader_->has_read_all();
  progress.in_flight = fetch_->in_flight();
  progress.at_workers = queue_.size();
  return progress;
}

Batch::Batch(BatchOptions options, NextEntry next, TakeItem take)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(next),
                                   std::move(take))) {}
Batch::~Batch() = default;

Result<BatchEnd> Batch::run() { return impl_->run(); }
void Batch::stop() { impl_->stop(); }
void Batch::abort() { impl_->abort(); }
BatchProgress Batch::progress() const { return impl_->progress(); }

}  // namespace pagescan
