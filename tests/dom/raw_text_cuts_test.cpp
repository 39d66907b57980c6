// Pages whose scripts and style sheets are cut out before the parse read as
// they do when nothing is cut, places included.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/source_edits.h"
#include "tests/dom/same_document.h"

namespace pagescan {
namespace {

// Long enough to be cut, without what may not be.
const std::string kLong(200, 'j');

std::string with_long(std::string page) {
  constexpr std::string_view kMark = "LONG";
  size_t at = 0;
  while ((at = page.find(kMark, at)) != std::string::npos) {
    page.replace(at, kMark.size(), kLong);
    at += kLong.size();
  }
  return page;
}

bool is_cut(const std::string& page) {
  return SourceEdits(page).cut_raw_text();
}

TEST(RawTextCutsTest, ReadTheSameAndStandWhereTheyStood) {
  const std::vector<std::string> pages = {
      "<script>LONG</script><p id=a>after",
      "<style>LONG</style>\n<p>after",
      "<SCRIPT type=x>LONG</sCript ><p>after",
      "<script>LONG\n</script>\t<p>x</p>\t<i>y</i>",
      "<script>\nLONG\nvar\ta;\t</script>\t<p>\t<b>",
      "<script>\r\nLONG\r\n\rb</script><p>\r<b>",
      "<p><script>LONG</script><i><script>LONG</script><b>",
      "<p>\n<script>LONG\nab</script><i><script>c LONG</script>\t<b>",
      "<script>LONG \xC3\xA4\xE2\x82\xAC</script><p>\xC3\xA4<b>",
      "<title>t</title><script>LONG</script><style>LONG</style><body>x",
      "<table><tr><script>LONG</script><td>x<style>LONG</style></table>",
      "<select><option>1<script>LONG</script></select><p>x",
      "<form><script>LONG</script>text</form>more<p>x",
      "<template><script>LONG</script></template><p>x",
      "<noscript><style>LONG</style></noscript><p>x",
      "<head><noscript><script>LONG</script></noscript><p>x",
      "<svg><title><p>x</title></svg><script>LONG</script><p>x",
      "<script>LONG</script><select><div>LONG</div></select><p>&#99999999999;",
      "<script>&#99999999999;LONG</script><p>&#99999999999;x",
      "<script>LONG</scriptx></script><p>x",
      "<script>LONG<!-- --></script><style>LONG</style><p>x",
      "<frameset><script>LONG</script></frameset>",
      "a\x01<script>LONG\x01</script><p>x",
      "<script a='>' b=\">\">LONG</script><p>x",
      "<script>LONG</script>",
  };
  for (const std::string& page : pages) {
    const std::string text = with_long(page);
    EXPECT_TRUE(is_cut(text)) << page;
    expect_same_with_and_without_cuts(text);
  }
}

// Where the scan for tags and the parser differ about what is a script.
TEST(RawTextCutsTest, AreGivenUpWhereTheyAreNotSafe) {
  const std::vector<std::string> pages = {
      "<svg><desc></svg><script>LONG<b>x</b></script></desc></svg><p>x",
      "<svg><g><script>LONG<b>x</b></script></g></svg><p>x",
      "<math><script>LONG<b>x</b></script></math>x",
      "<select><textarea><script>LONG</script><option></textarea></select>",
      "<textarea><script>LONG<b></script></textarea><p>x",
      "<plaintext><script>LONG<b></script><p>x",
      "<noframes><script>LONG<b></script></noframes><p>x",
      "<p a=\"<script>LONG</script>\"><b>x",
      "<p a=<script>LONG</script>><b>x",
      "<p a='x'\"<script>LONG</script>\"><b>x",
      "<!--<script>LONG</script>--><b>x",
      "<!--><script>LONG</script>--><b>x",
      "<!x <script>LONG</script>--><b>x",
      "</3 <script>LONG</script>><b>x",
      "<frameset></frameset><script>LONG<b></script><p>",
      "<svg><![CDATA[</svg><script>LONG</script>]]></svg><b>x",
      "<script/>LONG<b></script>",
      "<script>LONG</script",
      "<script>LONG",
      "<script>LONG<!--<script>LONG</script>LONG</script><p>x",
      "<script>a<!--<script></script><script>LONG</script>--></script><p>",
      "<xmp><script>LONG</script></xmp><iframe><style>LONG</style></iframe>",
  };
  for (const std::string& page : pages) {
    expect_same_with_and_without_cuts(with_long(page));
  }
}

TEST(RawTextCutsTest, LeaveAloneWhatIsNotWorthIt) {
  EXPECT_FALSE(is_cut("<script>short()</script>"));
  EXPECT_FALSE(is_cut("<p>" + kLong));
  EXPECT_FALSE(is_cut("<textarea>" + kLong + "</textarea>"));
  EXPECT_FALSE(is_cut("<script>" + kLong + "\t</script>"));
  EXPECT_FALSE(is_cut("<script>" + kLong + '\0' + "</script>"));
  EXPECT_FALSE(is_cut("<script>" + std::string(300, '\n') + "</script>"));
  EXPECT_TRUE(is_cut("<script>" + kLong + "</script>"));
}

// A page made to have every cut fail costs a parse more and no more.
TEST(RawTextCutsTest, FailTogether) {
  std::string page;
  for (int i = 0; i < 50; ++i) {
    page += with_long(fmt::format("<script>LONG{}</script><p>", i));
  }
  page += with_long("<svg><g></svg><desc><script>LONG<i></script></svg>");
  page += with_long("<svg><desc></desc><title></svg><script>LONG</script>");
  expect_same_with_and_without_cuts(page);
}

// Every break of the line before, in and behind a script, and every width
// modulo the tab stop.
TEST(RawTextCutsTest, KeepEveryColumn) {
  for (const std::string_view before : {"", "\n", "\t", "ab\t", "\r\n"}) {
    for (const std::string_view inside : {"", "\n", "\r\n", "\n\t", "\t\nx"}) {
      for (size_t width = 100; width < 109; ++width) {
        expect_same_with_and_without_cuts(
            fmt::format("{}<b><script>{}{}</script><i>\t<u>\tx<s>", before,
                        inside, std::string(width, 'z')));
        expect_same_with_and_without_cuts(fmt::format(
            "{}<b><script>{}{}{}</script><i>\t<u>\tx<s>", before,
            std::string(width, 'z'), inside, std::string(width, 'z')));
      }
    }
  }
}

}  // namespace
}  // namespace pagescan
