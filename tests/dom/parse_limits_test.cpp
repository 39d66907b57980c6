#include <gtest/gtest.h>

#include <string>

#include "scanner/dom/parse.h"

namespace pagescan {
namespace {

std::string repeat(std::string_view piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(ParseLimits, OrdinaryPageIsParsedWhole) {
  const std::string html = "<p>x" + repeat("<p>y</p>", 100);
  const auto page = parse_html(html);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->parsed_bytes, html.size());
  EXPECT_FALSE(page->memory_exceeded);
  EXPECT_FALSE(page->time_exceeded);
}

// 31 KB of this makes two million nodes.
TEST(ParseLimits, MemoryBombIsParsedInPart) {
  std::string html;
  for (int i = 0; i < 4000; ++i) {
    html += "<font a=" + std::to_string(i) + "><p>";
  }
  const auto page = parse_html(html, {size_t{32} << 20, std::chrono::hours(1)});
  ASSERT_TRUE(page.has_value());
  EXPECT_TRUE(page->memory_exceeded);
  EXPECT_LT(page->parsed_bytes, html.size());
  EXPECT_FALSE(page->document.elements(Tag::kP).empty());
}

TEST(ParseLimits, TimeBombIsParsedInPart) {
  const std::string html = repeat("<div>", 1000000);
  const auto start = std::chrono::steady_clock::now();
  const auto page =
      parse_html(html, {size_t{256} << 20, std::chrono::milliseconds(400)});
  const auto took = std::chrono::steady_clock::now() - start;
  ASSERT_TRUE(page.has_value());
  EXPECT_TRUE(page->time_exceeded);
  EXPECT_LT(page->parsed_bytes, html.size());
  EXPECT_FALSE(page->document.elements(Tag::kDiv).empty());
  // Twenty times the limit: a hang, not a slow machine.
  EXPECT_LT(took, std::chrono::seconds(8));
}

TEST(ParseLimits, NoRoomAtAllIsAnError) {
  const auto page = parse_html(repeat("<b>", 1000), {1, std::chrono::hours(1)});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kParseBudget);
}

TEST(ParseLimits, PrefixNeverCutsACharacter) {
  const std::string html = repeat("<b>\u6F22\U0001F600", 100000);
  const auto page =
      parse_html(html, {size_t{4} << 20, std::chrono::milliseconds(500)});
  ASSERT_TRUE(page.has_value());
  EXPECT_LT(page->parsed_bytes, html.size());
  const std::string text = page->document.text_content(Document::kRoot);
  EXPECT_EQ(text.find("\uFFFD"), std::string::npos);
}

}  // namespace
}  // namespace pagescan
