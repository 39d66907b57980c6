#include "scanner/store/reorder_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "tests/store/store_support.h"

namespace pagescan::test {
namespace {

FinishedTarget numbered(uint64_t ordinal, size_t bytes) {
  FinishedTarget target = finished_target(static_cast<unsigned>(ordinal) + 1);
  target.report.assign(bytes, static_cast<char>('a' + ordinal % 26));
  // Only some have a second report.
  target.json.assign(ordinal % 3 * 7, static_cast<char>('A' + ordinal % 26));
  return target;
}

// Ordinals in an order that has long waits in it, the same at each run.
std::vector<uint64_t> shuffled(uint64_t count) {
  std::vector<uint64_t> order(count);
  std::iota(order.begin(), order.end(), uint64_t{0});
  uint64_t state = 1;
  for (uint64_t i = count - 1; i > 0; --i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::swap(order[i], order[(state >> 33U) % (i + 1)]);
  }
  return order;
}

// 0: all but the next one in order go to the file.
TEST(ReorderBufferTest, GivesAllInOrderWhateverFitsIntoMemory) {
  constexpr uint64_t kCount = 300;
  for (const size_t bound : {size_t{0}, size_t{100}, size_t{5000}, SIZE_MAX}) {
    ReorderBuffer buffer(bound);
    uint64_t expected = 0;
    for (const uint64_t ordinal : shuffled(kCount)) {
      ASSERT_TRUE(buffer.add(ordinal, numbered(ordinal, 50 + ordinal)));
      while (true) {
        auto next = buffer.next();
        ASSERT_TRUE(next.has_value()) << next.error().message;
        if (!*next) break;
        const FinishedTarget wanted = numbered(expected, 50 + expected);
        EXPECT_EQ((*next)->report, wanted.report) << bound;
        EXPECT_EQ((*next)->json, wanted.json) << bound;
        EXPECT_EQ((*next)->outcome.key, wanted.outcome.key);
        ++expected;
      }
    }
    EXPECT_EQ(expected, kCount) << bound;
    EXPECT_EQ(buffer.size(), 0u);
  }
}

TEST(ReorderBufferTest, WaitsForTheNextOne) {
  ReorderBuffer buffer(0);
  ASSERT_TRUE(buffer.add(2, numbered(2, 10)));
  ASSERT_TRUE(buffer.add(1, numbered(1, 10)));
  EXPECT_FALSE(buffer.next().value().has_value());
  EXPECT_EQ(buffer.size(), 2u);
  ASSERT_TRUE(buffer.add(0, numbered(0, 10)));
  for (const uint64_t n : {0U, 1U, 2U}) {
    const auto next = buffer.next();
    ASSERT_TRUE(next.value().has_value());
    EXPECT_EQ((*next)->report, numbered(n, 10).report);
  }
  EXPECT_FALSE(buffer.next().value().has_value());
}

TEST(ReorderBufferTest, PassesOverGapsWhenTold) {
  ReorderBuffer buffer(15);
  for (const uint64_t n : {7U, 3U, 5U}) {
    ASSERT_TRUE(buffer.add(n, numbered(n, 10)));
  }
  for (const uint64_t n : {3U, 5U, 7U}) {
    const auto next = buffer.next_past_gap();
    ASSERT_TRUE(next.value().has_value());
    EXPECT_EQ((*next)->report, numbered(n, 10).report);
  }
  EXPECT_FALSE(buffer.next_past_gap().value().has_value());
}

// An empty report, and one of every byte there is, come back as they were.
TEST(ReorderBufferTest, KeepsEveryByteThroughTheFile) {
  ReorderBuffer buffer(0);
  FinishedTarget bytes = numbered(1, 0);
  for (int i = 0; i < 256; ++i) bytes.report += static_cast<char>(i);
  const std::string expected = bytes.report;
  ASSERT_TRUE(buffer.add(1, std::move(bytes)));
  ASSERT_TRUE(buffer.add(2, numbered(2, 0)));
  ASSERT_TRUE(buffer.add(0, numbered(0, 3)));
  EXPECT_EQ((*buffer.next())->report, "aaa");
  EXPECT_EQ((*buffer.next())->report, expected);
  EXPECT_EQ((*buffer.next())->report, "");
}

}  // namespace
}  // namespace pagescan::test
