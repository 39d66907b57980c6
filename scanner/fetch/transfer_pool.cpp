#include "scanner/fetch/transfer_pool.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pagescan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kEventsAtOnce = 256;

}  // namespace

TransferPool::Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

TransferPool::TransferPool(ContentGate& gate)
    : gate_(gate),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      multi_(curl_multi_init()) {}

Result<std::unique_ptr<TransferPool>> TransferPool::create(
    const TransferPoolOptions& options, ContentGate& gate) {
  std::unique_ptr<TransferPool> pool(new TransferPool(gate));
  if (auto ready = pool->set_up(options); !ready) {
    return tl::unexpected(std::move(ready).error());
  }
  return pool;
}

Result<void> TransferPool::set_up(const TransferPoolOptions& options) {
  if (epoll_.get() < 0 || wake_.get() < 0 || !multi_) {
    return fail(ErrorCode::kInternal,
                "fetching many pages at once can't be started (too many open "
                "files? see ulimit -n)");
  }
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_.get();
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, wake_.get(), &event);
  CURLM* const multi = multi_.get();
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &TransferPool::on_socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &TransferPool::on_timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS,
                    static_cast<long>(options.max_connections));
  for (const std::string& entry : options.resolve) {
    resolve_.append(entry);
    const bool lasts = !entry.starts_with('+') && !entry.starts_with('-');
    resolves_each_time_ = resolves_each_time_ || !lasts;
  }
  return {};
}

TransferPool::~TransferPool() {
  for (Lease* lease : active_) {
    curl_multi_remove_handle(multi_.get(), lease->easy_);
  }
  for (const auto& lease : leases_) curl_easy_cleanup(lease->easy_);
}

TransferPool::Lease* TransferPool::lend(void* owner) {
  if (idle_.empty()) {
    CURL* const easy = curl_easy_init();
    if (easy == nullptr) return nullptr;
    leases_.push_back(std::make_unique<Lease>(easy));
    idle_.push_back(leases_.back().get());
  }
  Lease* const lease = idle_.back();
  idle_.pop_back();
  lease->owner_ = owner;
  lease->transfer_.forget_cookies();
  return lease;
}

void TransferPool::give_back(Lease* lease) {
  lease->owner_ = nullptr;
  idle_.push_back(lease);
}

/// Entries that last are loaded into the cache of all by the first transfer;
/// loading thousands of them for each is what a batch can't afford.
curl_slist* TransferPool::resolve_for_start() {
  if (has_resolved_ && !resolves_each_time_) return nullptr;
  has_resolved_ = true;
  return resolve_.get();
}

/// A transfer that may use addresses of any age does not look for old ones when
/// it ends; one that may not does, and so keeps all the others from old ones.
std::chrono::seconds TransferPool::dns_time_for_start() {
  constexpr std::chrono::seconds kAnyAge{-1};
  const Clock::time_point now = Clock::now();
  if (now - dns_looked_through_ < kPoolDnsLookThrough) return kAnyAge;
  dns_looked_through_ = now;
  return kPoolDnsTime;
}

void TransferPool::start(Lease& lease, const Request& request, HopPlan plan,
                         const AddressGuard& guard) {
  const bool may_share = plan.url.scheme() == "https";
  const bool runs = lease.transfer_.start(request, std::move(plan), guard,
                                          resolve_for_start(), &gate_);
  if (!runs) {
    refused_.push_back(&lease);
    return;
  }
  curl_easy_setopt(lease.easy_, CURLOPT_PRIVATE, &lease);
  // Only over TLS is a connection shared; others would wait for nothing.
  if (may_share) curl_easy_setopt(lease.easy_, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt(lease.easy_, CURLOPT_DNS_CACHE_TIMEOUT,
                   static_cast<long>(dns_time_for_start().count()));
  lease.active_index_ = active_.size();
  active_.push_back(&lease);
  curl_multi_add_handle(multi_.get(), lease.easy_);
}

void TransferPool::remove_active(Lease& lease) {
  const size_t index = *lease.active_index_;
  active_[index] = active_.back();
  active_[index]->active_index_ = index;
  active_.pop_back();
  lease.active_index_.reset();
  curl_multi_remove_handle(multi_.get(), lease.easy_);
}

void TransferPool::cancel(Lease& lease) {
  if (lease.active_index_) remove_active(lease);
  std::erase(refused_, &lease);
  const HopResult dropped = lease.transfer_.finish(CURLE_ABORTED_BY_CALLBACK);
  gate_.remove(dropped.content.size());
}

std::vector<TransferPool::Finished>& TransferPool::wait(
    std::chrono::milliseconds timeout) {
  finished_.clear();
  for (Lease* lease : std::exchange(refused_, {})) {
    finished_.push_back({lease, lease->transfer_.finish(CURLE_OK)});
  }
  if (!finished_.empty()) timeout = std::chrono::milliseconds::zero();
  run_events(timeout);
  collect_finished();
  if (has_resumed_) end_overdue();
  return finished_;
}

int TransferPool::milliseconds_to_wait(
    std::chrono::milliseconds timeout) const {
  if (timer_) {
    // Rounded up: waking a little early would only turn the loop.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(*timer_ - Clock::now(), Clock::duration::zero()));
    timeout = std::min(timeout, left);
  }
  return static_cast<int>(
      std::min<std::chrono::milliseconds::rep>(timeout.count(), 60'000));
}

void TransferPool::run_events(std::chrono::milliseconds timeout) {
  std::array<epoll_event, kEventsAtOnce> events;
  const int count = ::epoll_wait(epoll_.get(), events.data(), kEventsAtOnce,
                                 milliseconds_to_wait(timeout));
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    if (event.data.fd == wake_.get()) {
      eventfd_t wakes = 0;
      ::eventfd_read(wake_.get(), &wakes);
      continue;
    }
    unsigned mask = 0;
    if ((event.events & EPOLLIN) != 0) mask |= CURL_CSELECT_IN;
    if ((event.events & EPOLLOUT) != 0) mask |= CURL_CSELECT_OUT;
    if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) mask |= CURL_CSELECT_ERR;
    curl_multi_socket_action(multi_.get(), event.data.fd,
                             static_cast<int>(mask), &running);
  }
  if (timer_ && *timer_ <= Clock::now()) {
    timer_.reset();
    curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

void TransferPool::collect_finished() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    char* owner = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    auto* const lease = reinterpret_cast<Lease*>(owner);
    remove_active(*lease);
    finished_.push_back({lease, lease->transfer_.finish(code)});
  }
}

void TransferPool::end_overdue() {
  has_resumed_ = false;
  const Clock::time_point now = Clock::now();
  std::vector<Lease*> overdue;
  for (Lease* lease : active_) {
    has_resumed_ = has_resumed_ || lease->transfer_.was_paused();
    if (lease->transfer_.is_overdue(now)) overdue.push_back(lease);
  }
  for (Lease* lease : overdue) {
    remove_active(*lease);
    finished_.push_back(
        {lease, lease->transfer_.finish(CURLE_OPERATION_TIMEDOUT)});
  }
}

void TransferPool::wake() { ::eventfd_write(wake_.get(), 1); }

void TransferPool::resume_paused(bool past_gate) {
  if (!gate_.has_refused()) return;
  while (past_gate || gate_.has_room()) {
    Lease* longest = nullptr;
    for (Lease* lease : active_) {
      if (!lease->is_paused()) continue;
      if (longest == nullptr ||
          lease->transfer_.paused_since() < longest->transfer_.paused_since()) {
        longest = lease;
      }
    }
    if (longest == nullptr) {
      gate_.forget_refusals();
      return;
    }
    longest->transfer_.resume(past_gate);
    has_resumed_ = true;
    // It may be held back again at once; then there is no room for any.
    if (longest->is_paused()) return;
    past_gate = false;
  }
}

int TransferPool::on_socket(CURL* /*easy*/, curl_socket_t socket, int what,
                            void* self, void* socket_data) {
  auto* const pool = static_cast<TransferPool*>(self);
  epoll_event event{};
  event.data.fd = socket;
  if (what == CURL_POLL_REMOVE) {
    ::epoll_ctl(pool->epoll_.get(), EPOLL_CTL_DEL, socket, &event);
    curl_multi_assign(pool->multi_.get(), socket, nullptr);
    return 0;
  }
  event.events = ((what & CURL_POLL_IN) != 0 ? uint32_t{EPOLLIN} : 0) |
                 ((what & CURL_POLL_OUT) != 0 ? uint32_t{EPOLLOUT} : 0);
  // Any pointer marks a socket that is watched already.
  const bool watched = socket_data != nullptr;
  ::epoll_ctl(pool->epoll_.get(), watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD,
              socket, &event);
  if (!watched) curl_multi_assign(pool->multi_.get(), socket, pool);
  return 0;
}

int TransferPool::on_timer(CURLM* /*multi*/, long milliseconds, void* self) {
  auto* const pool = static_cast<TransferPool*>(self);
  if (milliseconds < 0) {
    pool->timer_.reset();
  } else {
    pool->timer_ = Clock::now() + std::chrono::milliseconds(milliseconds);
  }
  return 0;
}

}  // namespace pagescan
