#include "rules/config/yaml_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace pagescan {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string complaint(const std::string& text) {
  const Result<ConfigTree> tree = read_yaml(text, "f.yaml");
  return tree ? "" : tree.error().message;
}

TEST(YamlReaderTest, KeepsValuesAndTheirPlaces) {
  const auto tree = read_yaml("a: 1\nlist:\n  - x\n  - \"true\"\n", "f.yaml");
  ASSERT_TRUE(tree) << tree.error().message;
  const ConfigValue root(*tree);
  ASSERT_TRUE(root.is_mapping());
  ASSERT_EQ(root.children().size(), 2u);
  EXPECT_EQ(root.member("a")->text(), "1");
  EXPECT_FALSE(root.member("b"));
  const auto items = root.member("list")->children();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_TRUE(items[0].is_plain());
  EXPECT_FALSE(items[1].is_plain());
  EXPECT_EQ(items[1].position().line, 4u);
  EXPECT_EQ(items[1].position().column, 5u);
  EXPECT_EQ(items[1].error("odd").value().message, "f.yaml:4:5: list[1]: odd");
  EXPECT_EQ(root.member("list")->key_error("odd").value().message,
            "f.yaml:2:1: odd");
}

TEST(YamlReaderTest, ReadsJson) {
  const auto tree =
      read_yaml(R"({"a": {"b": [1, "\u00e9\n", null]}})", "f.json");
  ASSERT_TRUE(tree) << tree.error().message;
  const auto items = ConfigValue(*tree).member("a")->member("b")->children();
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[1].text(), "é\n");
  EXPECT_TRUE(items[2].is_null());
  EXPECT_FALSE(items[1].is_null());
}

TEST(YamlReaderTest, RefusesWhatAConfigurationHasNoUseFor) {
  EXPECT_THAT(complaint("a: &x 1\nb: 2"), HasSubstr("f.yaml:1:4: anchors"));
  EXPECT_THAT(complaint("a: *x"), StartsWith("f.yaml:1:4: "));
  EXPECT_THAT(complaint("a: &x 1\nb: *x"), HasSubstr("anchors"));
  EXPECT_THAT(complaint("a: !!str 1"), HasSubstr("tags"));
  EXPECT_THAT(complaint("a: 1\n---\nb: 2"), HasSubstr("f.yaml:2:1: a second"));
  EXPECT_THAT(complaint("? [a]\n: 1"), HasSubstr("a key must be text"));
  EXPECT_THAT(complaint("a: 1\nb: 2\na: 3"),
              HasSubstr("f.yaml:3:1: the key \"a\" is there already, in line "
                        "1"));
  EXPECT_THAT(complaint(""), HasSubstr("empty"));
  EXPECT_THAT(complaint("# nothing\n"), HasSubstr("empty"));
}

TEST(YamlReaderTest, SaysWhereItIsNoYaml) {
  EXPECT_THAT(complaint("a: [1\nb: 2"), StartsWith("f.yaml:2:"));
  EXPECT_THAT(complaint("a: \"x"), HasSubstr("no YAML: "));
  EXPECT_THAT(complaint("a: \xff"), HasSubstr("no YAML: "));
  EXPECT_THAT(complaint("\tb: 1"), HasSubstr("no YAML: "));
}

TEST(YamlReaderTest, HasBounds) {
  EXPECT_THAT(complaint(std::string(kMaxConfigBytes + 1, ' ')),
              HasSubstr("larger than"));
  EXPECT_EQ(complaint(std::string(kMaxConfigDepth, '[') +
                      std::string(kMaxConfigDepth, ']')),
            "");
  EXPECT_THAT(complaint(std::string(kMaxConfigDepth + 1, '[')),
              HasSubstr("more than 32 collections"));
  EXPECT_THAT(complaint(std::string(200'000, '[')),
              HasSubstr("more than 32 collections"));
  std::string many = "[";
  for (size_t i = 0; i < kMaxConfigNodes; ++i) many += "1,";
  EXPECT_THAT(complaint(many + "]"), HasSubstr("more than 50000 values"));
  std::string wide;
  for (size_t i = 0; i <= kMaxConfigMembers; ++i) {
    wide += fmt::format("k{}: 1\n", i);
  }
  EXPECT_THAT(complaint(wide), HasSubstr("more than 1000 keys"));
}

}  // namespace
}  // namespace pagescan
