#include "scanner/base/key_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace pagescan {
namespace {

TEST(KeySetTest, KnowsWhatWasInserted) {
  KeySet keys;
  EXPECT_FALSE(keys.contains(0));
  EXPECT_TRUE(keys.insert(0));
  EXPECT_TRUE(keys.insert(UINT64_MAX));
  EXPECT_FALSE(keys.insert(0));
  EXPECT_TRUE(keys.contains(0));
  EXPECT_TRUE(keys.contains(UINT64_MAX));
  EXPECT_FALSE(keys.contains(1));
  EXPECT_EQ(keys.size(), 2u);
}

TEST(KeySetTest, AgreesWithAPlainSet) {
  KeySet keys;
  std::set<uint64_t> plain;
  std::mt19937_64 random(1);
  // A small range, so that keys come again before and after runs are written.
  std::uniform_int_distribution<uint64_t> some(0, 150'000);
  // Spread as digests are.
  const auto spread = [](uint64_t n) { return n * 0x9E3779B97F4A7C15U; };
  for (int i = 0; i < 200'000; ++i) {
    const uint64_t key = spread(some(random));
    ASSERT_EQ(keys.insert(key), plain.insert(key).second) << key;
  }
  EXPECT_EQ(keys.size(), plain.size());
  for (uint64_t n = 0; n <= 150'001; ++n) {
    ASSERT_EQ(keys.contains(spread(n)), plain.contains(spread(n))) << n;
  }
}

}  // namespace
}  // namespace pagescan
