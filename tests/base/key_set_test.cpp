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
  // A small range, so that keys come again before and after merges.
  std::uniform_int_distribution<uint64_t> some(0, 150'000);
  for (int i = 0; i < 200'000; ++i) {
    const uint64_t key = some(random);
    ASSERT_EQ(keys.insert(key), plain.insert(key).second) << key;
  }
  EXPECT_EQ(keys.size(), plain.size());
  for (uint64_t key = 0; key <= 150'001; ++key) {
    ASSERT_EQ(keys.contains(key), plain.contains(key)) << key;
  }
}

}  // namespace
}  // namespace pagescan
