// How much content may wait in memory, over all the transfers of a batch: what
// was received and is not analysed yet. Counts bytes, holds none. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>

namespace pagescan {

class ContentGate {
 public:
  explicit ContentGate(size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Whether `bytes` more fit.
  bool admits(size_t bytes) const { return held() + bytes <= max_bytes_; }
  void add(size_t bytes) { held_ += bytes; }
  /// Of content that was let go.
  void remove(size_t bytes) { held_ -= bytes; }
  size_t held() const { return held_; }

 private:
  const size_t max_bytes_;
  std::atomic<size_t> held_ = 0;
};

}  // namespace pagescan
