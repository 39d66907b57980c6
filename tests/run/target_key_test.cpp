#include "scanner/run/target_key.h"

#include <gtest/gtest.h>

#include <string_view>

namespace pagescan {
namespace {

TargetKey key_of(std::string_view text, const std::vector<Field>& fields = {}) {
  return target_key(parse_target(text).value(), fields);
}

TEST(TargetKeyTest, IsTheSameForTheSameUrlRecord) {
  const TargetKey key = key_of("https://example.com/a");
  EXPECT_EQ(key, key_of("HTTPS://EXAMPLE.com:443/b/../a"));
  EXPECT_NE(key, key_of("http://example.com/a"));
  EXPECT_NE(key, key_of("https://example.com/a?"));
  EXPECT_NE(key, key_of("https://example.com/a#b"));
}

// SHA-256("https://example.com/") begins so: journals and shards of other
// machines rely on it.
TEST(TargetKeyTest, IsTheSameEverywhere) {
  EXPECT_EQ(key_of("https://example.com"), 0x0f115db062b7c0ddu);
}

TEST(TargetKeyTest, TellsFieldsApart) {
  const TargetKey plain = key_of("https://example.com/");
  const TargetKey with = key_of("https://example.com/", {{"a", "bc"}});
  EXPECT_NE(plain, with);
  EXPECT_NE(with, key_of("https://example.com/", {{"ab", "c"}}));
  EXPECT_EQ(with, key_of("https://EXAMPLE.com/", {{"a", "bc"}}));
}

TEST(TargetKeyTest, TellsFilesByTheirPath) {
  EXPECT_EQ(key_of("page.html"), key_of("./page.html"));
  EXPECT_NE(key_of("page.html"), key_of("other.html"));
  EXPECT_NE(key_of("-"), target_key_of_text("-"));
}

}  // namespace
}  // namespace pagescan
