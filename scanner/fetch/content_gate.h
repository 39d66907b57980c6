// How much content may wait in memory, over all the transfers of a batch: what
// was received and is not analysed yet. Counts bytes, holds none. Asked by the
// thread that receives; add and remove are for any.
#pragma once

#include <atomic>
#include <cstddef>

namespace pagescan {

class ContentGate {
 public:
  explicit ContentGate(size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Whether `bytes` more fit; a refusal is remembered.
  bool admits(size_t bytes) {
    const bool fits = held() + bytes <= max_bytes_;
    if (!fits) has_refused_ = true;
    return fits;
  }
  /// Since forget_refusals(): somebody waits for room.
  bool has_refused() const { return has_refused_; }
  void forget_refusals() { has_refused_ = false; }
  /// Room worth going on for.
  bool has_room() const { return held() <= max_bytes_ - max_bytes_ / 8; }
  void add(size_t bytes) { held_ += bytes; }
  /// Of content that was let go.
  void remove(size_t bytes) { held_ -= bytes; }
  size_t held() const { return held_; }

 private:
  const size_t max_bytes_;
  std::atomic<size_t> held_ = 0;
  std::atomic<bool> has_refused_ = false;
};

}  // namespace pagescan
