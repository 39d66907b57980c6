#include "scanner/passes/html_format.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "tests/passes/expect_pretty.h"

namespace pagescan {
namespace {

// Small forms, one of each construct.
constexpr PrettyCase kExamples[] = {
    {"<form></form>", "<form></form>"},
    {"<form action=\"/a\"><input name=\"a\"><input name=\"b\"> <input "
     "name=\"c\"></form>",
     "<form action=\"/a\"><input name=\"a\"><input name=\"b\"> <input "
     "name=\"c\"></form>"},
    {"<form>\n    <div class=\"x\">\n\n\n        <label>Name <input "
     "name=\"n\"></label>\n    </div>\n</form>",
     "<form>\n  <div class=\"x\">\n\n\n    <label>Name <input "
     "name=\"n\"></label>\n  </div>\n</form>"},
    {"<form><div><p>Hello <b>bold</b> text</p><div></div><div>  "
     "</div></div></form>",
     "<form>\n  <div>\n    <p>Hello <b>bold</b> text</p>\n    <div></div>\n    "
     "<div> </div>\n  </div>\n</form>"},
    {"<form><select name=\"s\"><option value=\"1\">One</option><option "
     "selected=\"\">Two</option></select></form>",
     "<form><select name=\"s\">\n    <option value=\"1\">One</option>\n    "
     "<option selected=\"\">Two</option>\n  </select></form>"},
    {"<form>\n<select name=\"s\">\n<option "
     "value=\"1\">One</option>\n<option>Two</option>\n</select>\n</form>",
     "<form>\n  <select name=\"s\">\n    <option value=\"1\">One</option>\n    "
     "<option>Two</option>\n  </select>\n</form>"},
    {"<form><textarea name=\"t\">  a\n   b &lt;x&gt;\n</textarea><pre>  p\n  "
     "q</pre></form>",
     "<form><textarea name=\"t\">  a\n   b &lt;x&gt;\n</textarea>\n  <pre>  "
     "p\n  q</pre>\n</form>"},
    {"<form><div><script>var a=1;if(a){b()}\n   "
     "c()</script></div><style>a{color:red}</style></form>",
     "<form>\n  <div>\n    <script>var a=1;if(a){b()}\n   c()</script>\n  "
     "</div>\n  <style>a{color:red}</style>\n</form>"},
    {"<form><script type=\"text/template\"><div><b>x</b></div></script></form>",
     "<form>\n  <script "
     "type=\"text/template\"><div><b>x</b></div></script>\n</form>"},
    {"<form><!-- c1 --><div><!-- c2 --></div><!-- multi\n line --><p>x</p><!-- "
     "c3 --></form>",
     "<form><!-- c1 -->\n  <div><!-- c2 --></div><!-- multi\n line -->\n  "
     "<p>x</p><!-- c3 -->\n</form>"},
    {"<form><ul><li><a href=\"#\">x</a></li><li>y</li></ul><br>t<hr><img "
     "src=\"i.png\"></form>",
     "<form>\n  <ul>\n    <li><a href=\"#\">x</a></li>\n    <li>y</li>\n  "
     "</ul><br>t\n  <hr><img src=\"i.png\">\n</form>"},
    {"<form><table><tbody><tr><td>a</td><td><input></td></tr></tbody></table></"
     "form>",
     "<form>\n  <table>\n    <tbody>\n      <tr>\n        <td>a</td>\n        "
     "<td><input></td>\n      </tr>\n    </tbody>\n  </table>\n</form>"},
    {"<form><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path><circle "
     "r=\"1\"></circle></svg></form>",
     "<form><svg viewBox=\"0 0 1 1\">\n    <path d=\"M0 0\"></path>\n    "
     "<circle r=\"1\"></circle>\n  </svg></form>"},
    {"<form><button "
     "type=\"submit\"><div>Go</div></button><span><div>x</div></span></form>",
     "<form><button type=\"submit\">\n    <div>Go</div>\n  </button><span>\n   "
     " <div>x</div>\n  </span></form>"},
    {"<form><my-el><div>a</div></my-el>{{x}} {{#if y}}z{{/if}}</form>",
     "<form><my-el>\n    <div>a</div>\n  </my-el>{{x}} {{#if "
     "y}}z{{/if}}</form>"},
    {"<form><input value=\"a\n   b\" title=\"c\"></form>",
     "<form><input value=\"a\n   b\" title=\"c\"></form>"},
    {"<form><fieldset><legend>L</legend>text<div>d</div>tail</fieldset></form>",
     "<form>\n  <fieldset>\n    <legend>L</legend>text<div>d</div>tail\n  "
     "</fieldset>\n</form>"},
    {"<form><div>a</div>\n\n\n<div>b</div>\n\n</form>",
     "<form>\n  <div>a</div>\n\n\n  <div>b</div>\n\n</form>"},
    {"<form><div><form2 a=\"1\"></form2></div>&nbsp;&amp; x</form>",
     "<form>\n  <div>\n    <form2 a=\"1\"></form2>\n  </div>&nbsp;&amp; "
     "x\n</form>"},
    {"<form><span>a</span>\n<span>b</span><div>\u00A0</div></form>",
     "<form><span>a</span>\n  <span>b</span>\n  <div>\u00A0</div>\n</form>"},
    {"<form>\n  <iframe "
     "src=\"x\"></iframe><noscript><div>n</div></noscript><template><p>t</p></"
     "template></form>",
     "<form>\n  <iframe src=\"x\"></iframe><noscript>\n    <div>n</div>\n  "
     "</noscript><template>\n    <p>t</p>\n  </template>\n</form>"},
};

TEST(HtmlFormat, FollowsTheReferenceOnSmallForms) { expect_pretty(kExamples); }

std::string repeat(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

struct LongCase {
  std::string html;
  std::string pretty;
};

void expect_pretty(const std::vector<LongCase>& cases) {
  for (const LongCase& c : cases) EXPECT_EQ(format_html(c.html), c.pretty);
}

TEST(HtmlFormat, WrapsWordsAt250Columns) {
  const std::string w = repeat("w", 243);
  expect_pretty({
      {"<form><p>" + repeat("word ", 59) + "word</p></form>",
       "<form>\n  <p>" + repeat("word ", 48) + "word\n    " +
           repeat("word ", 10) + "word</p>\n</form>"},
      // `<b>`, 243 letters, a space and three more are 250 columns.
      {"<b>" + w + " abc d</b>", "<b>" + w + " abc\n  d</b>"},
      {"<b>" + w + " abcd e</b>", "<b>" + w + "\n  abcd e</b>"},
      // Words are never split. A block may be left before its end tag.
      {"<p>" + repeat("w", 300) + " " + repeat("v", 300) + "</p>",
       "<p>\n  " + repeat("w", 300) + "\n  " + repeat("v", 300) + "\n</p>"},
      {"<b>" + repeat("w", 300) + "</b>", "<b>" + repeat("w", 300) + "</b>"},
  });
}

TEST(HtmlFormat, CountsUtf16CodeUnits) {
  const std::string cjk = repeat("\u6F22", 243);
  const std::string emoji = repeat("\U0001F600", 121);
  expect_pretty({
      {"<b>" + cjk + " abc d</b>", "<b>" + cjk + " abc\n  d</b>"},
      {"<b>" + cjk + " abcd e</b>", "<b>" + cjk + "\n  abcd e</b>"},
      {"<b>" + emoji + " abcd e</b>", "<b>" + emoji + " abcd\n  e</b>"},
      {"<b>" + emoji + " abcde f</b>", "<b>" + emoji + "\n  abcde f</b>"},
  });
}

TEST(HtmlFormat, WrapsAttributesTwoColumnsRightOfTheirTag) {
  const std::string w = repeat("w", 300);
  expect_pretty({
      {"<form><input type=\"hidden\" name=\"k\" value=\"" + w +
           "\"><a href=\"/x\">y</a></form>",
       "<form><input type=\"hidden\" name=\"k\"\n    value=\"" + w +
           "\"><a\n    href=\"/x\">y</a></form>"},
      {"<form action=\"" + w + "\" method=\"get\"></form>",
       "<form\n  action=\"" + w + "\"\n  method=\"get\"></form>"},
      {"<div><div><p id=\"" + w + "\" class=\"c\">t</p></div></div>",
       "<div>\n  <div>\n    <p id=\"" + w +
           "\"\n      class=\"c\">t</p>\n  </div>\n</div>"},
      // A line break in a value starts the count again.
      {"<input value=\"" + w + "\nabc\" name=\"n\">",
       "<input value=\"" + w + "\nabc\" name=\"n\">"},
  });
}

TEST(HtmlFormat, CountsVerbatimLinesFromTwoLeftOfTheEdge) {
  const std::string w = repeat("w", 240);
  expect_pretty({
      {"<div><pre>\n" + w + "</pre> abcde f</div>",
       "<div>\n  <pre>\n" + w + "</pre> abcde\n  f\n</div>"},
      {"<div><pre>\n" + w + "</pre> abcdef g</div>",
       "<div>\n  <pre>\n" + w + "</pre>\n  abcdef g\n</div>"},
  });
}

TEST(HtmlFormat, WrapsWithTheLineBreakOfTheInput) {
  const std::string w = repeat("w", 243);
  expect_pretty({
      {"<p>a\r\n" + w + " abcdefgh</p>",
       "<p>a\r\n  " + w + "\r\n  abcdefgh</p>"},
      {"<p>a\r" + w + " abcdefgh</p>", "<p>a\r  " + w + "\r  abcdefgh</p>"},
  });
}

TEST(HtmlFormat, IndentsNoFurtherThan512Levels) {
  const auto new_line = [](size_t level) {
    return std::string(1, '\n').append(2 * std::min<size_t>(level, 512), ' ');
  };
  std::string expected = "<div>";
  for (size_t level = 1; level < 600; ++level) {
    expected += new_line(level) + "<div>";
  }
  expected += new_line(600) + "</div>";  // wrapped: past 250 columns
  for (size_t level = 599; level-- > 0;) {
    expected += new_line(level) + "</div>";
  }
  const std::string html = repeat("<div>", 600) + repeat("</div>", 600);
  EXPECT_TRUE(format_html(html) == expected);
}

TEST(HtmlFormat, SpendsSixteenBytesOfIndentationAByte) {
  // Each `a` on a line of its own would have 1,024 spaces before it.
  const std::string html = repeat("<div>", 600) + repeat("a\n", 100'000);
  const std::string pretty = format_html(html);
  EXPECT_LE(pretty.size(), html.size() * 18 + (size_t{1} << 20));
  EXPECT_GE(pretty.size(), html.size() * 16);
  EXPECT_TRUE(pretty.ends_with("\na\na"));
}

TEST(HtmlFormat, KeepsAtMost32786EmptyLines) {
  EXPECT_EQ(format_html("<p>a" + repeat("\n", 32'787) + "b</p>"),
            "<p>a" + repeat("\n", 32'787) + "  b</p>");
  EXPECT_EQ(format_html("<p>a" + repeat("\n", 40'000) + "b</p>"),
            "<p>a" + repeat("\n", 32'787) + "  b</p>");
}

double seconds_to_format(const std::string& html) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(format_html(html).empty());
  const std::chrono::duration<double> time =
      std::chrono::steady_clock::now() - begin;
  return time.count();
}

// Each of these is quadratic for a formatter that searches the open elements,
// the line or the rest of the input for every token. They may take thirty
// times as long as words do, and two seconds for the indentation and the noise.
TEST(HtmlFormat, TakesLinearTimeOnHostileInput) {
  const std::string words = "<b>" + repeat("word ", 400'000);
  const double seconds_a_byte =
      seconds_to_format(words) / static_cast<double>(words.size());
  for (const std::string& html : {
           repeat("<div>", 200'000),
           repeat("<b>", 200'000) + repeat("</i>", 200'000),
           "<svg>" + repeat("<g>", 100'000) + repeat("<td></td>", 100'000),
           repeat("<li>", 200'000),
           repeat("<p>", 200'000),
           repeat("{{else}}", 200'000),
           "<b>" + repeat("{{#if x}}{{else}}", 100'000),
           repeat("<a b=\"c\" ", 200'000) + "/>",
           repeat("<a b=\"c\">", 200'000) + "<a/>",
           repeat("<!-- beautify ignore:start", 100'000),
           repeat("<!-- a:b ignore: ignore: -->", 100'000),
           "<pre>" + repeat("</pre ", 200'000),
           repeat("<%", 400'000),
           repeat("{{#", 400'000),
           repeat("<x", 400'000) + "/>",
       }) {
    const double limit =
        2.0 + 30 * seconds_a_byte * static_cast<double>(html.size());
    EXPECT_LT(seconds_to_format(html), limit) << html.substr(0, 50);
  }
}

}  // namespace
}  // namespace pagescan
