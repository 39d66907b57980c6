#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "scanner/cli/batch_command.h"

namespace pagescan {
namespace {

using testing::HasSubstr;

TEST(ParseShardTest, ReadsWhichOfHowMany) {
  const struct {
    const char* text;
    uint64_t index;
    uint64_t count;
  } cases[] = {
      {"", 0, 1},
      {"1/1", 0, 1},
      {"1/4", 0, 4},
      {"4/4", 3, 4},
      {"02/10", 1, 10},
      {"18446744073709551615/18446744073709551615", UINT64_MAX - 1, UINT64_MAX},
  };
  for (const auto& [text, index, count] : cases) {
    const Result<Shard> shard = parse_shard(text);
    ASSERT_TRUE(shard.has_value()) << text;
    EXPECT_EQ(shard->index, index) << text;
    EXPECT_EQ(shard->count, count) << text;
  }
}

TEST(ParseShardTest, RefusesAllElse) {
  for (const char* text :
       {"0/4", "5/4", "1", "1/", "/4", "/", "1/0", "0/0", "-1/4", "1/-4",
        "+1/4", "1/4/4", "1 /4", "1/ 4", "1/4 ", "a/b", "1.0/4", "0x1/4",
        "1/18446744073709551616"}) {
    const Result<Shard> shard = parse_shard(text);
    ASSERT_FALSE(shard.has_value()) << text;
    EXPECT_EQ(shard.error().code, ErrorCode::kUsage);
    EXPECT_THAT(shard.error().message, HasSubstr("write 1/4"));
  }
}

}  // namespace
}  // namespace pagescan
