// A server for many clients at once, on many loopback addresses: answers after
// a delay, stalls, throttles, and counts what it saw of each address. One
// thread, epoll; started by the constructor, stopped by the destructor.
//
// By path:
//   /stall...   never answered
//   /redirect?HOST:PORT/PATH   302 to http://HOST:PORT/PATH
//   /status/N   the status N
//   anything else: 200 and a small page of its own
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pagescan::test {

struct LoadServerOptions {
  /// Addresses from 127.1.0.1 on, at most 254 to each 127.1.N.
  size_t addresses = 1;
  /// 0: one that is free on all of them.
  uint16_t port = 0;
  std::chrono::milliseconds delay{0};
  size_t page_bytes = 1024;
  /// More requests than this within a second get 429; 0: no such limit.
  size_t requests_per_second = 0;
  /// Sent with 429, where not negative.
  int retry_after_seconds = -1;
};

/// Of one address.
struct LoadCounts {
  uint64_t requests = 0;
  uint64_t connections = 0;
  /// Most requests not yet answered at one time.
  size_t most_at_once = 0;
  uint64_t throttled = 0;
  /// Requests that came while a Retry-After was running.
  uint64_t too_early = 0;
  /// The shortest time between two requests, in milliseconds; -1 with fewer.
  double shortest_gap_ms = -1;
};

class LoadServer {
 public:
  /// Throws std::system_error where it can't listen.
  explicit LoadServer(const LoadServerOptions& options);
  ~LoadServer();
  LoadServer(const LoadServer&) = delete;
  LoadServer& operator=(const LoadServer&) = delete;

  uint16_t port() const;
  std::string address(size_t index) const;
  /// "http://ADDRESS:PORT" and `path`.
  std::string url(size_t index, const std::string& path) const;
  LoadCounts counts(size_t index) const;
  /// The largest or the sum over all addresses; the smallest gap.
  LoadCounts all_counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pagescan::test
