#include "scanner/run/batch_fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pagescan {
namespace {

using namespace std::chrono_literals;

/// A server silent for longer than this lets another transfer start beside it:
/// so many times what answers take of late, within bounds. Where every eleventh
/// server is silent, each holds its slot for as long as that many good ones,
/// which makes the good ones take a quarter longer.
constexpr double kStallFactor = 2.5;
constexpr double kMinStallMs = 125;
constexpr double kMaxStallMs = 2000;
constexpr double kFirstByteMsAtStart = 250;

/// How often silent transfers are counted.
constexpr auto kStallCheck = 20ms;
/// What a batch that waits for nothing sleeps at most.
constexpr auto kIdleWait = 1000ms;

/// The first wait before another attempt, doubled by each next one, up to ...
constexpr std::chrono::milliseconds kFirstRetryWait{500};
constexpr unsigned kMaxRetryDoublings = 6;

ScanError fetch_error(Error error) { return {Stage::kFetch, std::move(error)}; }

Error host_unavailable(std::string_view host) {
  return {ErrorCode::kHostUnavailable,
          fmt::format("{}: not asked, because this host failed before too "
                      "often (try again later, or raise --host-failures)",
                      host)};
}

}  // namespace

BatchFetch::BatchFetch(const BatchOptions& options, EntryReader& reader,
                       WorkQueue& queue, TransferPool& pool, ContentGate& gate)
    : options_(options),
      reader_(reader),
      queue_(queue),
      pool_(pool),
      gate_(gate),
      schedule_(options.hosts,
                static_cast<uint64_t>(Clock::now().time_since_epoch().count())),
      first_byte_ms_(kFirstByteMsAtStart) {
  if (options.deadline) deadline_ = Clock::now() + *options.deadline;
}

BatchFetch::~BatchFetch() = default;

void BatchFetch::stop() {
  is_stopping_ = true;
  pool_.wake();
}

void BatchFetch::abort() {
  is_aborting_ = true;
  stop();
}

BatchEnd BatchFetch::run() {
  while (true) {
    const Time now = Clock::now();
    const bool is_late = deadline_ && now >= *deadline_;
    if (is_late || is_aborting_) {
      cancel_all();
      return is_aborting_ ? BatchEnd::kStopped : BatchEnd::kDeadline;
    }
    if (is_stopping_) {
      drop_waiting();
    } else {
      admit();
      start_local();
    }
    start_jobs(now);
    if (is_done()) return is_stopping_ ? BatchEnd::kStopped : BatchEnd::kDone;
    for (auto& finished : pool_.wait(time_to_wait(now))) take_hop(finished);
    refuse_parked();
    // Content that waits for a worker makes room in time; content of transfers
    // that are themselves held back never does.
    pool_.resume_paused(queue_.size() == 0);
    in_flight_ = pool_.active().size();
  }
}

bool BatchFetch::is_done() const {
  if (live_jobs_ > 0) return false;
  return is_stopping_ || (local_.empty() && reader_.is_at_end());
}

std::chrono::milliseconds BatchFetch::time_to_wait(Time now) const {
  Clock::duration wait = kIdleWait;
  if (const auto next = schedule_.next_time()) {
    wait = std::min(wait, *next - now);
  }
  if (deadline_) wait = std::min(wait, *deadline_ - now);
  const bool counts_stalled = schedule_.waiting() > 0;
  if (counts_stalled) wait = std::min<Clock::duration>(wait, kStallCheck);
  return std::chrono::ceil<std::chrono::milliseconds>(
      std::max(wait, Clock::duration::zero()));
}

void BatchFetch::admit() {
  while (live_jobs_ + local_.size() < options_.read_ahead) {
    std::optional<NumberedEntry> numbered = reader_.pop();
    if (!numbered) return;
    admit_entry(*std::move(numbered));
  }
}

void BatchFetch::admit_entry(NumberedEntry&& numbered) {
  const Result<Target>& target = numbered.entry.parsed;
  if (!target || target->kind != TargetKind::kUrl) {
    FetchedEntry work;
    if (!target) work.refused = {Stage::kTarget, target.error()};
    work.began = report_time();
    work.numbered = std::move(numbered);
    local_.push_back(std::move(work));
    return;
  }
  Job& job = new_job();
  job.host = target->url->host();
  job.began = report_time();
  job.numbered = std::move(numbered);
  schedule_.add(job.host, job.id);
}

void BatchFetch::start_local() {
  while (!local_.empty() && queue_.has_room(options_.concurrency)) {
    queue_.push(std::move(local_.front()));
    local_.pop_front();
  }
}

BatchFetch::Job& BatchFetch::new_job() {
  if (free_jobs_.empty()) {
    free_jobs_.push_back(jobs_.size());
    jobs_.push_back(std::make_unique<Job>());
  }
  const JobId id = free_jobs_.back();
  free_jobs_.pop_back();
  *jobs_[id] = Job();
  jobs_[id]->id = id;
  ++live_jobs_;
  return *jobs_[id];
}

void BatchFetch::free_job(Job& job) {
  let_go(job);
  free_jobs_.push_back(job.id);
  job = Job();
  --live_jobs_;
}

/// Gives the handle back and forgets the attempt.
void BatchFetch::let_go(Job& job) {
  if (job.lease != nullptr) {
    pool_.give_back(job.lease);
    job.lease = nullptr;
    --leases_;
  }
  job.chain.reset();
}

void BatchFetch::count_stalled(Time now) {
  if (now - stalled_counted_ < kStallCheck) return;
  stalled_counted_ = now;
  const auto patience = std::chrono::duration<double, std::milli>(
      std::clamp(kStallFactor * first_byte_ms_, kMinStallMs, kMaxStallMs));
  stalled_ = static_cast<size_t>(
      std::ranges::count_if(pool_.active(), [&](const TransferPool::Lease* l) {
        return !l->is_paused() && now - l->last_progress() > patience;
      }));
}

/// Transfers that wait for a silent server leave their slot to others: two
/// hundred tarpits in a list then cost one time limit, not many.
bool BatchFetch::has_slot(Time now) {
  count_stalled(now);
  const size_t active = pool_.active().size();
  const size_t waits_silently =
      std::min({stalled_, active, options_.max_stalled});
  const size_t used = active - waits_silently;
  return used < options_.concurrency &&
         queue_.has_room(options_.concurrency - used);
}

void BatchFetch::start_jobs(Time now) {
  const size_t most_leases = options_.concurrency + options_.max_stalled;
  // Each host with a job that lacks a handle is met once.
  for (size_t tries = 0; tries <= schedule_.hosts(); ++tries) {
    while (has_slot(now)) {
      const std::optional<JobId> id = schedule_.take(now);
      if (!id) return;
      Job& job = *jobs_[*id];
      if (job.lease == nullptr && leases_ >= most_leases) {
        schedule_.release(job.host);
        schedule_.add(job.host, job.id, HostSchedule::Place::kFront);
        break;
      }
      // The job may be gone where it was refused.
      const std::string host = job.host;
      if (!start_job(job, now)) schedule_.release(host);
    }
    if (leases_ < most_leases) return;
  }
}

/// False where the job does not run: refused, or waiting for robots.txt.
bool BatchFetch::start_job(Job& job, Time now) {
  if (!job.request) {
    const ListEntry& entry = job.numbered.entry;
    job.request = make_request(*entry.parsed->url, options_.scan);
    job.request->extra_fields.insert(job.request->extra_fields.end(),
                                     entry.extra_fields.begin(),
                                     entry.extra_fields.end());
  }
  if (!job.chain) job.chain.emplace(*job.request);
  if (options_.robots && !ask_robots(job)) return false;
  if (!job.chain->can_start()) {
    FetchResult refused = job.chain->finish();
    finish(job, std::move(refused));
    return false;
  }
  if (job.lease == nullptr) {
    job.lease = pool_.lend(&job);
    if (job.lease == nullptr) {
      refuse(job, {ErrorCode::kInternal, "there is no memory to fetch with"});
      return false;
    }
    ++leases_;
    ++job.attempts;
  }
  job.hop_began = now;
  pool_.start(*job.lease, *job.request, job.chain->plan(Clock::now()),
              job.chain->guard());
  return true;
}

/// Whether the next hop may be made, as far as robots.txt is concerned.
bool BatchFetch::ask_robots(Job& job) {
  if (!job.robots_origin.empty()) return true;
  const Url& url = job.chain->url();
  RobotsVerdict verdict = robots_.judge(url);
  if (!verdict.is_known) {
    const std::string origin = url.origin();
    if (robots_.wait_for(origin, job.id)) start_robots_job(url, origin);
    return false;
  }
  if (!verdict.refusal) return true;
  refuse(job, *std::move(verdict.refusal));
  return false;
}

void BatchFetch::start_robots_job(const Url& url, const std::string& origin) {
  Result<Url> address = Url::parse("/robots.txt", &url);
  Job& job = new_job();
  job.robots_origin = origin;
  job.host = url.host();
  job.request = make_request(address ? *address : url, options_.scan);
  job.request->limits.max_content_bytes = kMaxRobotsBytes;
  schedule_.add(job.host, job.id, HostSchedule::Place::kFront);
}

void BatchFetch::end_robots_job(Job& job, const FetchResult& result) {
  for (const JobId id : robots_.set(job.robots_origin, result)) {
    Job& waiting = *jobs_[id];
    schedule_.add(waiting.host, id, HostSchedule::Place::kFront);
  }
  gate_.remove(result.response.content.size());
  free_job(job);
}

void BatchFetch::note_first_byte(const Hop& hop) {
  constexpr double kShare = 0.05;
  const Timing& timing = hop.timing;
  const double wait =
      timing.dns_ms + timing.connect_ms + timing.tls_ms + timing.first_byte_ms;
  if (hop.status != 0) first_byte_ms_ += kShare * (wait - first_byte_ms_);
}

void BatchFetch::take_hop(TransferPool::Finished& finished) {
  Job& job = *static_cast<Job*>(finished.lease->owner());
  const Time now = Clock::now();
  note_first_byte(finished.result.hop);
  schedule_.release(job.host);
  if (!job.chain->take(std::move(finished.result), now - job.hop_began)) {
    end_attempt(job, job.chain->finish(), now);
    return;
  }
  schedule_.succeeded(job.host);
  job.host = job.chain->url().host();
  schedule_.add(job.host, job.id, HostSchedule::Place::kFront);
}

void BatchFetch::end_attempt(Job& job, FetchResult&& result, Time now) {
  const RetryAdvice advice = retry_advice(result);
  note_host(job, result, advice, now);
  if (try_again(job, result, advice, now)) return;
  finish(job, std::move(result));
}

void BatchFetch::note_host(Job& job, const FetchResult& result,
                           RetryAdvice advice, Time now) {
  if (advice == RetryAdvice::kThrottled) {
    const auto asked =
        retry_after(result.response, std::chrono::system_clock::now());
    if (asked && *asked > options_.max_retry_after) {
      schedule_.park(job.host);
    } else {
      schedule_.throttled(job.host, job.hop_began, now, asked);
    }
  } else if (is_host_failure(result)) {
    schedule_.failed(job.host);
  } else {
    schedule_.succeeded(job.host);
  }
}

/// Whether the target waits for another attempt now; or would, if the batch
/// were not stopping: it is not done with then.
bool BatchFetch::try_again(Job& job, const FetchResult& result,
                           RetryAdvice advice, Time now) {
  if (advice == RetryAdvice::kFinal || job.attempts > options_.retries ||
      schedule_.is_parked(job.host)) {
    return false;
  }
  // Targets between two hops may wait for it.
  const bool is_waited_for = !job.robots_origin.empty();
  if (is_stopping_ && is_waited_for) return false;
  gate_.remove(result.response.content.size());
  if (is_stopping_) {
    free_job(job);
    return true;
  }
  const std::string first_host(job.request->url.host());
  const bool waits_with_host =
      advice == RetryAdvice::kThrottled && job.host == first_host;
  let_go(job);
  job.host = first_host;
  if (waits_with_host) {
    schedule_.add(job.host, job.id, HostSchedule::Place::kFront);
    return true;
  }
  const unsigned doublings = std::min(job.attempts - 1, kMaxRetryDoublings);
  schedule_.add_later(
      job.host, job.id,
      now + schedule_.jittered(kFirstRetryWait * (1U << doublings)));
  return true;
}

void BatchFetch::finish(Job& job, FetchResult&& result) {
  if (!job.robots_origin.empty()) {
    end_robots_job(job, result);
    return;
  }
  FetchedEntry work;
  work.numbered = std::move(job.numbered);
  work.fetched = std::move(result);
  work.attempts = job.attempts;
  work.began = job.began;
  free_job(job);
  queue_.push(std::move(work));
}

/// Ends a job that was not asked for. What an earlier attempt or hop gave is
/// kept.
void BatchFetch::refuse(Job& job, Error error) {
  FetchResult result;
  if (job.chain && job.attempts > 0) result = job.chain->finish();
  result.error = std::move(error);
  if (!job.robots_origin.empty() || job.attempts > 0) {
    finish(job, std::move(result));
    return;
  }
  FetchedEntry work;
  work.numbered = std::move(job.numbered);
  work.refused = fetch_error(*std::move(result.error));
  work.began = job.began;
  free_job(job);
  queue_.push(std::move(work));
}

void BatchFetch::refuse_parked() {
  for (const JobId id : schedule_.take_parked()) {
    Job& job = *jobs_[id];
    refuse(job, host_unavailable(job.host));
  }
}

/// Once: forgets what was never started; what was goes on.
void BatchFetch::drop_waiting() {
  if (has_dropped_waiting_) return;
  has_dropped_waiting_ = true;
  local_.clear();
  std::vector<JobId> waiting = schedule_.take_all();
  const std::vector<JobId> for_robots = robots_.take_waiting();
  waiting.insert(waiting.end(), for_robots.begin(), for_robots.end());
  for (const JobId id : waiting) {
    Job& job = *jobs_[id];
    const bool is_under_way = job.lease != nullptr && job.robots_origin.empty();
    if (is_under_way) {
      schedule_.add(job.host, id);
    } else {
      free_job(job);
    }
  }
}

void BatchFetch::cancel_all() {
  for (const auto& job : jobs_) {
    if (job->lease == nullptr) continue;
    pool_.cancel(*job->lease);
    let_go(*job);
  }
  in_flight_ = 0;
}

}  // namespace pagescan
