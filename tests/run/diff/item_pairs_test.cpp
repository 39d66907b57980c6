// Pairs of items by a cascade of keys.
#include "scanner/run/diff/item_pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pagescan {
namespace {

// A list is a word, its letters the items.
struct Lists {
  std::string before;
  std::string after;

  ItemPairs::KeyOf letters() const {
    return [this](Side side, size_t i) {
      return std::string(1, (side == Side::kBefore ? before : after)[i]);
    };
  }
  std::string rows(const ItemPairs& pairs) const {
    std::string out;
    for (const ItemPairs::Row& row : pairs.rows()) {
      out += row.before ? before[*row.before] : '-';
      out += row.after ? after[*row.after] : '-';
      out += std::to_string(row.stage) + ' ';
    }
    return out;
  }
};

const ItemPairs::KeyOf kAnyKey = [](Side, size_t) { return std::string("x"); };

TEST(ItemPairsTest, PairsTheNthWithTheNth) {
  const Lists lists{"aba", "aac"};
  ItemPairs pairs(3, 3);
  pairs.match(1, lists.letters());
  EXPECT_EQ(lists.rows(pairs), "aa1 b-0 aa1 -c0 ");
  EXPECT_FALSE(pairs.is_done());
  pairs.match(2, kAnyKey);
  EXPECT_EQ(lists.rows(pairs), "aa1 aa1 bc2 ");
  EXPECT_TRUE(pairs.is_done());
}

TEST(ItemPairsTest, OfManyAlikeTheOneReplacedIsLeft) {
  const Lists lists{"axbxcxd", "axbycxd"};
  ItemPairs pairs(7, 7);
  pairs.match_first(1, lists.letters());
  EXPECT_EQ(lists.rows(pairs), "aa1 xx1 bb1 x-0 -y0 cc1 xx1 dd1 ");

  const Lists run{"xxxxx", "xxyxx"};
  ItemPairs others(5, 5);
  others.match_first(1, run.letters());
  EXPECT_EQ(run.rows(others), "xx1 xx1 x-0 -y0 xx1 xx1 ");

  const Lists two{"qaxbxcxr", "saxbycxt"};
  ItemPairs inner(8, 8);
  inner.match_first(1, two.letters());
  EXPECT_EQ(two.rows(inner), "q-0 -s0 aa1 xx1 bb1 x-0 -y0 cc1 xx1 r-0 -t0 ");
}

TEST(ItemPairsTest, WithoutAKeyThereIsNoPair) {
  ItemPairs pairs(1, 1);
  pairs.match(1, [](Side, size_t) { return std::string(); });
  EXPECT_EQ(pairs.rows().size(), 2u);
}

TEST(ItemPairsTest, NeighboursTellWhichIsWhich) {
  const Lists lists{"a1b2c34d", "a5b6c7d"};
  ItemPairs pairs(8, 7);
  pairs.match(1, [&](Side side, size_t i) {
    std::string key = lists.letters()(side, i);
    if (key < "a") key.clear();
    return key;
  });
  pairs.match_between_neighbours(2, kAnyKey);
  // Which of 3 and 4 the 7 is nobody can tell.
  EXPECT_EQ(lists.rows(pairs), "aa1 152 bb1 262 cc1 3-0 4-0 -70 dd1 ");
}

TEST(ItemPairsTest, ASingleOneIsTheOne) {
  const Lists lists{"xy", "z"};
  ItemPairs pairs(2, 1);
  pairs.match_single(1, kAnyKey);
  EXPECT_EQ(pairs.rows().size(), 3u);
  ItemPairs others(1, 1);
  others.match_single(1, kAnyKey);
  EXPECT_TRUE(others.is_done());
}

TEST(ItemPairsTest, TakesPairsOfOthers) {
  const Lists lists{"abc", "ca"};
  ItemPairs pairs(3, 2);
  pairs.pair(2, 0);
  EXPECT_FALSE(pairs.is_done());
  EXPECT_EQ(pairs.unpaired(Side::kBefore), (std::vector<size_t>{0, 1}));
  EXPECT_EQ(pairs.pair_of(Side::kAfter, 0), 2u);
  EXPECT_FALSE(pairs.has_pair(Side::kAfter, 1));
  pairs.match(1, lists.letters());
  EXPECT_TRUE(pairs.is_done());
  EXPECT_EQ(pairs.pairs(), (std::vector<AlignedPair>{{0, 1}, {2, 0}}));
}

TEST(ItemPairsTest, PartsOfKeysDoNotRunTogether) {
  std::string a;
  std::string b;
  add_to_key(a, "1");
  add_to_key(a, "23");
  add_to_key(b, "12");
  add_to_key(b, "3");
  EXPECT_NE(a, b);
  add_optional_to_key(a, std::nullopt);
  const std::string without = a;
  add_optional_to_key(a, "");
  EXPECT_NE(without, a);
}

}  // namespace
}  // namespace pagescan
