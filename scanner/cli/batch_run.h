// One run of `pagescan batch`: opens the lists and the store, sets the threads
// going, and on the main thread shows how far they are and heeds signals.
// docs/architecture.md draws the threads.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include "report/batch_summary.h"
#include "scanner/base/error.h"
#include "scanner/cli/batch_command.h"
#include "scanner/cli/batch_input.h"
#include "scanner/cli/batch_renderer.h"
#include "scanner/cli/console.h"
#include "scanner/cli/fail_on.h"
#include "scanner/cli/signals.h"
#include "scanner/run/batch.h"
#include "scanner/store/result_store.h"
#include "scanner/store/result_writer.h"

namespace pagescan {

class BatchRun {
 public:
  /// Both must outlive it.
  BatchRun(const BatchFlags& flags, Console& console);

  /// Everything that can be wrong with the flags, the lists and the output.
  Result<void> open(std::istream& in);
  /// Scans. An error is one of the output.
  Result<ExitCode> run();

 private:
  Result<void> tell_earlier_run();
  BatchEnd scan_all(ResultWriter& writer, SignalWaiter& signals);
  void watch(Batch& batch, SignalWaiter& signals);
  void end_early(Batch& batch);
  void take(BatchItem&& item, ResultWriter& writer);
  void tell(const BatchItem& item);
  void note_findings(const ScanResult& result);
  void count(std::span<const FinishedTarget> group);
  Result<ExitCode> finish(BatchEnd end);
  Result<void> write_summary();

  const BatchFlags& flags_;
  Console& console_;
  const std::chrono::steady_clock::time_point began_;
  BatchOptions options_;
  std::optional<FailOn> fail_on_;
  std::optional<BatchRenderer> renderer_;
  std::optional<ResultStore> store_;
  std::shared_ptr<BatchInput> input_;
  std::optional<uint64_t> total_;

  // Of the writing thread while there is one.
  BatchSummary summary_;
  ExitCode worst_ = ExitCode::kClean;

  std::mutex findings_mutex_;
  FindingGroups findings_;  // of the threads that analyse

  std::optional<Error> error_;  // of the batch itself
  uint64_t done_before_ = 0;
  unsigned interrupts_ = 0;
  std::atomic<uint64_t> done_ = 0;
  std::atomic<uint64_t> failed_ = 0;
  std::atomic<uint64_t> bad_lines_ = 0;
  std::atomic<bool> has_write_failed_ = false;
};

}  // namespace pagescan
