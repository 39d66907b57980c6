#include "scanner/run/csv_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/run/list_test_util.h"

namespace pagescan {
namespace {

using testing::ElementsAre;

std::vector<std::string> rows_of(std::string content) {
  return test::entries_of(std::move(content), ListFormat::kCsv);
}

struct CsvCase {
  std::string content;
  std::vector<std::string> entries;
};

TEST(CsvRowsTest, AreReadUnderTheirHeader) {
  const std::vector<CsvCase> cases = {
      {"", {}},
      {"url\n", {}},
      {"url\nhttps://a.example/\n", {"2 https://a.example/"}},
      {"\xEF\xBB\xBFURL\r\nhttps://a.example/\r\n", {"2 https://a.example/"}},
      {"\n\nurl\n\nhttps://a.example/\n\n", {"5 https://a.example/"}},
      {"id,colour,url\n7,red,https://a.example/\n8,,https://b.example/",
       {"2 [7] https://a.example/", "3 [8] https://b.example/"}},
      {"url,id\nhttps://a.example/\n", {"2 https://a.example/"}},
      {"url,id\n\"https://a.example/?a=1,2\",\"say \"\"x\"\"\"\n",
       {"2 [say \"x\"] https://a.example/?a=1,2"}},
      // A row of three lines.
      {"id,url\n\"1\n2\r\n3\",https://a.example/\n4,https://b.example/",
       {"2 [1\n2\n3] https://a.example/", "5 [4] https://b.example/"}},
      {"url,header.Accept-Language,header.X-A\nhttps://a.example/,\"en, "
       "de;q=0.5\",\nhttps://b.example/,, 1 \n",
       {"2 https://a.example/ {Accept-Language: en, de;q=0.5}",
        "3 https://b.example/ {X-A: 1}"}},
      {"url,expect_status,expect_url,expect_type,expect_title,expect_text\n"
       "https://a.example/,2xx,https://b.example/,text/html,T,x y\n"
       "https://a.example/,\"200, 301\",,,,\n",
       {"2 https://a.example/ <status=2xx> <url=https://b.example/> "
        "<type=text/html> <title=T> <text=x y>",
        "3 https://a.example/ <status=200, 301>"}},
  };
  for (const CsvCase& c : cases) EXPECT_EQ(rows_of(c.content), c.entries);
}

TEST(CsvRowsTest, BadOnesAreEntries) {
  const std::vector<CsvCase> cases = {
      // Without columns no row means anything.
      {"https://a.example/\nhttps://b.example/\n",
       {"1 https://a.example/ !invalid_row"}},
      {"id;url\n1;https://a.example/\n", {"1 id;url !invalid_row"}},
      {"url,url\nhttps://a.example/,b\n", {"1 url,url !invalid_row"}},
      {"url,header.X Y\nhttps://a.example/,b\n",
       {"1 url,header.X Y !invalid_row"}},
      {"url\n\"\"\nhttps://b.example/\n",
       {"2  !invalid_row", "3 https://b.example/"}},
      {"url\nhttps://a.example/?q=1,2\nhttps://b.example/\n",
       {"2 https://a.example/?q=1,2 !invalid_row", "3 https://b.example/"}},
      {"id,url\nx,example\ny,https://b.example/\n",
       {"2 [x] example !file_not_found", "3 [y] https://b.example/"}},
      {"url,id\nhttps://a.example/,\xFF\nhttps://b.example/,1",
       {"2 https://a.example/,\xEF\xBF\xBD !invalid_row",
        "3 [1] https://b.example/"}},
      {"url,header.X\nhttps://a.example/,\"a\nb\"\nhttps://b.example/,c\n",
       {"2 https://a.example/,\"a !invalid_row",
        "4 https://b.example/ {X: c}"}},
      {"url,expect_status\nhttps://a.example/,ok\nhttps://b.example/,404\n",
       {"2 https://a.example/,ok !invalid_row",
        "3 https://b.example/ <status=404>"}},
      // A quote that opens by mistake costs its own row and no other.
      {"url\n\"https://a.example/\nhttps://b.example/\nhttps://c.example/",
       {"2 \"https://a.example/ !invalid_row", "3 https://b.example/",
        "4 https://c.example/"}},
      {"url\n\"https://a.example/\n\"https://b.example/\"\nhttps://c.example/"
       "\n",
       {"2 \"https://a.example/ !invalid_row", "3 https://b.example/",
        "4 https://c.example/"}},
      {"url\nhttps://a.example/\"\nhttps://b.example/\n",
       {"2 https://a.example/\" !invalid_row", "3 https://b.example/"}},
  };
  for (const CsvCase& c : cases) EXPECT_EQ(rows_of(c.content), c.entries);
}

TEST(CsvRowsTest, AreCutWhereTooLong) {
  test::ListOptions options;
  options.format = ListFormat::kCsv;
  options.limits.max_line_bytes = 40;
  options.standard_input = "url\n" + std::string(1'000'000, 'x') + "\n\"" +
                           std::string(20, 'y') + "\nhttps://a.example/\n" +
                           "https://b.example/\n";
  EXPECT_THAT(test::shown(test::read_lists({"-"}, options)),
              ElementsAre("2 " + std::string(40, 'x') + " !invalid_row",
                          "3 \"" + std::string(20, 'y') + " !invalid_row",
                          "4 https://a.example/", "5 https://b.example/"));
}

// Each line opens a quote that the next one breaks, under a limit that holds
// them all: quadratic time would take minutes.
TEST(CsvRowsTest, TakeLinearTimeForQuotes) {
  constexpr size_t kLines = 50'000;
  std::string content = "url\n";
  for (size_t i = 0; i < kLines; ++i) content += "\"a\n";
  EXPECT_EQ(rows_of(content).size(), kLines);
  content = "url\n";
  for (size_t i = 0; i < kLines; ++i) content += "\"\"\"\n\"\"\"\"\n";
  EXPECT_GT(rows_of(content).size(), kLines / 2);
}

}  // namespace
}  // namespace pagescan
