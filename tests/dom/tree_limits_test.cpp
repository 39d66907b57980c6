#include "scanner/dom/tree_limits.h"

#include <gtest/gtest.h>

#include <string>

#include "scanner/dom/form_owner.h"
#include "scanner/dom/serialize.h"
#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

ParsedPage parse_with(const std::string& html, const TreeLimits& limits) {
  ParseLimits parse_limits;
  parse_limits.tree = limits;
  Result<ParsedPage> page = parse_html(html, parse_limits);
  EXPECT_TRUE(page.has_value());
  return *std::move(page);
}

std::string markup(const Document& document) {
  std::string html;
  append_outer_html(document, document.elements(Tag::kHtml)[0], html);
  return html;
}

size_t depth_of(const Document& document) {
  size_t deepest = 0;
  for (NodeId id = 0; id < document.size(); ++id) {
    size_t depth = 0;
    if (!document.is_element(id)) continue;
    for (NodeId up = id; up != Document::kRoot; up = document.node(up).parent) {
      ++depth;
    }
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

// html and body are the first two.
TEST(TreeLimits, DeeperElementsBecomeSiblings) {
  const ParsedPage page =
      parse_with("<div>a<b>b<i>c<u>d</u>e</i>f</b>g</div>h", {.max_depth = 4});
  EXPECT_EQ(markup(page.document),
            "<html><head></head><body><div>a<b>b</b><i>c</i><u>d</u>efg</div>h"
            "</body></html>");
  EXPECT_EQ(page.overruns.merged_elements, 2U);
}

TEST(TreeLimits, SubtreesStayRunsOfTheArray) {
  std::string html = "<form action=/f>";
  for (int i = 0; i < 2000; ++i) html += "<span>x";
  html += "<input name=n></form><p>y";
  const ParsedPage page = parse_with(html, {.max_depth = 100});
  const Document& d = page.document;
  EXPECT_EQ(depth_of(d), 100U);
  for (NodeId id = 1; id < d.size(); ++id) {
    const Node& node = d.node(id);
    ASSERT_LT(node.parent, id);
    ASSERT_GT(node.end, id);
    ASSERT_LE(node.end, d.node(node.parent).end);
  }
  EXPECT_EQ(d.elements(Tag::kSpan).size(), 2000U);
  EXPECT_EQ(page.overruns.merged_elements, 2000U - 97U + 1U);
}

TEST(TreeLimits, FormTooDeepStillOwnsItsControls) {
  std::string html;
  for (int i = 0; i < 600; ++i) html += "<div>";
  html += "<form action=/steal><p><input name=n></form><input name=m>";
  const ParsedPage page = parse_with(html, {});
  const Document& d = page.document;
  ASSERT_EQ(d.elements(Tag::kInput).size(), 2U);
  EXPECT_EQ(d.parser_form_owner(d.elements(Tag::kInput)[0]),
            d.elements(Tag::kForm)[0]);
  EXPECT_EQ(d.parser_form_owner(d.elements(Tag::kInput)[1]), kNoNode);
}

TEST(TreeLimits, TemplateTooDeepKeepsItsContentsApart) {
  const ParsedPage page = parse_with(
      "<div><template><p>x<b>y</b></template></div><p>z", {.max_depth = 4});
  const Document& d = page.document;
  ASSERT_EQ(d.elements(Tag::kP).size(), 2U);
  EXPECT_TRUE(d.node(d.elements(Tag::kP)[0]).in_template);
  EXPECT_FALSE(d.node(d.elements(Tag::kP)[1]).in_template);
}

TEST(TreeLimits, AttributesPastTheLimitAreLeftOut) {
  std::string html = "<p";
  for (int i = 0; i < 30; ++i) html += " a" + std::to_string(i) + "=1";
  const ParsedPage page = parse_with(html + "><i b c>", {.max_attributes = 20});
  const Document& d = page.document;
  const NodeId p = d.elements(Tag::kP)[0];
  EXPECT_EQ(d.attributes(p).size(), 20U);
  EXPECT_TRUE(d.has_attribute(p, "a19"));
  EXPECT_EQ(page.overruns.dropped_attributes, 10U);
}

TEST(TreeLimits, NodesPastTheLimitAreLeftOut) {
  std::string html;
  for (int i = 0; i < 500; ++i) html += "<p>x";
  const ParsedPage page = parse_with(html, {.max_nodes = 100});
  EXPECT_EQ(page.document.size(), 100U);
  EXPECT_TRUE(page.overruns.nodes_exceeded);
  EXPECT_EQ(page.document.node(0).end, 100U);

  const ParsedPage whole = parse_with(html, {});
  EXPECT_FALSE(whole.overruns.nodes_exceeded);
  EXPECT_EQ(whole.document.size(), 1004U);
}

TEST(TreeLimits, ZeroIsNoCrash) {
  const ParsedPage page = parse_with(
      "<p a=1>x<b>y", {.max_depth = 0, .max_attributes = 0, .max_nodes = 0});
  EXPECT_EQ(page.document.size(), 1U);
  parse_with("<p a=1>x<b>y", {.max_depth = 0});
}

}  // namespace
}  // namespace pagescan
