#include "scanner/base/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

struct Case {
  std::string input;
  std::string repaired;
  size_t replaced;
};

// Maximal subparts as in Unicode 15, section 3.9, table 3-8.
TEST(Utf8, ReplacesEachMaximalSubpart) {
  const std::vector<Case> cases = {
      {"", "", 0},
      {"plain ascii, longer than eight bytes",
       "plain ascii, longer than eight bytes", 0},
      {"\u00E4\u20AC\U0001F600", "\u00E4\u20AC\U0001F600", 0},
      {"a\x80z", "a\uFFFDz", 1},
      {"\xC0\xAF", "\uFFFD\uFFFD", 2},            // overlong
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},  // surrogate
      {"\xF0\x9F\x98", "\uFFFD", 1},              // cut short
      {"\xE2\x82x", "\uFFFDx", 1},
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", 4},  // past U+10FFFF
      {"12345678\xFF", "12345678\uFFFD", 1},
  };
  for (const Case& c : cases) {
    size_t replaced = 99;
    EXPECT_EQ(replace_invalid_utf8(c.input, &replaced), c.repaired);
    EXPECT_EQ(replaced, c.replaced) << c.repaired;
    EXPECT_EQ(is_valid_utf8(c.input), c.replaced == 0) << c.repaired;
  }
}

TEST(Utf8, CountsUtf16Units) {
  EXPECT_EQ(utf16_length("a\u00E4\u6F22\U0001F600"), 5U);
}

TEST(Utf8, PrefixNeverCutsACharacter) {
  EXPECT_EQ(utf8_prefix("abc", 3), "abc");
  EXPECT_EQ(utf8_prefix("abc", 2), "ab");
  EXPECT_EQ(utf8_prefix("a\u6F22b", 3), "a");
  EXPECT_EQ(utf8_prefix("a\u6F22b", 4), "a\u6F22");
  EXPECT_EQ(utf8_prefix("\U0001F600", 3), "");
  EXPECT_EQ(code_point_count("a\u6F22\U0001F600"), 3U);
}

TEST(Utf8, ReadsAndAppendsCodePoints) {
  std::string out;
  for (const char32_t c : {U'a', U'\u00E4', U'\u6F22', U'\U0001F600'}) {
    append_utf8(out, c);
  }
  EXPECT_EQ(out, "a\u00E4\u6F22\U0001F600");
  EXPECT_EQ(code_point_at(out, 1).value, U'\u00E4');
  EXPECT_EQ(code_point_at(out, 1).size, 2U);
  EXPECT_EQ(code_point_at("\xFF", 0).value, U'\uFFFD');
}

}  // namespace
}  // namespace pagescan
