#include "scanner/passes/text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

std::string text_of(std::string html) {
  return extract_text(parse_for_test(std::move(html))).text;
}

std::string times(std::string_view text, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

struct Case {
  std::string name;
  std::string html;
  std::string text;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(text_of(c.html), c.text) << c.name << ": " << c.html;
  }
}

// The examples of the reference, T1 to T31.
TEST(Text, GivesWhatTheReferenceGives) {
  check({
      {"T1", "a b\n\tc&nbsp;d&#8203;e",
       "a b c\u00A0"
       "d e"},
      {"T2", "a<p>b</p>c<div>d</div>e", "a\n\nb\n\nc\nd\ne"},
      {"T3", "<div>a</div><div></div><div>b</div>", "a\n\nb"},
      {"T4", "<p>a</p><div></div><div></div><div>b</div>", "a\n\n\n\nb"},
      {"T5", "<p>a<br></p><p>b</p>c<br><br>d", "a\n\n\nb\n\nc\n\nd"},
      {"T6", "<div><br></div>x<br> y", "\n\nx\ny"},
      {"T7", "<h1>Straße ﬁ ǆ</h1><h4>four</h4><h6>six</h6>x",
       "STRASSE FI Ǆ\n\nFOUR\n\nSIX\n\nx"},
      {"T8",
       "<ul><li>a</li><li>b<ul><li>c<ol start=\"9\" "
       "type=\"a\"><li>d</li><li>e</li></ol></li></ul></li></ul>t",
       " * a\n * b\n   * c\n     i. d\n     j. e\n\nt"},
      {"T9", "<ol start=\"9\"><li>i</li><li>j<br>k</li></ol>",
       " 9.  i\n 10. j\n     k"},
      {"T10",
       "<ol type=\"I\"><li>x</li></ol><ol start=\"-1\"><li>p</li></ol><ol "
       "start=\"x\"><li>q</li></ol><ol reversed start=\"3\"><li>r</li><li "
       "value=\"7\">s</li></ol>",
       " I. x\n\n -1. p\n\n NaN. q\n\n 3. r\n 4. s"},
      {"T11",
       "<ul>stray<li>a</li><ul><li>nested "
       "wrong</li></ul><!--c--><script>1</script></ul>",
       "   stray\n * a\n    * nested wrong\n\n   \n   "},
      {"T12", "<ul></ul>x<ul> </ul>y<li>lone</li><li>lone2</li>",
       "xylonelone2"},
      {"T13", "<ul><li><p>p1</p><p>p2</p></li><li></li><li>z</li></ul>",
       " * p1\n   \n   p2\n\n * \n * z"},
      {"T14",
       "<blockquote>q1<p>q2</p><blockquote>in</blockquote></"
       "blockquote>after<blockquote></blockquote>end",
       "> q1\n> \n> q2\n> \n> > in\n\nafter\n\n> \n\nend"},
      {"T15", "<pre>\n  a\n\n b\tc  \n</pre>x<pre><b>k</b>\nl</pre>",
       "  a\n\n b\tc  \n\n\nx\n\nk\nl"},
      {"T16", "x<hr>y<ul><li>q<hr>r</li></ul>",
       "x\n\n" + times("-", 80) + "\n\ny\n * q\n   \n   " + times("-", 80) +
           "\n   \n   r"},
      {"T17",
       "<table><tr><td>1</td><td>2</td></tr>\n<tr><td>33</td> "
       "<td>4</td></tr></table>z",
       "12 33 4\n\nz"},
      {"T18",
       "<select><option>A</option><option>B</option></select><textarea>  t1\n "
       "t2</textarea><button>Go</button><input value=\"v\">",
       "AB t1 t2Go"},
      {"T19",
       "<script>s</script><style>t</style><noscript><p>n</p></"
       "noscript><template>tpl</template><iframe>if "
       "&lt;b&gt;</iframe><svg><title>st</title><style>x</style><text>sx</"
       "text></svg><object>ob</object><title>ti</title>",
       "n\n\ntplif &lt;b&gt;stsxobti"},
      {"T20",
       "<dl><dt>T</dt><dd>D</dd></dl><fieldset><legend>L</legend>F</"
       "fieldset><figure><figcaption>C</figcaption></figure><address>A</"
       "address><details><summary>S</summary>B</details>",
       "TDLFCASB"},
      {"T21", times("word ", 20) + times("L", 100) + " tail",
       times("word ", 15) + "word\nword word word word\n" + times("L", 100) +
           "\ntail"},
      {"T22",
       times("x", 79) + " b " + times("x", 78) + " b " + times("x", 80) +
           "<b>y</b>",
       times("x", 79) + "\nb " + times("x", 78) + "\nb\n" + times("x", 80) +
           "y"},
      {"T23", times("😀", 39) + " ab 漢字 " + times("漢", 39) + " cd",
       times("😀", 39) + "\nab 漢字 " + times("漢", 39) + " cd"},
      {"T24", times("aaa ", 19) + "bb<b>cc</b><i>dddd</i> e",
       times("aaa ", 18) + "aaa\nbbccdddd e"},
      {"T25", times("aaa ", 19) + "bb<wbr>ccdddd<wbr>ee",
       times("aaa ", 19) + "bb\nccddddee"},
      {"T26",
       "<a href=\"http://h/\">link</a> <a href=\"mailto:x@y\">m</a> <img "
       "src=\"s\" alt=\"alt\"><a href=\"u\"><img src=\"s\" alt=\"t\"></a>",
       "link m"},
      {"T27", "<p>a <b> b </b> c</p><p> <i>d</i><i>e</i> </p>", "a b c\n\nde"},
      {"T28", "<p>&nbsp;</p><p>x</p><p>\u3000</p><p>y</p>",
       "\u00A0\n\nx\n\n\u3000\n\ny"},
      {"T29", "   <div>  </div> lead <br>  <br> trail   ", "\nlead\n\ntrail"},
      {"T30",
       "<ul><li>" + times("word ", 30) + "</li></ul><blockquote>" +
           times("word ", 20) + "</blockquote>",
       " * " + times("word ", 14) + "word\n   " + times("word ", 14) +
           "word\n\n> " + times("word ", 14) + "word\n> " + times("word ", 4) +
           "word"},
      {"T31",
       "<center>c</center><td>x</td><p>1<table><tr><td>t</td></tr></table>2",
       "cx\n\n1\n\nt\n\n2"},
  });
}

TEST(Text, SettlesTheBreaksOfEmptyBlocksLikeTheReference) {
  check({
      {"the first child's breaks replace its parent's",
       "a<h1><div>b</div></h1>c<div><h1>d</h1></div>", "a\nB\n\nc\n\n\nD"},
      {"an empty child replaces them too", "a<h1><p></p><div>b</div></h1>",
       "a\n\nB"},
      {"empty blocks in an empty block only hand on their breaks",
       "a<div><h1></h1><p></p></div>b", "a\n\n\n\nb"},
      {"what comes before the first text of an empty block",
       "a<div><p></p>b</div>", "a\n\n\n\nb"},
      {"nothing is set off from the start of the document",
       "<div><p></p></div><h1>a</h1>", "A"},
      {"but text after an empty block is", "<div></div>a", "\na"},
      {"a br makes a block not empty", "a<div><br></div>b", "a\n\n\nb"},
      {"a list without items leaves no trace", "a<ul> \n</ul>b", "ab"},
      {"a list with empty text leaves none either", "a<ul><!--c--></ul>b",
       "ab"},
      {"a pending space outlives a block", "a <div>b</div>c", "a\nb\nc"},
  });
}

TEST(Text, MarksListsAndQuotations) {
  check({
      {"an item's last empty line is indented", "<ul><li>a<br></ul>b",
       " * a\n   \n\nb"},
      {"a quotation's is dropped", "<blockquote>a<br><br></blockquote>b",
       "> a\n\nb"},
      {"and its first ones", "<blockquote><br><div><br></div>a</blockquote>",
       "> a"},
      {"but not inside an item of it",
       "<blockquote><ul><li><br>a<br></ul></blockquote>",
       ">  * \n>    a\n>    "},
      {"a quotation of line feeds only",
       "<blockquote><br><blockquote><br></blockquote>a</blockquote>",
       "> > \n> \n> a"},
      {"breaks stand before all markers of the first text",
       "x<ul><li><blockquote><h2>a", "x\n\n\n * > A"},
      {"items of different widths", "<ol start=99><li>a<li>b<p>c</ol>",
       " 99.  a\n 100. b\n      \n      c"},
      {"Roman numbers", "<ol type=i start=3998><li>a<li>b<li>c</ol>",
       " mmmcmxcviii. a\n mmmcmxcix.   b\n 4000.        c"},
      {"what has no letter is a decimal", "<ol type=A start=0><li>a<li>b</ol>",
       " 0. a\n A. b"},
      {"ECMAScript's white space is no item", "<ul>&nbsp;&#xFEFF;<li>a</ul>",
       " * a"},
      {"U+200B is one", "<ul>&#8203;<li>a</ul>", "   \n * a"},
      {"no line is narrower than 20",
       times("<ul><li>", 30) + "aaaa bbbb cccc dddd eeee",
       times(" * ", 1) + times("* ", 29) + "aaaa bbbb cccc dddd\n" +
           times(" ", 61) + "eeee"},
  });
}

TEST(Text, FillsLines) {
  const std::string x70 = times("x", 70);
  check({
      {"a wbr is used up once, by what does not fit",
       x70 + "<wbr>aa<wbr>" + times("b", 20) + times("c", 20) + "<i>d</i>",
       x70 + "aa\n" + times("b", 20) + times("c", 20) + "d"},
      {"U+200B separates words, U+FEFF and U+2009 do not",
       "a&#8203;b&#xFEFF;c&#x2009;d",
       "a b\uFEFFc\u2009"
       "d"},
      {"upper case is measured, not what it came from",
       "<h1>" + times("ß", 38) + " abc " + times("d", 10),
       times("S", 76) + " ABC\n" + times("D", 10)},
      {"preformatted text is neither filled nor put in upper case",
       "<h1>a<pre>  b\n" + times("c ", 60) + "</pre></h1>",
       "A\n\n  b\n" + times("c ", 60)},
      {"breaks asked for inside a pre wait for its end",
       "<pre><div>a</div>b<div>c</div></pre>d", "ab\nc\n\nd"},
  });
}

TEST(Text, ReadsEveryPartOfTheTreeTheReferenceReads) {
  check({
      {"no head, if there is a body", "<title>t</title>b", "b"},
      {"the whole tree without one",
       "<title>t</title><frameset><noframes>n</noframes></frameset>", "tn"},
      {"names count in any namespace",
       "a<svg><section>b</section><script>c</script></svg>d", "a\nb\nd"},
  });
}

TEST(Text, TakesDeepNestingAndSaysWhatItLeftOut) {
  // Within the depth for which markers are given.
  const PageText shallow =
      extract_text(parse_for_test(times("<ul><li>", 500) + "a"));
  EXPECT_FALSE(shallow.truncated);
  EXPECT_EQ(shallow.text, " * " + times("* ", 499) + "a");

  const PageText deep = extract_text(parse_for_test(
      times("<blockquote>", kMaxTextMarkerDepth + 5) + "a<br>b"));
  EXPECT_TRUE(deep.truncated);
  const std::string markers = times("> ", kMaxTextMarkerDepth);
  EXPECT_EQ(deep.text, markers + "a\n" + markers + "b");
}

TEST(Text, IsNotLargerThanTheSourceAllows) {
  const std::string html =
      times("<blockquote>", 900) + times("<p>a<br>b</p>", 4000);
  const PageText page = extract_text(parse_for_test(html));
  EXPECT_TRUE(page.truncated);
  const size_t limit =
      kTextSizeAllowance + kTextSizePerSourceByte * html.size();
  EXPECT_LE(page.text.size(), limit);
  EXPECT_GT(page.text.size(), limit - 2000);
}

}  // namespace
}  // namespace pagescan
