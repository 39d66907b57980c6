// Pairing of items by what they have in common.
#include "scanner/run/diff/likeness.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

std::vector<AlignedPair> pairs_by_likeness(
    const std::vector<ItemTraits>& before,
    const std::vector<ItemTraits>& after) {
  ItemPairs pairs(before.size(), after.size());
  pair_alike(
      pairs,
      [&](Side side, size_t i, ItemTraits& traits) {
        const ItemTraits& item = side == Side::kBefore ? before[i] : after[i];
        traits.insert(traits.end(), item.begin(), item.end());
      },
      50);
  return pairs.pairs();
}

TEST(LikenessTest, PairsTheMostAlikeFirst) {
  EXPECT_EQ(pairs_by_likeness({{1, 2, 3, 4}, {9}}, {{1, 2, 3}, {4, 3, 2, 1}}),
            (std::vector<AlignedPair>{{0, 1}}));
  // As alike: the nearest.
  EXPECT_EQ(pairs_by_likeness({{1, 2}, {1, 2}}, {{1, 2}, {1, 2}, {1, 2}}),
            (std::vector<AlignedPair>{{0, 0}, {1, 1}}));
}

TEST(LikenessTest, PairsManyByWhatFewHave) {
  // More than may be compared each with each; in the other order.
  constexpr uint32_t kItems = 500;
  static_assert(size_t{kItems} * kItems > kMaxComparedPairs);
  std::vector<ItemTraits> before;
  std::vector<ItemTraits> after;
  for (uint32_t i = 0; i < kItems; ++i) {
    before.push_back({1, 1000 + i, 2000 + i});
    const uint32_t other = kItems - 1 - i;
    after.push_back({1, 1000 + other, 2000 + other, 3000 + other});
  }
  const std::vector<AlignedPair> pairs = pairs_by_likeness(before, after);
  ASSERT_EQ(pairs.size(), kItems);
  for (const AlignedPair& pair : pairs) {
    EXPECT_EQ(pair.after, kItems - 1 - pair.before);
  }
}

}  // namespace
}  // namespace pagescan
