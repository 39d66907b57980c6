#include "scanner/dom/document.h"

#include <gtest/gtest.h>

#include "scanner/dom/id_index.h"
#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

TEST(Document, IsOneArrayInTreeOrder) {
  const Document d = parse_for_test(
      "<!doctype html><title>t</title><p>a<b>b</b>c</p><!--x--><p>d");
  std::string shape;
  for (NodeId i = 0; i < d.size(); ++i) {
    const Node& n = d.node(i);
    shape += std::string(n.text) + '(' + std::to_string(i) + ',' +
             std::to_string(n.end) + ')';
  }
  EXPECT_EQ(shape,
            "(0,15)html(1,2)html(2,15)head(3,6)title(4,6)t(5,6)body(6,15)"
            "p(7,12)a(8,9)b(9,11)b(10,11)c(11,12)x(12,13)p(13,15)d(14,15)")
      << "each subtree is the run up to its end";
}

TEST(Document, WalksChildrenAndSiblings) {
  const Document d = parse_for_test("<p>a<b>b</b>c</p><p>d");
  const NodeId p = d.elements(Tag::kP)[0];
  const NodeId a = d.first_child(p);
  EXPECT_EQ(d.node(a).text, "a");
  const NodeId b = d.next_sibling(a);
  EXPECT_EQ(d.node(b).text, "b");
  const NodeId c = d.next_sibling(b);
  EXPECT_EQ(d.node(c).text, "c");
  EXPECT_EQ(d.next_sibling(c), kNoNode);
  EXPECT_EQ(d.first_child(c), kNoNode);
  EXPECT_EQ(d.next_sibling(p), d.elements(Tag::kP)[1]);
  EXPECT_EQ(d.next_sibling(Document::kRoot), kNoNode);
  EXPECT_EQ(d.text_content(p), "abc");
  EXPECT_EQ(d.ancestor(c, Tag::kBody), d.elements(Tag::kBody)[0]);
  EXPECT_EQ(d.ancestor(p, Tag::kForm), kNoNode);
}

TEST(Document, IndexesHtmlElementsOnly) {
  const Document d = parse_for_test(
      "<a href=1></a><svg><a xlink:href=2></a><title>t</title></svg><a>");
  EXPECT_EQ(d.elements(Tag::kA).size(), 2U);
  EXPECT_TRUE(d.elements(Tag::kTitle).empty());
  EXPECT_TRUE(d.elements(Tag::kForm).empty());
}

TEST(Document, MarksTemplateContents) {
  const Document d =
      parse_for_test("<template><p>x</p></template><p id=q>y</p>");
  EXPECT_FALSE(d.node(d.elements(Tag::kTemplate)[0]).in_template);
  EXPECT_TRUE(d.node(d.elements(Tag::kP)[0]).in_template);
  EXPECT_FALSE(d.node(d.elements(Tag::kP)[1]).in_template);
}

TEST(Document, KnowsAttributesAndPositions) {
  const Document d = parse_for_test("<p>\n <a HREF=x href=y id=''>z</a>");
  const NodeId a = d.elements(Tag::kA)[0];
  EXPECT_EQ(d.attribute(a, "href"), "x");
  EXPECT_EQ(d.attribute(a, "rel"), std::nullopt);
  EXPECT_TRUE(d.has_attribute(a, "id"));
  EXPECT_EQ(d.node(a).position.line, 2U);
  EXPECT_EQ(d.node(a).position.column, 2U);
  EXPECT_EQ(d.node(a).position.offset, 5U);
}

TEST(Document, StaysGoodWhenMoved) {
  Document first = parse_for_test("<p class=c>text</p>");
  const Document d = std::move(first);
  const NodeId p = d.elements(Tag::kP)[0];
  EXPECT_EQ(d.attribute(p, "class"), "c");
  EXPECT_EQ(d.text_content(p), "text");
  EXPECT_EQ(d.source(), "<p class=c>text</p>");
}

TEST(IdIndex, FindsTheFirstOutsideTemplates) {
  const Document d = parse_for_test(
      "<template><i id=a></i></template><b id=a></b><u id=a></u><s id=''>");
  const IdIndex ids(d);
  EXPECT_EQ(d.node(ids.find("a")).text, "b");
  EXPECT_EQ(ids.find("b"), kNoNode);
  EXPECT_EQ(ids.find(""), kNoNode);
}

}  // namespace
}  // namespace pagescan
