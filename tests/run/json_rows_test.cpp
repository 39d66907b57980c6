#include "scanner/run/json_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/run/list_test_util.h"

namespace pagescan {
namespace {

using testing::ElementsAre;

struct JsonCase {
  std::string content;
  std::vector<std::string> entries;
};

std::vector<std::string> rows_of(std::string content) {
  return test::entries_of(std::move(content), ListFormat::kJsonl);
}

TEST(JsonRowsTest, AreStringsOrObjects) {
  const std::vector<JsonCase> cases = {
      {"", {}},
      {"\"https://a.example/\"\r\n\r\n \"https://b.example/\"",
       {"1 https://a.example/", "3 https://b.example/"}},
      {R"({"url":"https://a.example/","colour":["red"]})",
       {"1 https://a.example/"}},
      {R"({"id":"x","url":"https://a.example/\u00e9"})",
       {"1 [x] https://a.example/\xC3\xA9"}},
      {R"({"id":17,"url":"https://a.example/","headers":null})",
       {"1 [17] https://a.example/"}},
      {R"({"url":"https://a.example/","headers":{"X-A":" 1 ","x-b":""}})",
       {"1 https://a.example/ {X-A: 1} {x-b: }"}},
      {R"({"url":"https://a.example/","headers":["X-A: 1; 2","X-A:3"]})",
       {"1 https://a.example/ {X-A: 1; 2} {X-A: 3}"}},
      {R"({"url":"https://a.example/","expect":{"text":"t","status":404,)"
       R"("url":"https://b.example/","type":"text/html","title":"T",)"
       R"("weather":"fine"}})",
       {"1 https://a.example/ <status=404> <url=https://b.example/> "
        "<type=text/html> <title=T> <text=t>"}},
  };
  for (const JsonCase& c : cases) EXPECT_EQ(rows_of(c.content), c.entries);
}

TEST(JsonRowsTest, BadOnesAreEntries) {
  const char* const kRows[] = {
      "{",
      "nonsense",
      "7",
      "null",
      R"(["https://a.example/"])",
      R"("https://a.example/" "https://b.example/")",
      "\"https://a.example/\xFF\"",
      "\"\"",
      R"("https://a.example/\u0000")",
      "{}",
      R"({"url":7})",
      R"({"url":"https://a.example/","id":1.5})",
      R"({"url":"https://a.example/","headers":"X: 1"})",
      R"({"url":"https://a.example/","headers":{"X":1}})",
      R"({"url":"https://a.example/","headers":{"X Y":"1"}})",
      R"({"url":"https://a.example/","headers":{"X":"1\r\nY: 2"}})",
      R"({"url":"https://a.example/","headers":["X"]})",
      R"({"url":"https://a.example/","headers":[7]})",
      R"({"url":"https://a.example/","expect":[]})",
      R"({"url":"https://a.example/","expect":{"status":"fine"}})",
      R"({"url":"https://a.example/","expect":{"status":99}})",
      R"({"url":"https://a.example/","expect":{"url":"b"}})",
      R"({"url":"https://a.example/","expect":{"type":"html"}})",
      R"({"url":"https://a.example/","expect":{"title":["T"]}})",
  };
  for (const std::string row : kRows) {
    const auto entries = rows_of(row + "\n\"https://b.example/\"\n");
    ASSERT_EQ(entries.size(), 2u) << row;
    EXPECT_THAT(entries[0], testing::EndsWith(" !invalid_row")) << row;
    EXPECT_EQ(entries[1], "2 https://b.example/");
  }
}

TEST(JsonRowsTest, MayNestDeep) {
  const std::string deep(100'000, '[');
  EXPECT_EQ(rows_of(deep).size(), 1u);
  const std::string closed = deep.substr(0, 60'000) + std::string(60'000, ']');
  EXPECT_EQ(rows_of("{\"url\":\"https://a.example/\",\"x\":" + closed + "}"),
            std::vector<std::string>{"1 https://a.example/"});
  EXPECT_THAT(rows_of("{\"url\":\"https://a.example/\",\"expect\":{\"url\":" +
                      closed + "}}"),
              ElementsAre(testing::EndsWith("!invalid_row")));
}

}  // namespace
}  // namespace pagescan
