#include "scanner/decode/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pagescan {
namespace {

TEST(Encoding, NamesAreTheStandards) {
  EXPECT_EQ(encoding_name(Encoding::kUtf8), "UTF-8");
  EXPECT_EQ(encoding_name(Encoding::kWindows1252), "windows-1252");
  EXPECT_EQ(encoding_name(Encoding::kShiftJis), "Shift_JIS");
  EXPECT_EQ(encoding_name(Encoding::kXUserDefined), "x-user-defined");
  static_assert(static_cast<size_t>(Encoding::kXUserDefined) + 1 ==
                kEncodingCount);
}

TEST(Encoding, EveryNameIsALabelOfItself) {
  for (size_t i = 0; i < kEncodingCount; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    EXPECT_EQ(encoding_from_label(encoding_name(encoding)), encoding)
        << encoding_name(encoding);
  }
}

TEST(Encoding, ReadsLabels) {
  struct Case {
    std::string label;
    std::optional<Encoding> expected;
  };
  const std::vector<Case> cases = {
      {"utf8", Encoding::kUtf8},
      {" \t\n\f\rUtF-8 ", Encoding::kUtf8},
      {"latin1", Encoding::kWindows1252},
      {"US-ASCII", Encoding::kWindows1252},
      {"iso-8859-9", Encoding::kWindows1254},
      {"gb2312", Encoding::kGbk},
      {"utf-16", Encoding::kUtf16Le},
      {"hz-gb-2312", Encoding::kReplacement},
      {"", std::nullopt},
      {" ", std::nullopt},
      {"utf-7", std::nullopt},
      {"utf 8", std::nullopt},
      {"utf-8 utf8", std::nullopt},
      {"utf-8\x0B", std::nullopt},
      {"\xC2\xA0utf-8", std::nullopt},
      {std::string("utf-8\0", 6), std::nullopt},
      {std::string(1 << 20, 'x'), std::nullopt},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(encoding_from_label(c.label), c.expected)
        << c.label.substr(0, 40);
  }
}

}  // namespace
}  // namespace pagescan
