#include "scanner/run/host_schedule.h"

#include <algorithm>
#include <utility>

namespace pagescan {
namespace {

// After so many pauses doubling has passed every longest one.
constexpr unsigned kMaxDoublings = 20;

// xorshift64* (Marsaglia, Vigna): spreads retries, guards nothing.
uint64_t next_random(uint64_t& state) {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545F4914F6CDD1DULL;
}

}  // namespace

HostSchedule::HostSchedule(const HostLimits& limits, uint64_t jitter_seed)
    : limits_(limits), random_(jitter_seed | 1) {}

HostSchedule::Clock::duration HostSchedule::jittered(Clock::duration base) {
  constexpr double kTwoTo53 = 9007199254740992.0;
  const double part =
      static_cast<double>(next_random(random_) >> 11) / kTwoTo53;
  return std::chrono::duration_cast<Clock::duration>(base * (0.5 + part));
}

HostSchedule::Host& HostSchedule::host_of(std::string_view name) {
  const auto [it, is_new] = hosts_.try_emplace(std::string(name));
  Host& host = it->second;
  if (is_new) host.name = it->first;
  if (host.remembered) {
    remembered_.erase(*host.remembered);
    host.remembered.reset();
  }
  return host;
}

HostSchedule::Host* HostSchedule::find(std::string_view name) {
  const auto it = hosts_.find(std::string(name));
  return it == hosts_.end() ? nullptr : &it->second;
}

const HostSchedule::Host* HostSchedule::find(std::string_view name) const {
  const auto it = hosts_.find(std::string(name));
  return it == hosts_.end() ? nullptr : &it->second;
}

size_t HostSchedule::limit_of(const Host& host) const {
  return host.throttles > 0 ? 1 : limits_.per_host;
}

void HostSchedule::add(std::string_view name, JobId job, Place place) {
  Host& host = host_of(name);
  ++waiting_;
  if (host.is_parked) {
    parked_.push_back(job);
    return;
  }
  if (place == Place::kFront) {
    host.queue.push_front(job);
  } else {
    host.queue.push_back(job);
  }
  make_ready(host);
}

void HostSchedule::add_later(std::string_view name, JobId job, Time time) {
  Host& host = host_of(name);
  ++waiting_;
  ++host.delayed;
  delayed_.push({time, &host, job});
}

/// Puts the host among those take() asks, or among those that wait for a time.
void HostSchedule::make_ready(Host& host) {
  if (host.is_ready || host.is_waiting || host.queue.empty()) return;
  if (host.running >= limit_of(host)) return;
  host.is_ready = true;
  ready_.push_back(&host);
}

/// Moves what waited for a time that has come.
void HostSchedule::promote(Time now) {
  while (!delayed_.empty() && delayed_.top().time <= now) {
    const Delayed due = delayed_.top();
    delayed_.pop();
    --due.host->delayed;
    if (due.host->is_parked) {
      parked_.push_back(due.job);
    } else {
      due.host->queue.push_front(due.job);
      make_ready(*due.host);
    }
  }
  while (!resting_.empty() && resting_.top().time <= now) {
    Host& host = *resting_.top().host;
    resting_.pop();
    host.is_waiting = false;
    make_ready(host);
    settle(host);
  }
}

std::optional<HostSchedule::JobId> HostSchedule::take(Time now) {
  promote(now);
  while (!ready_.empty()) {
    Host& host = *ready_.front();
    ready_.pop_front();
    host.is_ready = false;
    if (host.queue.empty() || host.running >= limit_of(host)) {
      settle(host);
      continue;
    }
    if (host.not_before > now) {
      host.is_waiting = true;
      resting_.push({host.not_before, &host});
      continue;
    }
    const JobId job = host.queue.front();
    host.queue.pop_front();
    --waiting_;
    ++host.running;
    if (limits_.interval.count() > 0) host.not_before = now + limits_.interval;
    make_ready(host);
    return job;
  }
  return std::nullopt;
}

std::optional<HostSchedule::Time> HostSchedule::next_time() const {
  std::optional<Time> time;
  if (!delayed_.empty()) time = delayed_.top().time;
  if (!resting_.empty() && (!time || resting_.top().time < *time)) {
    time = resting_.top().time;
  }
  return time;
}

void HostSchedule::release(std::string_view name) {
  Host* const host = find(name);
  if (host == nullptr || host->running == 0) return;
  --host->running;
  make_ready(*host);
  settle(*host);
}

void HostSchedule::succeeded(std::string_view name) {
  Host& host = host_of(name);
  host.failures = 0;
  host.throttles = 0;
  make_ready(host);
  settle(host);
}

bool HostSchedule::failed(std::string_view name) {
  Host& host = host_of(name);
  ++host.failures;
  const bool parks = limits_.failures_to_park > 0 && !host.is_parked &&
                     host.failures >= limits_.failures_to_park;
  if (parks) give_up(host);
  settle(host);
  return parks;
}

void HostSchedule::park(std::string_view name) {
  Host& host = host_of(name);
  give_up(host);
  settle(host);
}

void HostSchedule::give_up(Host& host) {
  host.is_parked = true;
  parked_.insert(parked_.end(), host.queue.begin(), host.queue.end());
  host.queue.clear();
}

void HostSchedule::throttled(std::string_view name, Time started, Time now,
                             std::optional<std::chrono::seconds> asked) {
  Host& host = host_of(name);
  // What was under way when the pause began says nothing new.
  if (host.throttles == 0 || started >= host.throttled_at) {
    const unsigned doublings = std::min(host.throttles, kMaxDoublings);
    const auto pause = std::min<Clock::duration>(
        limits_.first_pause * (uint64_t{1} << doublings),
        limits_.longest_pause);
    ++host.throttles;
    host.not_before = std::max(host.not_before, now + jittered(pause));
    host.throttled_at = now;
  }
  if (asked) host.not_before = std::max(host.not_before, now + *asked);
  settle(host);
}

bool HostSchedule::is_parked(std::string_view name) const {
  const Host* const host = find(name);
  return host != nullptr && host->is_parked;
}

std::vector<HostSchedule::JobId> HostSchedule::take_parked() {
  waiting_ -= parked_.size();
  return std::exchange(parked_, {});
}

std::vector<HostSchedule::JobId> HostSchedule::take_all() {
  std::vector<JobId> jobs = std::exchange(parked_, {});
  while (!delayed_.empty()) {
    jobs.push_back(delayed_.top().job);
    --delayed_.top().host->delayed;
    delayed_.pop();
  }
  for (auto& [name, host] : hosts_) {
    jobs.insert(jobs.end(), host.queue.begin(), host.queue.end());
    host.queue.clear();
  }
  waiting_ = 0;
  return jobs;
}

/// Forgets a host that nothing is known of and nothing waits for; keeps the
/// past of some others.
void HostSchedule::settle(Host& host) {
  const bool is_used = !host.queue.empty() || host.running > 0 ||
                       host.delayed > 0 || host.is_ready || host.is_waiting;
  if (is_used || host.remembered) return;
  // An interval outlasts the job that began it.
  const bool has_past = host.is_parked || host.failures > 0 ||
                        host.throttles > 0 || limits_.interval.count() > 0;
  if (!has_past) {
    forget(host);
    return;
  }
  host.remembered = remembered_.insert(remembered_.end(), &host);
  if (remembered_.size() > kMaxRememberedHosts) forget(*remembered_.front());
}

void HostSchedule::forget(Host& host) {
  if (host.remembered) remembered_.erase(*host.remembered);
  hosts_.erase(hosts_.find(host.name));
}

}  // namespace pagescan
