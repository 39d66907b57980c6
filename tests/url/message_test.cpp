#include "scanner/url/message.h"

#include <gtest/gtest.h>

namespace pagescan {
namespace {

TEST(Quoted, ShowsWhatIsHarmless) {
  EXPECT_EQ(quote_for_message(""), R"("")");
  EXPECT_EQ(quote_for_message("http://h/a b?c#d"), R"("http://h/a b?c#d")");
  EXPECT_EQ(quote_for_message("b\u00FCcher \u6F22"), "\"b\u00FCcher \u6F22\"");
}

TEST(Quoted, EscapesWhatIsNot) {
  EXPECT_EQ(quote_for_message("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(quote_for_message("a\nb\r\t\x1B[31m\x7F"),
            R"("a\nb\x0D\x09\x1B[31m\x7F")");
  EXPECT_EQ(quote_for_message(std::string_view("\0", 1)), R"("\x00")");
  EXPECT_EQ(quote_for_message("\u0085\u200B\u202Ex\u2028\u00AD\uFEFF\u3164"),
            R"("\u{85}\u{200B}\u{202E}x\u{2028}\u{AD}\u{FEFF}\u{3164}")");
  EXPECT_EQ(quote_for_message("e\u0301\uE000\U000E0041"),
            R"("e\u{301}\u{E000}\u{E0041}")");
  EXPECT_EQ(quote_for_message("a\xFFz\xE2\x82"), R"("a\xFFz\xE2\x82")");
  EXPECT_EQ(quote_for_message("\uFFFD"), "\"\uFFFD\"");
}

TEST(Quoted, ShortensByCodePoints) {
  std::string exact;
  for (size_t i = 0; i < kMaxQuotedCodePoints; ++i) exact += "\u00E4";
  EXPECT_EQ(quote_for_message(exact), "\"" + exact + "\"");
  EXPECT_EQ(quote_for_message(exact + "b"), "\"" + exact + "...\"");
}

}  // namespace
}  // namespace pagescan
