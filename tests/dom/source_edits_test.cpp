#include "scanner/dom/source_edits.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scanner/dom/serialize.h"
#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

struct Case {
  std::string html;
  std::string body;  // the inner HTML of body in the tree
};

std::string body_of(const Document& document) {
  std::string html;
  append_outer_html(document, document.elements(Tag::kBody)[0], html);
  const std::string open = "<body>";
  const std::string close = "</body>";
  EXPECT_TRUE(html.starts_with(open) && html.ends_with(close)) << html;
  return html.substr(open.size(), html.size() - open.size() - close.size());
}

void expect_bodies(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(body_of(parse_for_test(c.html)), c.body) << c.html;
  }
}

// Each as Chromium has it.
TEST(SourceEdits, SelectKeepsItsContent) {
  expect_bodies({
      {"<select><div><a href=/evil><form action=/steal>",
       "<select><div><a href=\"/evil\"><form "
       "action=\"/steal\"></form></a></div>"
       "</select>"},
      {"<select><form action=/x><p>a</p></form></select>b",
       "<select><form action=\"/x\"><p>a</p></form></select>b"},
      {"<form action=/a><select><form action=/b><a "
       "href=c>d</a></select></form>e",
       "<form action=\"/a\"><select><a href=\"c\">d</a></select></form>e"},
      {"<select><option>a<div>b<option>c",
       "<select><option>a<div>b<option>c</option></div></option></select>"},
      {"<select><option>a</option><hr><option>b</option></select>",
       "<select><option>a</option><hr><option>b</option></select>"},
      {"<p><select><p>x</select>", "<p><select><p>x</p></select></p>"},
      {"<select><div></select>x", "<select><div></div></select>x"},
      {"<select><button><selectedcontent></button><option>a",
       "<select><button><selectedcontent></selectedcontent></button>"
       "<option>a</option></select>"},
      {"<select><table><tr><td>x",
       "<select><table><tbody><tr><td>x</td></tr></tbody></table></select>"},
      {"<table><tr><td><select><a href=y><tr><td>x",
       "<table><tbody><tr><td><select><a href=\"y\"></a></select></td></tr>"
       "<tr><td>x</td></tr></tbody></table>"},
      {"<select><iframe src=x></iframe><img src=y><svg><a href=z></a></svg>",
       "<select><iframe src=\"x\"></iframe><img src=\"y\"><svg>"
       "<a href=\"z\"></a></svg></select>"},
      {"<SELECT NAME=n><DIV>x</SELECT>y",
       "<select name=\"n\"><div>x</div></select>y"},
      {"<select><div></div></select></div>q", "<select><div></div></select>q"},
      {"<select><li>a<li>b</select><li>",
       "<select><li>a</li><li>b</li></select><li></li>"},
  });
}

// What is left open in a select does not go on behind it, which Chromium does
// with formatting elements.
TEST(SourceEdits, FormattingEndsWithTheSelect) {
  expect_bodies({{"<select><b>x</select>y", "<select><b>x</b></select>y"}});
}

// As Chromium has it: `input` and `select` end a select, but an element of
// today's select may be open then.
TEST(SourceEdits, SelectEndsWhereItDid) {
  expect_bodies({
      {"<select><input name=a>", "<select></select><input name=\"a\">"},
      {"<select><div><input name=a>",
       "<select><div></div></select><input name=\"a\">"},
      {"<select><div><select>a", "<select><div></div></select>a"},
      {"<select><a href=1>b<select class='>'><a href=2>c",
       "<select><a href=\"1\">b</a></select><a href=\"2\">c</a>"},
      {"<select><a href=1>b</a><select><a href=2>c</a><select><a href=3>d</a>"
       "</select>e",
       "<select><a href=\"1\">b</a></select><a href=\"2\">c</a>"
       "<select><a href=\"3\">d</a></select>e"},
      {"<form action=/a><select><div><input></form><form action=/b>",
       "<form action=\"/a\"><select><div></div></select><input></form>"
       "<form action=\"/b\"></form>"},
  });
}

TEST(SourceEdits, SelectOfOptionsIsParsedOnce) {
  const std::string html =
      "<select><optgroup label=x><option>a<option>b</optgroup>"
      "<!-- <a> --></select><select><script>1 < 2</script></select>";
  SourceEdits edits(html);
  EXPECT_FALSE(edits.take_noted());
  EXPECT_EQ(edits.apply(), html);
  expect_bodies(
      {{html,
        "<select><optgroup label=\"x\"><option>a</option><option>b</option>"
        "</optgroup><!-- <a> --></select><select><script>1 < 2</script>"
        "</select>"}});
}

TEST(SourceEdits, IsindexIsAnElementLikeAnyUnknownOne) {
  expect_bodies({
      {"<isindex action=/x prompt=y>z",
       "<isindex action=\"/x\" prompt=\"y\">z</isindex>"},
      {"a<IsIndex><form action=/f>b</form>",
       "a<isindex><form action=\"/f\">b</form></isindex>"},
      {"<select><div><isindex action=/x>z</select>",
       "<select><div><isindex action=\"/x\">z</isindex></div></select>"},
  });
}

TEST(SourceEdits, ReferencesPastThirtyTwoBitsAreReplacementCharacters) {
  expect_bodies({
      {"<a href='&#4294967402;avascript:x'>y</a>",
       "<a href=\"\uFFFDavascript:x\">y</a>"},
      {"a&#x80000000;b", "a\uFFFDb"},
      {"a&#2147483648;b", "a\uFFFDb"},
      {"a&#X1000000a1;b", "a\uFFFDb"},
      {"a&#18446744073709551722;b", "a\uFFFDb"},
      {"a&#x0000000000000041;b&#00000000000066;", "aAbB"},
      {"<textarea>&#4294967402;</textarea>", "<textarea>\uFFFD</textarea>"},
      {"<p><script>&#4294967402;</script><!--&#4294967402;--><style>"
       "&#4294967402;</style>&#4294967402;",
       "<p><script>&#4294967402;</script><!--&#4294967402;--><style>"
       "&#4294967402;</style>\uFFFD</p>"},
  });
}

TEST(SourceEdits, PositionsAreThoseOfTheSource) {
  const std::string html =
      "<p>a\r\n<select><a href=1>b<select><a href=2>c<i>d</i>\n<em>e</em>";
  const Document d = parse_for_test(html);
  for (NodeId id = 0; id < d.size(); ++id) {
    const Node& node = d.node(id);
    if (node.text != "a" && node.text != "i" && node.text != "em") continue;
    if (!d.is_element(id)) continue;
    const size_t offset = node.position.offset;
    EXPECT_TRUE(html.substr(offset).starts_with("<" + std::string(node.text)))
        << node.text << " at " << offset;
    const size_t line_start = html.rfind('\n', offset);
    EXPECT_EQ(node.position.column, offset - line_start) << node.text;
    EXPECT_EQ(node.position.line, node.text == "em" ? 3U : 2U) << node.text;
  }
  EXPECT_EQ(d.elements(Tag::kA).size(), 2U);
}

TEST(SourceEdits, WithoutMemoryForASecondParseThePageIsIncomplete) {
  std::string html = "<select><a href=1>b</select>";
  for (int i = 0; i < 5000; ++i) html += "<p>c";
  ParseLimits limits;
  const auto whole = parse_html(html, limits);
  ASSERT_TRUE(whole.has_value());
  EXPECT_FALSE(whole->is_incomplete);
  EXPECT_EQ(whole->document.elements(Tag::kA).size(), 1U);

  // Just enough for one.
  Result<ParsedPage> part = fail(ErrorCode::kInternal, "");
  limits.memory = size_t{64} << 10;
  do {
    limits.memory += size_t{16} << 10;
    part = parse_html(html, limits);
    ASSERT_TRUE(part.has_value());
  } while (part->memory_exceeded);
  EXPECT_FALSE(part->memory_exceeded);
  EXPECT_TRUE(part->is_incomplete);
  EXPECT_TRUE(part->document.elements(Tag::kA).empty());
  EXPECT_EQ(part->document.elements(Tag::kP).size(), 5000U);
}

}  // namespace
}  // namespace pagescan
