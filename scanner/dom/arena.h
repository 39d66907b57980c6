// The memory a parse runs in: a bump allocator with a budget.
//
// Gumbo neither checks an allocation nor knows a limit, so the limit is
// enforced here: past its bytes or its deadline the arena leaves the parse by
// longjmp to the point set with exit(). No frame in between may hold an object
// with a destructor; Gumbo is C and keeps everything in the arena, so nothing
// leaks. Blocks are freed with the arena, never one by one. One thread at a
// time.
#pragma once

#include <chrono>
#include <csetjmp>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace pagescan {

class ParseArena {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Overrun : unsigned char { kNone, kMemory, kTime };

  ParseArena() = default;
  ParseArena(const ParseArena&) = delete;
  ParseArena& operator=(const ParseArena&) = delete;

  /// Starts enforcing: more than `max_bytes` in all, or an allocation after
  /// `deadline`, jumps to exit() with overrun() set.
  void arm(size_t max_bytes, Clock::time_point deadline);
  /// Stops enforcing; allocation beyond this point can't jump.
  void disarm() { armed_ = false; }

  std::jmp_buf& exit() { return exit_; }
  Overrun overrun() const { return overrun_; }

  /// `size` bytes aligned for any object; jumps to exit() past the budget.
  void* allocate(size_t size);

  /// A copy of `text` that lives as long as the arena.
  std::string_view copy(std::string_view text);

  size_t bytes() const { return bytes_; }

 private:
  void* allocate_chunk(size_t size);
  void check_deadline();

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  size_t left_ = 0;
  size_t bytes_ = 0;  // of all chunks
  size_t max_bytes_ = 0;
  Clock::time_point deadline_;
  unsigned allocations_ = 0;
  bool armed_ = false;
  Overrun overrun_ = Overrun::kNone;
  std::jmp_buf exit_{};
};

}  // namespace pagescan
