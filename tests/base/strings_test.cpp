#include "scanner/base/strings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pagescan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Strings, CaseFoldsAsciiOnly) {
  EXPECT_EQ(ascii_lowercase("ABCÄz"), "abcÄz");
  EXPECT_EQ(ascii_uppercase("abcäZ"), "ABCäZ");
  EXPECT_TRUE(ascii_iequals("Content-TYPE", "content-type"));
  EXPECT_FALSE(ascii_iequals("k", "\u212A"));  // KELVIN SIGN is not k
  EXPECT_TRUE(ascii_istarts_with("JavaScript:x", "javascript:"));
  EXPECT_FALSE(ascii_istarts_with("java", "javascript:"));
}

TEST(Strings, StripsAsciiWhitespaceButNotNoBreakSpace) {
  EXPECT_EQ(strip_ascii_whitespace(" \t\n\f\r a b \n"), "a b");
  EXPECT_EQ(strip_ascii_whitespace("\u00A0a"), "\u00A0a");
  EXPECT_EQ(strip_ascii_whitespace(" \n "), "");
  EXPECT_EQ(strip_and_collapse_ascii_whitespace("  a \n\t b  "), "a b");
}

TEST(Strings, Splits) {
  EXPECT_THAT(split_on_ascii_whitespace("  a\tb\n\nc "),
              ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_on_ascii_whitespace(" \n"), IsEmpty());
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

}  // namespace
}  // namespace pagescan
