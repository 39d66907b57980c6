#include "scanner/dom/arena.h"

#include <gtest/gtest.h>

#include <cstring>

namespace pagescan {
namespace {

constexpr auto kFarAway = std::chrono::hours(1);

// True if allocating `size` bytes `times` times left by longjmp.
bool overruns(ParseArena& arena, size_t size, int times) {
  if (setjmp(arena.exit()) != 0) return true;
  for (int i = 0; i < times; ++i) {
    std::memset(arena.allocate(size), 0x5A, size);
  }
  return false;
}

TEST(ParseArena, GivesAlignedDistinctBlocks) {
  ParseArena arena;
  auto* a = static_cast<char*>(arena.allocate(1));
  auto* b = static_cast<char*>(arena.allocate(3));
  auto* large = static_cast<char*>(arena.allocate(1 << 20));
  auto* c = static_cast<char*>(arena.allocate(1));
  for (char* p : {a, b, large, c}) {
    EXPECT_EQ(reinterpret_cast<uintptr_t>(p) % alignof(std::max_align_t), 0U);
  }
  EXPECT_GE(b - a, 1);
  EXPECT_GE(c - b, 3) << "the small chunk goes on being used";
  EXPECT_EQ(arena.copy("abc"), "abc");
  EXPECT_EQ(arena.copy(""), "");
}

TEST(ParseArena, LeavesAtItsByteBudget) {
  ParseArena arena;
  arena.arm(1 << 20, ParseArena::Clock::now() + kFarAway);
  EXPECT_FALSE(overruns(arena, 1000, 500));
  EXPECT_TRUE(overruns(arena, 1000, 2000));
  EXPECT_EQ(arena.overrun(), ParseArena::Overrun::kMemory);
  EXPECT_LE(arena.bytes(), size_t{1} << 20);
}

TEST(ParseArena, LeavesAtItsDeadline) {
  ParseArena arena;
  arena.arm(1 << 20, ParseArena::Clock::now());
  EXPECT_TRUE(overruns(arena, 16, 1000));
  EXPECT_EQ(arena.overrun(), ParseArena::Overrun::kTime);
}

TEST(ParseArena, EnforcesNothingWhenDisarmed) {
  ParseArena arena;
  arena.arm(1 << 16, ParseArena::Clock::now());
  arena.disarm();
  EXPECT_FALSE(overruns(arena, 1000, 1000));
  EXPECT_EQ(arena.overrun(), ParseArena::Overrun::kNone);
}

}  // namespace
}  // namespace pagescan
