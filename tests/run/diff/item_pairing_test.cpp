// Pairing of items by keys and by likeness.
#include "scanner/run/diff/item_pairing.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pagescan {
namespace {

using Keys = std::vector<std::string>;

std::vector<AlignedPair> pairs_by_key(const Keys& before, const Keys& after,
                                      ItemPairing::Repeated repeated) {
  ItemPairing pairing(before.size(), after.size());
  pairing.by_key([&](size_t i) { return before[i]; },
                 [&](size_t i) { return after[i]; }, repeated);
  return pairing.pairs();
}

TEST(ItemPairingTest, PairsTheNthOfAKeyWithTheNth) {
  EXPECT_EQ(pairs_by_key({"a", "b", "a", ""}, {"", "a", "a", "b", "a"},
                         ItemPairing::Repeated::kInOrder),
            (std::vector<AlignedPair>{{0, 1}, {1, 3}, {2, 2}}));
}

TEST(ItemPairingTest, LeavesKeysThatRepeat) {
  EXPECT_EQ(pairs_by_key({"a", "b", "c"}, {"a", "a", "b", "c"},
                         ItemPairing::Repeated::kLeft),
            (std::vector<AlignedPair>{{1, 2}, {2, 3}}));
}

std::vector<AlignedPair> pairs_by_likeness(
    const std::vector<ItemTraits>& before,
    const std::vector<ItemTraits>& after) {
  ItemPairing pairing(before.size(), after.size());
  const auto traits_of = [](const std::vector<ItemTraits>& items) {
    return [&items](size_t i, ItemTraits& traits) {
      traits.insert(traits.end(), items[i].begin(), items[i].end());
    };
  };
  pairing.by_likeness(traits_of(before), traits_of(after), 50);
  return pairing.pairs();
}

TEST(ItemPairingTest, PairsTheMostAlikeFirst) {
  EXPECT_EQ(pairs_by_likeness({{1, 2, 3, 4}, {9}}, {{1, 2, 3}, {4, 3, 2, 1}}),
            (std::vector<AlignedPair>{{0, 1}}));
  // As alike: the nearest.
  EXPECT_EQ(pairs_by_likeness({{1, 2}, {1, 2}}, {{1, 2}, {1, 2}, {1, 2}}),
            (std::vector<AlignedPair>{{0, 0}, {1, 1}}));
}

TEST(ItemPairingTest, PairsManyByWhatFewHave) {
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
