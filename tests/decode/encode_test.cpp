#include "scanner/decode/encode.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

TEST(EncodeForUrlQuery, GivesTheEncodersBytes) {
  struct Case {
    Encoding encoding;
    std::string utf8;
    std::string bytes;
  };
  const std::vector<Case> cases = {
      {Encoding::kUtf8, "\u00E4\xFF", "\u00E4\uFFFD"},
      {Encoding::kUtf16Be, "\u00E4", "\u00E4"},
      {Encoding::kUtf16Le, "\u00E4", "\u00E4"},
      {Encoding::kReplacement, "\u00E4", "\u00E4"},
      {Encoding::kWindows1252, "a=\u00E4&\u20AC", "a=\xE4&\x80"},
      {Encoding::kWindows1252, "\u0416\U0001F600",
       "%26%231046%3B%26%23128512%3B"},
      {Encoding::kWindows1252, "\xFF", "%26%2365533%3B"},
      {Encoding::kIso885916, "\u20AC\u0218", "\xA4\xAA"},
      {Encoding::kXUserDefined, "\uF780\uF7FF\uF800", "\x80\xFF%26%2363488%3B"},
      {Encoding::kGbk, "\u20AC\u4F60\U0001F600\u0080",
       "\x80\xC4\xE3%26%23128512%3B%26%23128%3B"},
      {Encoding::kGb18030, "\u20AC\u4F60\U0001F600\u0080",
       "\xA2\xE3\xC4\xE3\x94\x39\xFC\x36\x81\x30\x81\x30"},
      {Encoding::kGb18030, "\uE5E5\uE78D\uE864\uE7C7\uFE10",
       "%26%2358853%3B\xA6\xD9\xFE\xA0\x81\x35\xF4\x37\xA6\xD9"},
      {Encoding::kBig5, "\u4E00\u2550\u5345\u43F0",
       "\xA4\x40\xF9\xF9\xA4\xCA%26%2317392%3B"},
      {Encoding::kEucKr, "\uAC00\uAC02", "\xB0\xA1\x81\x41"},
      {Encoding::kEucJp, "\u3042\uFF71\u00A5\u203E\u2212\u4E02",
       "\xA4\xA2\x8E\xB1\\~\xA1\xDD%26%2319970%3B"},
      {Encoding::kShiftJis, "\u3042\uFF71\u00A5\u203E\u2212\u0080\u2252",
       "\x82\xA0\xB1\\~\x81\x7C\x80\x81\xE0"},
      {Encoding::kIso2022Jp, "a\u3042\u3044<", "a\x1B$B$\"$$\x1B(B<"},
      {Encoding::kIso2022Jp, "\u3042", "\x1B$B$\"\x1B(B"},
      {Encoding::kIso2022Jp, "\u203E\\x", "\x1B(J~\x1B(B\\x"},
      {Encoding::kIso2022Jp, "\u00A5x\u3042", "\x1B(J\\x\x1B$B$\"\x1B(B"},
      {Encoding::kIso2022Jp, "\uFF71\uFF9F", "\x1B$B%\"!,\x1B(B"},
      {Encoding::kIso2022Jp, "\x0E\x1B", "%26%2365533%3B%26%2365533%3B"},
      {Encoding::kIso2022Jp, "\u3042\u00E4\u3042",
       "\x1B$B$\"\x1B(B%26%23228%3B\x1B$B$\"\x1B(B"},
      {Encoding::kIso2022Jp, "", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(encode_for_url_query(c.utf8, c.encoding), c.bytes)
        << encoding_name(c.encoding) << ' ' << c.utf8;
  }
}

}  // namespace
}  // namespace pagescan
