#include "scanner/dom/arena.h"

#include <algorithm>
#include <cstring>

namespace pagescan {
namespace {

constexpr size_t kFirstChunk = size_t{64} << 10;
constexpr size_t kLargestChunk = size_t{4} << 20;
constexpr unsigned kAllocationsPerClockRead = 64;

constexpr size_t aligned(size_t size) {
  constexpr size_t kAlignment = alignof(std::max_align_t);
  return (size + kAlignment - 1) & ~(kAlignment - 1);
}

}  // namespace

void ParseArena::arm(size_t max_bytes, Clock::time_point deadline) {
  max_bytes_ = max_bytes;
  deadline_ = deadline;
  armed_ = true;
  overrun_ = Overrun::kNone;
}

void* ParseArena::allocate(size_t size) {
  if (armed_ && ++allocations_ % kAllocationsPerClockRead == 0) {
    check_deadline();
  }
  size = aligned(size);
  if (size > left_) return allocate_chunk(size);
  void* block = next_;
  next_ += size;
  left_ -= size;
  return block;
}

void ParseArena::check_deadline() {
  if (Clock::now() < deadline_) return;
  overrun_ = Overrun::kTime;
  std::longjmp(exit_, 1);
}

void* ParseArena::allocate_chunk(size_t size) {
  // Chunks double from small to large, so that a small page stays small and a
  // large one needs few. A block larger than that has a chunk to itself.
  const size_t doubled = std::clamp(bytes_, kFirstChunk, kLargestChunk);
  const size_t chunk_size = std::max(size, doubled);
  if (armed_ && chunk_size > max_bytes_ - std::min(bytes_, max_bytes_)) {
    overrun_ = Overrun::kMemory;
    std::longjmp(exit_, 1);
  }
  // Not make_unique: it would zero what Gumbo is about to write anyway.
  chunks_.emplace_back(new std::byte[chunk_size]);
  bytes_ += chunk_size;
  std::byte* const chunk = chunks_.back().get();
  if (chunk_size - size > left_) {
    next_ = chunk + size;
    left_ = chunk_size - size;
  }
  return chunk;
}

std::string_view ParseArena::copy(std::string_view text) {
  if (text.empty()) return {};
  auto* bytes = static_cast<char*>(allocate(text.size()));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

}  // namespace pagescan
