// Which of the waiting jobs may start now: at most so many at a host at once,
// so far apart, none where the host asked for a pause or has been given up.
// Knows nothing of jobs but their numbers, and of time but what it is told. Not
// thread-safe.
//
// Memory: hosts are kept while jobs wait or run there, and while they are held
// off or have failed; of those, the ones unused longest are forgotten first.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pagescan {

/// Hosts remembered for having failed alone. So many take some 10 MB.
inline constexpr size_t kMaxRememberedHosts = 50'000;

struct HostLimits {
  size_t per_host = 6;                    // jobs at once
  std::chrono::milliseconds interval{0};  // between starts
  /// Failures one after another, none of them answered, that park a host; 0:
  /// never.
  unsigned failures_to_park = 5;
  /// The first pause after a throttled answer, doubled by each next one ...
  std::chrono::milliseconds first_pause{1000};
  /// ... up to this, jitter not counted.
  std::chrono::milliseconds longest_pause{60'000};
};

class HostSchedule {
 public:
  using JobId = size_t;
  using Clock = std::chrono::steady_clock;
  using Time = Clock::time_point;
  enum class Place { kBack, kFront };

  HostSchedule(const HostLimits& limits, uint64_t jitter_seed);

  /// Puts a job in its host's queue.
  void add(std::string_view host, JobId job, Place place = Place::kBack);
  /// The same, from `time` on.
  void add_later(std::string_view host, JobId job, Time time);

  /// A job that may start at `now`, hosts in turn; it counts as running at
  /// its host until release().
  std::optional<JobId> take(Time now);
  /// When take() is worth asking again though nothing else happened; nothing
  /// where no job waits for a time.
  std::optional<Time> next_time() const;

  /// The job that ran at `host` ended, or went on elsewhere.
  void release(std::string_view host);

  /// The host answered as a host should.
  void succeeded(std::string_view host);
  /// It could not be reached or did not answer. True where that parks it.
  bool failed(std::string_view host);
  /// It asked for fewer requests, in answer to one that started at
  /// `started`: none start before `now` and the pause, and one at a time until
  /// it succeeded. `asked` is its Retry-After.
  void throttled(std::string_view host, Time started, Time now,
                 std::optional<std::chrono::seconds> asked);

  /// Gives the host up, as failed() does in the end.
  void park(std::string_view host);
  bool is_parked(std::string_view host) const;
  /// The jobs that wait at parked hosts, taken out.
  std::vector<JobId> take_parked();
  /// Every job that waits, taken out.
  std::vector<JobId> take_all();

  /// `base` with up to half of it more or less, so that many do not come again
  /// at once.
  Clock::duration jittered(Clock::duration base);

  size_t waiting() const { return waiting_; }
  size_t hosts() const { return hosts_.size(); }

 private:
  struct Host {
    std::string name;
    std::deque<JobId> queue;
    size_t running = 0;
    size_t delayed = 0;  // jobs in delayed_
    Time not_before{};
    Time throttled_at{};
    unsigned throttles = 0;  // pauses since it last succeeded
    unsigned failures = 0;   // one after another
    bool is_parked = false;
    bool is_ready = false;    // in ready_
    bool is_waiting = false;  // in resting_
    std::optional<std::list<Host*>::iterator> remembered;
  };
  struct Resting {
    Time time;
    Host* host;
    bool operator>(const Resting& other) const { return time > other.time; }
  };
  struct Delayed {
    Time time;
    Host* host;
    JobId job;
    bool operator>(const Delayed& other) const { return time > other.time; }
  };
  template <class T>
  using Earliest = std::priority_queue<T, std::vector<T>, std::greater<>>;

  Host& host_of(std::string_view name);
  Host* find(std::string_view name);
  const Host* find(std::string_view name) const;
  size_t limit_of(const Host& host) const;
  void make_ready(Host& host);
  void promote(Time now);
  void give_up(Host& host);
  void settle(Host& host);
  void forget(Host& host);

  HostLimits limits_;
  uint64_t random_;
  std::unordered_map<std::string, Host> hosts_;
  std::deque<Host*> ready_;
  Earliest<Resting> resting_;
  Earliest<Delayed> delayed_;
  std::list<Host*> remembered_;  // idle ones with a past, the oldest first
  std::vector<JobId> parked_;
  size_t waiting_ = 0;
};

}  // namespace pagescan
