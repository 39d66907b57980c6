// Many hops at once on one thread: libcurl's multi interface over epoll,
// connections, TLS sessions and name look-ups shared. Owns the curl handles and
// lends them out. For one thread, but for wake().
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/fetch/content_gate.h"
#include "scanner/fetch/curl_list.h"
#include "scanner/fetch/transfer.h"

namespace pagescan {

/// How long an address is remembered, give or take kPoolDnsLookThrough: over a
/// million hosts they must not pile up.
inline constexpr std::chrono::seconds kPoolDnsTime{5};
/// How often those too old are looked for. libcurl would look through all of
/// them after every transfer.
inline constexpr std::chrono::seconds kPoolDnsLookThrough{1};

struct TransferPoolOptions {
  /// For CURLOPT_RESOLVE, the same for every transfer.
  std::vector<std::string> resolve;
  /// Connections kept open, idle ones included.
  size_t max_connections = 64;
};

class TransferPool {
 public:
  /// A curl handle with its cookies, lent to one target for all its hops.
  class Lease {
   public:
    explicit Lease(CURL* easy) : easy_(easy), transfer_(easy) {}
    void* owner() const { return owner_; }
    /// When the hop last had bytes, or began.
    std::chrono::steady_clock::time_point last_progress() const {
      return transfer_.last_progress();
    }
    /// Held back by the gate, through no fault of the server.
    bool is_paused() const { return transfer_.is_paused(); }

   private:
    friend class TransferPool;
    CURL* easy_;
    Transfer transfer_;
    void* owner_ = nullptr;
    std::optional<size_t> active_index_;
  };

  struct Finished {
    Lease* lease = nullptr;
    HopResult result;
  };

  /// kInternal where libcurl or epoll can't be started. `gate` must outlive
  /// the pool.
  static Result<std::unique_ptr<TransferPool>> create(
      const TransferPoolOptions& options, ContentGate& gate);
  ~TransferPool();
  TransferPool(const TransferPool&) = delete;
  TransferPool& operator=(const TransferPool&) = delete;

  /// A handle without cookies, null where libcurl has no memory for one;
  /// `owner` is the caller's own. Give it back.
  Lease* lend(void* owner);
  void give_back(Lease* lease);

  /// Starts a hop; wait() gives its result, also where it is refused at once.
  /// `request` and `guard` must live until then.
  void start(Lease& lease, const Request& request, HopPlan plan,
             const AddressGuard& guard);

  /// Ends a hop that is under way, without a result.
  void cancel(Lease& lease);

  /// Waits until something happened, `timeout` at most, and returns the hops
  /// that ended. Good until the next call.
  std::vector<Finished>& wait(std::chrono::milliseconds timeout);

  /// Makes wait() return, now or when it is next called. Any thread.
  void wake();

  /// Lets transfers that the gate held back go on while there is room: the one
  /// that has waited longest first. `past_gate`: that one goes on though there
  /// is none, for when nothing else would make room.
  void resume_paused(bool past_gate);

  const std::vector<Lease*>& active() const { return active_; }

 private:
  struct MultiFree {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  class Descriptor {
   public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

   private:
    int fd_;
  };

  explicit TransferPool(ContentGate& gate);
  Result<void> set_up(const TransferPoolOptions& options);
  curl_slist* resolve_for_start();
  std::chrono::seconds dns_time_for_start();
  void remove_active(Lease& lease);
  void run_events(std::chrono::milliseconds timeout);
  void collect_finished();
  void end_overdue();
  int milliseconds_to_wait(std::chrono::milliseconds timeout) const;

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self,
                       void* socket_data);
  static int on_timer(CURLM* multi, long milliseconds, void* self);

  ContentGate& gate_;
  Descriptor epoll_;
  Descriptor wake_;
  CurlList resolve_;
  bool resolves_each_time_ = false;
  bool has_resolved_ = false;
  std::chrono::steady_clock::time_point dns_looked_through_{};
  // Outlive the handles, whose connections point to them.
  std::vector<std::unique_ptr<Lease>> leases_;
  std::unique_ptr<CURLM, MultiFree> multi_;
  std::vector<Lease*> idle_;
  std::vector<Lease*> active_;
  std::vector<Lease*> refused_;  // to be given out by the next wait()
  bool has_resumed_ = false;     // some of the active may be overdue
  std::vector<Finished> finished_;
  std::optional<std::chrono::steady_clock::time_point> timer_;
};

}  // namespace pagescan
