#include "scanner/passes/text_list.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace pagescan {
namespace {

std::string number(double value) {
  std::string out;
  append_ecmascript_number(out, value);
  return out;
}

TEST(TextList, ReadsAndWritesNumbersAsEcmaScript) {
  // What String(Number(text)) gives.
  struct {
    std::string_view text;
    std::string_view expected;
  } const cases[] = {
      {"", "0"},
      {" \n ", "0"},
      {"12", "12"},
      {"\u00A0\uFEFF 7\u2028", "7"},
      {"+5", "5"},
      {"-3", "-3"},
      {"-0", "0"},
      {"00012", "12"},
      {"1.50", "1.5"},
      {".5", "0.5"},
      {"5.", "5"},
      {"1e3", "1000"},
      {"1E-7", "1e-7"},
      {"0.000001", "0.000001"},
      {"123456789.125", "123456789.125"},
      {"1e15", "1000000000000000"},
      {"123456789012345680000", "123456789012345680000"},
      {"1e21", "1e+21"},
      {"-1.25e22", "-1.25e+22"},
      {"5e-324", "5e-324"},
      {"1e400", "Infinity"},
      {"-1e400", "-Infinity"},
      {"0.0000001e-99999999999999999999", "0"},
      {"1e-400", "0"},
      {"1e99999999999999999999", "Infinity"},
      {"0e99999999999999999999", "0"},
      {"Infinity", "Infinity"},
      {"-Infinity", "-Infinity"},
      {"0x10", "16"},
      {"0XfF", "255"},
      {"0o17", "15"},
      {"0b101", "5"},
      {"x", "NaN"},
      {".", "NaN"},
      {"-", "NaN"},
      {"1e", "NaN"},
      {"1,5", "NaN"},
      {"1_000", "NaN"},
      {"5px", "NaN"},
      {"- 1", "NaN"},
      {"--1", "NaN"},
      {"0x", "NaN"},
      {"-0x10", "NaN"},
      {"0b12", "NaN"},
      {"infinity", "NaN"},
      {"inf", "NaN"},
      {"nan", "NaN"},
      {"0x1p3", "NaN"},
      {"1.5.2", "NaN"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(number(number_from_ecmascript(c.text)), c.expected) << c.text;
  }
}

TEST(TextList, KnowsEcmaScriptsWhiteSpace) {
  EXPECT_TRUE(is_ecmascript_whitespace(""));
  EXPECT_TRUE(
      is_ecmascript_whitespace(" \t\n\v\f\r\u00A0\u1680\u2000\u200A\u2028"
                               "\u2029\u202F\u205F\u3000\uFEFF"));
  for (const std::string_view text :
       {"\u200B", "\u0085", "\u180E", "a", " a"}) {
    EXPECT_FALSE(is_ecmascript_whitespace(text)) << text;
  }
}

std::string markers(ListMarkers list, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) list.append_next(out);
  return out;
}

TEST(TextList, NumbersItems) {
  constexpr auto kOutermost = ListNesting::kOutermost;
  constexpr auto kNested = ListNesting::kInListItem;
  struct {
    ListMarkers list;
    std::string_view expected;
  } const cases[] = {
      {ListMarkers::bullets(kOutermost), " *  * "},
      {ListMarkers::bullets(kNested), "* * "},
      {ListMarkers::numbers(kOutermost, "", ""), " 1.  2. "},
      {ListMarkers::numbers(kNested, "9", "1"), "9. 10. "},
      {ListMarkers::numbers(kNested, "-1", "a"), "-1. 0. "},
      {ListMarkers::numbers(kNested, "26", "a"), "z. aa. "},
      {ListMarkers::numbers(kNested, "702", "A"), "ZZ. AAA. "},
      {ListMarkers::numbers(kNested, "1.5", "a"), "a. b. "},
      {ListMarkers::numbers(kNested, "1.5", "i"), "1.5. 2.5. "},
      {ListMarkers::numbers(kNested, "8", "i"), "viii. ix. "},
      {ListMarkers::numbers(kNested, "3999", "I"), "MMMCMXCIX. 4000. "},
      {ListMarkers::numbers(kNested, "x", "i"), "NaN. NaN. "},
      {ListMarkers::numbers(kNested, "3", "disc"), "3. 4. "},
      {ListMarkers::numbers(kNested, "1e400", "A"), "Infinity. Infinity. "},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(markers(c.list, 2), c.expected);
  }
}

}  // namespace
}  // namespace pagescan
