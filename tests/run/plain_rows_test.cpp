#include "scanner/run/plain_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/run/list_test_util.h"
#include "tests/support/temp_dir.h"

namespace pagescan {
namespace {

using test::entries_of;
using testing::ElementsAre;
using testing::HasSubstr;

struct PlainCase {
  std::string content;
  std::vector<std::string> entries;
};

TEST(PlainRowsTest, AreLines) {
  const std::vector<PlainCase> cases = {
      {"", {}},
      {"\n\n \t\n", {}},
      {"https://a.example/", {"1 https://a.example/"}},
      {"https://a.example/\nhttps://b.example/\n",
       {"1 https://a.example/", "2 https://b.example/"}},
      {"\xEF\xBB\xBFhttps://a.example/\r\n\r\n\thttps://b.example/ \r\n",
       {"1 https://a.example/", "3 https://b.example/"}},
      {"# https://no.example/\n  # nor this\nhttps://a.example/ # comment\n"
       "https://a.example/\t#\nhttps://a.example/#fragment # more\n"
       "https://a.example/##\n#\n",
       {"3 https://a.example/", "4 https://a.example/",
        "5 https://a.example/#fragment", "6 https://a.example/##"}},
      // Old Macs' line breaks make one line, and white space in it.
      {"https://a.example/\rhttps://b.example/",
       {"1 https://a.example/\rhttps://b.example/ !invalid_row"}},
  };
  for (const PlainCase& c : cases) EXPECT_EQ(entries_of(c.content), c.entries);
}

TEST(PlainRowsTest, BadOnesAreEntries) {
  const std::vector<PlainCase> cases = {
      {"example.com\nhttps://a.example/",
       {"1 example.com !file_not_found", "2 https://a.example/"}},
      {"http://\n", {"1 http:// !invalid_url"}},
      {"ftp://a.example/\n", {"1 ftp://a.example/ !unsupported_scheme"}},
      {"-\n", {"1 - !invalid_row"}},
      {"https://a.example/ https://b.example/",
       {"1 https://a.example/ https://b.example/ !invalid_row"}},
      {"https://a.example/\xFF", {"1 https://a.example/\xFF !invalid_row"}},
      {"/no/such/*/file", {"1 /no/such/*/file !file_not_found"}},
      {"/", {"1 / !file_unreadable"}},
  };
  for (const PlainCase& c : cases) EXPECT_EQ(entries_of(c.content), c.entries);
  const std::string nul("https://a.example/\0b", 20);
  EXPECT_THAT(entries_of(nul), ElementsAre("1 " + nul + " !invalid_row"));
}

TEST(PlainRowsTest, SayWhatToWrite) {
  test::ListOptions options;
  options.standard_input = "example.com/a?b\nhttps://a.example/ b";
  const auto entries = test::read_lists({"-"}, options);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].parsed.error().message,
            "example.com/a?b: no such file (check the path; for a web page, "
            "write https://example.com/a?b)");
  EXPECT_EQ(entries[1].parsed.error().message,
            "white space in \"https://a.example/ b\" (one URL a row; write "
            "%20 for a space in it)");
}

TEST(PlainRowsTest, NameFilesAndPatterns) {
  const test::TempDir dir;
  const std::string page = dir.write("b.html", "<p>").string();
  dir.write("a.html", "<p>");
  dir.write("folder.html/c.txt", "");
  dir.write("with space.htm", "");
  dir.write("odd[1].txt", "");
  const std::string top = dir.path().string();
  EXPECT_THAT(
      entries_of(page + "\n" + top + "/*.html\n" + top + "/with space.htm\n" +
                 top + "/odd[1].txt\n" + top + "/f*\n"),
      ElementsAre("1 " + page, "2 " + top + "/a.html", "2 " + page,
                  "3 " + top + "/with space.htm", "4 " + top + "/odd[1].txt",
                  "5 " + top + "/f* !file_not_found"));
}

TEST(PlainRowsTest, AreCutWhereTooLong) {
  test::ListOptions options;
  options.limits.max_line_bytes = 20;
  options.standard_input =
      "https://a.example/12\nhttps://a.example/123\n" +
      std::string(1'000'000, 'x') + "\n# " + std::string(1'000'000, 'x') +
      "\nhttps://b.example/\n" + std::string(1'000'000, 'y');
  EXPECT_THAT(
      test::shown(test::read_lists({"-"}, options)),
      ElementsAre("1 https://a.example/12",
                  "2 https://a.example/12 !invalid_row",
                  "3 xxxxxxxxxxxxxxxxxxxx !invalid_row", "5 https://b.example/",
                  "6 yyyyyyyyyyyyyyyyyyyy !invalid_row"));
}

}  // namespace
}  // namespace pagescan
