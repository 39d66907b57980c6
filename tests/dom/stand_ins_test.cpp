#include "scanner/dom/stand_ins.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

TEST(StandIns, LeaveOrdinaryTextAlone) {
  const std::vector<std::string> texts = {
      "", "plain\ttext\r\nand\fmore", std::string("a\0b", 3),
      "\u00A0\u00AB caf\u00E9 \uFF01 \U0001F600 \uFFFD \uFDF0 \uFEFF"};
  for (const std::string& text : texts) {
    std::string copy = text;
    EXPECT_FALSE(StandIns::substitute(copy).has_value());
    EXPECT_EQ(copy, text);
  }
}

TEST(StandIns, RestoreWhatTheyReplaced) {
  std::string text;
  for (char32_t c = 1; c <= 0xA0; ++c) append_utf8(text, c);
  for (char32_t c = 0xFDCF; c <= 0xFDF0; ++c) append_utf8(text, c);
  for (char32_t plane = 0; plane <= 16; ++plane) {
    append_utf8(text, (plane << 16) | 0xFFFE);
    append_utf8(text, (plane << 16) | 0xFFFF);
  }
  text += "\U000F0000\U000F0101";  // the page's own private-use characters
  std::string replaced = text;
  const auto stand_ins = StandIns::substitute(replaced);
  ASSERT_TRUE(stand_ins.has_value());
  EXPECT_TRUE(stand_ins->appears_in(replaced));
  EXPECT_EQ(code_point_count(replaced), code_point_count(text));
  for (size_t i = 0; i < replaced.size();) {
    const CodePoint c = code_point_at(replaced, i);
    EXPECT_FALSE((c.value < 0x20 &&
                  std::string("\t\n\f\r").find(static_cast<char>(c.value)) ==
                      std::string::npos) ||
                 (c.value >= 0x7F && c.value < 0xA0) ||
                 (c.value & 0xFFFE) == 0xFFFE)
        << static_cast<uint32_t>(c.value);
    i += c.size;
  }
  EXPECT_EQ(stand_ins->restore(replaced), text);
}

TEST(StandIns, GiveUpWhereEveryBlockIsTaken) {
  std::string text = "\x01";
  for (char32_t c = 0xF0000; c < 0xFFFF0; c += 0x80) append_utf8(text, c);
  std::string copy = text;
  EXPECT_FALSE(StandIns::substitute(copy).has_value());
  EXPECT_EQ(copy, text);
}

}  // namespace
}  // namespace pagescan
