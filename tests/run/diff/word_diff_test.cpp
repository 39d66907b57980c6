// Two texts, word by word.
#include "scanner/run/diff/word_diff.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "scanner/run/diff/align.h"

namespace pagescan {
namespace {

// "a [-b-]{+c+}".
std::string shown(const std::vector<WordSpan>& spans) {
  std::string text;
  for (const WordSpan& span : spans) {
    switch (span.kind) {
      case WordSpan::Kind::kSame:
        text += span.text;
        break;
      case WordSpan::Kind::kRemoved:
        text += "[-" + std::string(span.text) + "-]";
        break;
      case WordSpan::Kind::kAdded:
        text += "{+" + std::string(span.text) + "+}";
        break;
    }
  }
  return text;
}

struct Case {
  std::string before;
  std::string after;
  std::string expected;
};

TEST(WordDiffTest, TellsWhichWordsChanged) {
  const Case cases[] = {
      {"", "", ""},
      {"a b", "a b", "a b"},
      {"", "a b", "{+a b+}"},
      {"a b", "", "[-a b-]"},
      {"It costs 10 Euro.", "It costs 12 Euro.", "It costs [-10-]{+12+} Euro."},
      {"a b c d", "a x y d", "a [-b c-]{+x y+} d"},
      {"a c", "a b c", "a {+b +}c"},
      {"for 1,000 users", "for 1.000 users", "for 1[-,-]{+.+}000 users"},
      {"\xC3\xA4rger", "\xC3\xA4ger", "[-\xC3\xA4rger-]{+\xC3\xA4ger+}"},
      {"one two three four", "zero two three five",
       "[-one-]{+zero+} two three [-four-]{+five+}"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(shown(word_diff(c.before, c.after)), c.expected);
  }
}

std::string random_text(std::mt19937& random, size_t words) {
  std::string text;
  for (size_t i = 0; i < words; ++i) {
    text += static_cast<char>('a' + random() % 4);
    text += random() % 5 == 0 ? ", " : " ";
  }
  return text;
}

TEST(WordDiffTest, GivesBothTextsBackAndMirrors) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const std::string before = random_text(random, random() % 40);
    const std::string after = random_text(random, random() % 40);
    std::string old_text;
    std::string new_text;
    std::vector<WordSpan> turned = word_diff(after, before);
    const std::vector<WordSpan> spans = word_diff(before, after);
    for (const WordSpan& span : spans) {
      if (span.kind != WordSpan::Kind::kAdded) old_text += span.text;
      if (span.kind != WordSpan::Kind::kRemoved) new_text += span.text;
    }
    EXPECT_EQ(old_text, before);
    EXPECT_EQ(new_text, after);
    for (size_t i = 0; i < turned.size(); ++i) {
      using Kind = WordSpan::Kind;
      if (turned[i].kind == Kind::kSame) continue;
      turned[i].kind =
          turned[i].kind == Kind::kAdded ? Kind::kRemoved : Kind::kAdded;
      if (i > 0 && turned[i].kind == Kind::kRemoved &&
          turned[i - 1].kind == Kind::kAdded) {
        std::swap(turned[i - 1], turned[i]);
      }
    }
    EXPECT_EQ(shown(turned), shown(spans));
  }
}

TEST(AlignTest, KeepsToSingleItemsPastItsBound) {
  // 0 1 2 ... with runs of one item between, too many for the whole table.
  std::vector<uint32_t> before;
  std::vector<uint32_t> after;
  constexpr uint32_t kItems = 2000;
  for (uint32_t i = 0; i < kItems; ++i) {
    before.insert(before.end(), {i, kItems});
    if (i != 1000) after.insert(after.end(), {i, kItems});
  }
  // Spoils the common start and end.
  before.insert(before.begin(), kItems + 1);
  after.push_back(kItems + 2);
  const std::vector<AlignedPair> pairs = align(before, after, kItems + 3);
  EXPECT_EQ(pairs.size(), after.size() - 1);
  for (size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(before[pairs[i].before], after[pairs[i].after]);
    if (i == 0) continue;
    EXPECT_LT(pairs[i - 1].before, pairs[i].before);
    EXPECT_LT(pairs[i - 1].after, pairs[i].after);
  }
}

TEST(AlignTest, FindsALongestRisingSubsequence) {
  const std::vector<size_t> numbers = {3, 0, 1, 5, 2, 4};
  EXPECT_EQ(longest_rising(numbers), (std::vector<size_t>{1, 2, 4, 5}));
  EXPECT_TRUE(longest_rising({}).empty());
}

}  // namespace
}  // namespace pagescan
