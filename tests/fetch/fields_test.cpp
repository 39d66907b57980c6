#include "scanner/fetch/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct LineCase {
  std::string_view line;
  std::string_view name;
  std::string_view value;
};

TEST(FieldsTest, ReadsOneLine) {
  constexpr std::string_view kNul("a\0b", 3);
  const LineCase cases[] = {
      {"Server: nginx\r\n", "Server", "nginx"},
      {"Server: nginx\n", "Server", "nginx"},
      {"Server: nginx", "Server", "nginx"},
      {"Server:nginx", "Server", "nginx"},
      {"X:\t v \t", "X", "v"},
      {"X:", "X", ""},
      {"X: a: b", "X", "a: b"},
      {"x-UPPER: 1", "x-UPPER", "1"},
      {"Name : v", "Name", "v"},
      {"X: \x1b[31m\x07", "X", "\x1b[31m\x07"},
      {"X: caf\xe9", "X", "caf\xe9"},
      {"X: a\rb", "X", "a\rb"},
      {"X: \v", "X", "\v"},
  };
  for (const LineCase& test : cases) {
    Fields fields;
    fields.add_line(test.line);
    ASSERT_EQ(fields.size(), 1u) << test.line;
    EXPECT_EQ(fields.items()[0].name, test.name) << test.line;
    EXPECT_EQ(fields.items()[0].value, test.value) << test.line;
  }
  Fields fields;
  fields.add_line("X: " + std::string(kNul));
  EXPECT_EQ(fields.items()[0].value, kNul);
}

TEST(FieldsTest, UnfoldsObsoleteFolding) {
  const Fields fields = parse_fields(
      "A: one\r\n two\r\n\t three \r\nB:\r\n b\r\nC: c\r\n \r\n d\r\n");
  EXPECT_THAT(fields.items(), ElementsAre(Field{"A", "one two three"},
                                          Field{"B", "b"}, Field{"C", "c d"}));
  EXPECT_THAT(parse_fields(" lost\r\nA: 1\r\n").items(),
              ElementsAre(Field{"A", "1"}));
}

TEST(FieldsTest, KeepsLinesThatAreNoFields) {
  const Fields fields =
      parse_fields("no colon\r\n more\r\n: no name\r\nA: 1\r\n");
  EXPECT_THAT(fields.malformed(), ElementsAre("no colon more", ": no name"));
  EXPECT_THAT(fields.items(), ElementsAre(Field{"A", "1"}));
}

TEST(FieldsTest, StopsAtTheEmptyLine) {
  EXPECT_EQ(parse_fields("A: 1\r\n\r\nB: 2\r\n").size(), 1u);
  EXPECT_EQ(parse_fields("A: 1\n\nB: 2\n").size(), 1u);
  EXPECT_TRUE(parse_fields("").empty());
  EXPECT_TRUE(parse_fields("\r\nA: 1").empty());
}

TEST(FieldsTest, LooksUpWithoutCase) {
  const Fields fields = parse_fields(
      "Set-Cookie: a=1\r\nVia: x\r\nset-cookie: b=2\r\nVIA: y, z\r\n");
  EXPECT_EQ(fields.first("SET-COOKIE"), "a=1");
  EXPECT_EQ(fields.first("cookie"), std::nullopt);
  EXPECT_THAT(fields.all("set-cookie"), ElementsAre("a=1", "b=2"));
  EXPECT_THAT(fields.all("none"), IsEmpty());
  EXPECT_EQ(fields.combined("via"), "x, y, z");
  EXPECT_EQ(fields.combined("none"), std::nullopt);
  EXPECT_THAT(fields.list("via"), ElementsAre("x", "y", "z"));
}

TEST(FieldsTest, ListDropsEmptyMembers) {
  const Fields fields = parse_fields("A: , gzip ,,\tbr\r\nA: \r\na: x\r\n");
  EXPECT_THAT(fields.list("a"), ElementsAre("gzip", "br", "x"));
}

TEST(FieldsTest, BoundsTheNumberOfLines) {
  Fields fields;
  for (size_t i = 0; i < kDefaultMaxFieldLines + 5; ++i) {
    fields.add_line(i % 2 == 0 ? "A: 1" : "bad");
  }
  fields.add_line(" folded into nothing");
  EXPECT_EQ(fields.size() + fields.malformed().size(), kDefaultMaxFieldLines);
  EXPECT_EQ(fields.dropped(), 5u);
  EXPECT_EQ(fields.malformed().back(), "bad");
}

TEST(FieldFromTextTest, TakesWhatMayBeSent) {
  const struct {
    std::string_view text;
    std::string_view name;
    std::string_view value;
  } cases[] = {
      {"X: 1", "X", "1"},
      {"x-Y!:\t a: b; c \t", "x-Y!", "a: b; c"},
      {"X:", "X", ""},
      {"X:\xFF", "X", "\xFF"},
  };
  for (const auto& [text, name, value] : cases) {
    const auto field = field_from_text(text);
    ASSERT_TRUE(field) << text;
    EXPECT_EQ(field->name, name);
    EXPECT_EQ(field->value, value);
  }
}

TEST(FieldFromTextTest, RefusesWhatMayNot) {
  const std::string_view cases[] = {"",
                                    "X",
                                    ": 1",
                                    "X : 1",
                                    "X Y: 1",
                                    "X: 1\r\n",
                                    "X: 1\nY: 2",
                                    "X: a\rb",
                                    "\xC3\xA9: 1",
                                    std::string_view("X: a\0b", 6)};
  for (const std::string_view text : cases) {
    EXPECT_FALSE(field_from_text(text)) << text;
  }
}

}  // namespace
}  // namespace pagescan
