#include "scanner/cli/batch_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "report/escape.h"
#include "scanner/cli/output.h"

namespace pagescan {
namespace {

using Clock = std::chrono::steady_clock;

/// Bad lines are told one by one up to here; the summary counts them all.
constexpr uint64_t kMaxBadLinesTold = 100;

/// Progress is looked at this often.
constexpr std::chrono::milliseconds kWatchInterval{200};

/// What must not change between a run and the one that goes on with it.
std::string run_identity(const BatchFlags& flags) {
  std::string identity = fmt::format(
      "shard {}\nformat {}\nfields {}\nordered {}\nredact {}",
      flags.shard.empty() ? "1/1" : flags.shard, flags.format,
      flags.fields.empty() ? "all" : flags.fields, flags.ordered ? "yes" : "no",
      flags.target.redact ? "yes" : "no");
  // Part of a run in one history and part in another are in none.
  if (!flags.store.empty()) {
    std::error_code ignored;
    const auto path = std::filesystem::weakly_canonical(
        std::filesystem::absolute(flags.store, ignored), ignored);
    identity += "\nstore " + path.string();
  }
  return identity;
}

WriterOptions writer_options(const BatchFlags& flags) {
  WriterOptions options;
  options.ordered = flags.ordered;
  const bool compresses =
      flags.output.ends_with(".gz") || flags.output.ends_with(".zst");
  if (compresses) options.group_time = kCompressedGroupTime;
  return options;
}

}  // namespace

BatchRun::BatchRun(const BatchFlags& flags, Console& console)
    : flags_(flags), console_(console), began_(Clock::now()) {}

Result<void> BatchRun::open(std::istream& in) {
  Result<BatchOptions> options = batch_options(flags_);
  if (!options) return tl::unexpected(std::move(options).error());
  options_ = *std::move(options);
  const Result<RuleOptions> rules =
      rule_options(flags_.target.rules, flags_.target.max_findings);
  if (!rules) return tl::unexpected(rules.error());
  for (const std::string& warning : rules->warnings) {
    console_.warn(for_terminal(warning));
  }
  rules->apply_to(options_.scan);
  Result<FailOn> fail_on = FailOn::parse(flags_.fail_on, rules->threshold);
  if (!fail_on) return tl::unexpected(std::move(fail_on).error());
  fail_on_ = *std::move(fail_on);
  Result<BatchRenderer> renderer = BatchRenderer::create(flags_);
  if (!renderer) return tl::unexpected(std::move(renderer).error());
  renderer_.emplace(*std::move(renderer));
  Result<ResultStore> store =
      ResultStore::open({flags_.output, flags_.output_dir, flags_.resume,
                         run_identity(flags_), flags_.store});
  if (!store) return tl::unexpected(std::move(store).error());
  store_.emplace(*std::move(store));
  auto input = BatchInput::open(flags_, options_.scan, store_->finished(), in);
  if (!input) return tl::unexpected(std::move(input).error());
  input_ = *std::move(input);
  if (console_.is_terminal()) total_ = count_entries(flags_.lists);
  return tell_earlier_run();
}

Result<void> BatchRun::tell_earlier_run() {
  for (const std::string& repair : store_->repairs()) {
    console_.warn(for_terminal(repair));
  }
  auto replayed = store_->replay([this](const TargetOutcome& outcome) {
    summary_.add_done_before(outcome);
    worst_ = graver(worst_, fail_on_->judge(outcome));
    ++done_;
    if (outcome.error) ++failed_;
  });
  done_before_ = done_;
  if (replayed && done_ > 0) {
    console_.info(fmt::format("{} targets were finished before", done_.load()));
  }
  return replayed;
}

Result<ExitCode> BatchRun::run() {
  SignalWaiter signals;
  ResultWriter writer(
      *store_, writer_options(flags_),
      [this](std::span<const FinishedTarget> group) { count(group); },
      [this, &signals](const Error&) {
        has_write_failed_ = true;
        signals.done();
      });
  const BatchEnd end = scan_all(writer, signals);
  // Without a journal nobody comes back for what waits for its turn.
  auto written = writer.finish(/*with_gaps=*/!store_->can_be_resumed());
  if (!written) return tl::unexpected(std::move(written).error());
  if (error_) return tl::unexpected(*std::move(error_));
  return finish(end);
}

BatchEnd BatchRun::scan_all(ResultWriter& writer, SignalWaiter& signals) {
  Batch batch(
      options_, [input = input_] { return input->next(); },
      [this, &writer](BatchItem&& item) { take(std::move(item), writer); });
  BatchEnd end = BatchEnd::kStopped;
  std::thread runner([&] {
    Result<BatchEnd> ended = batch.run();
    if (ended) {
      end = *ended;
    } else {
      error_ = std::move(ended).error();
    }
    signals.done();
  });
  watch(batch, signals);
  runner.join();
  return end;
}

void BatchRun::watch(Batch& batch, SignalWaiter& signals) {
  while (true) {
    const Wake wake = signals.wait(kWatchInterval);
    if (wake == Wake::kDone) break;
    if (wake == Wake::kSignal) end_early(batch);
    const BatchProgress progress = batch.progress();
    ProgressCounts counts;
    counts.done = done_;
    counts.failed = failed_;
    counts.in_flight = progress.in_flight;
    counts.total = total_;
    if (progress.read_all) counts.total = progress.read + done_before_;
    console_.progress(counts);
  }
  if (has_write_failed_) batch.abort();
}

/// The first signal lets what is under way finish; the second leaves at once,
/// as a kill would, which the journal is made for.
void BatchRun::end_early(Batch& batch) {
  if (++interrupts_ > 1) std::_Exit(static_cast<int>(ExitCode::kNotScanned));
  console_.warn(
      "stopping: what is under way is finished first (once more to leave at "
      "once)");
  batch.stop();
}

void BatchRun::take(BatchItem&& item, ResultWriter& writer) {
  renderer_->redact(item);
  tell(item);
  note_findings(item.result);
  const uint64_t ordinal = item.ordinal;
  writer.add(ordinal, renderer_->render(std::move(item)));
}

void BatchRun::tell(const BatchItem& item) {
  if (item.result.errors.empty()) return;
  const std::string message =
      for_terminal(item.result.errors.front().error.message);
  if (!item.outcome.is_bad_line) {
    console_.info(message);
    return;
  }
  const uint64_t told = bad_lines_++;
  if (told > kMaxBadLinesTold) return;
  if (told == kMaxBadLinesTold) {
    console_.warn("more bad lines are counted, but not told");
    return;
  }
  console_.warn(fmt::format("{}:{}: {}", for_terminal(item.result.task.list),
                            item.result.task.line, message));
}

void BatchRun::note_findings(const ScanResult& result) {
  if (result.findings.empty()) return;
  const std::lock_guard lock(findings_mutex_);
  findings_.add(result.findings,
                result.page.url.empty() ? result.task.url : result.page.url);
}

void BatchRun::count(std::span<const FinishedTarget> group) {
  for (const FinishedTarget& finished : group) {
    summary_.add(finished.outcome);
    worst_ = graver(worst_, fail_on_->judge(finished.outcome));
    ++done_;
    if (finished.outcome.error) ++failed_;
  }
}

Result<ExitCode> BatchRun::finish(BatchEnd end) {
  auto closed =
      end == BatchEnd::kDone ? store_->close_complete() : store_->close();
  if (!closed) return tl::unexpected(std::move(closed).error());
  if (end != BatchEnd::kDone) {
    const uint64_t done_now = done_ - done_before_;
    const uint64_t given = input_->given();
    summary_.set_not_reached(given - std::min(given, done_now));
    worst_ = graver(worst_, ExitCode::kNotScanned);
    console_.warn(fmt::format(
        "{} before the end of the list{}",
        end == BatchEnd::kDeadline ? "the deadline came" : "stopped",
        store_->can_be_resumed() ? "; --resume goes on from here" : ""));
  }
  summary_.set_findings(std::move(findings_));
  summary_.set_duplicates(input_->duplicates());
  summary_.set_elapsed_seconds(
      std::chrono::duration<double>(Clock::now() - began_).count());
  if (auto written = write_summary(); !written) {
    return tl::unexpected(std::move(written).error());
  }
  return worst_;
}

Result<void> BatchRun::write_summary() {
  if (!flags_.quiet) {
    std::string text;
    write_summary_text(summary_, text);
    console_.print(text);
  }
  if (flags_.summary.empty()) return {};
  Result<Output> file = Output::open(flags_.summary);
  if (!file) return tl::unexpected(std::move(file).error());
  std::string json;
  write_summary_json(summary_, json);
  if (auto written = file->write(json); !written) return written;
  return file->close();
}

}  // namespace pagescan
