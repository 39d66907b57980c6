#include "scanner/passes/rendering.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

struct StyleCase {
  std::string style;
  Box box = Box::kInline;
  Visibility visibility = Visibility::kInherited;
};

TEST(ApplyStyleAttribute, ReadsDeclarationsAsCssDoes) {
  const std::vector<StyleCase> cases = {
      {"", Box::kInline},
      {"display:none", Box::kNone},
      {" DISPLAY :\tNone ;", Box::kNone},
      {"display:none;display:block", Box::kSeparate},
      {"display:none;display:nonsense", Box::kNone},
      {"display:none!important;display:block", Box::kNone},
      {"display:none ! IMPORTANT;display:block!important", Box::kSeparate},
      {"display:none !importan", Box::kInline},
      {"display none", Box::kInline},
      {"display", Box::kInline},
      {":none", Box::kInline},
      {"x-display:none", Box::kInline},
      {"display:inline-flex", Box::kSeparate},
      {"/* ; */ display /**/ : none", Box::kNone},
      {"display:none/* open", Box::kNone},
      {"a:';display:none'", Box::kInline},
      {"a:url(;display:none);display:block", Box::kSeparate},
      {"a:\"\\\";display:none\"", Box::kInline},
      {"a:'(';display:none", Box::kNone},
      {"a:\\;display:none", Box::kInline},
      {"float:left", Box::kSeparate},
      {"float:none", Box::kInline},
      {"float:left;display:none", Box::kNone},
      {"position:absolute", Box::kSeparate},
      {"position:relative", Box::kInline},
      {"visibility:hidden", Box::kInline, Visibility::kHidden},
      {"visibility:collapse", Box::kInline, Visibility::kHidden},
      {"visibility:visible", Box::kInline, Visibility::kVisible},
      {"visibility:hidden;visibility:inherit", Box::kInline},
      {"\\", Box::kInline},
  };
  for (const StyleCase& c : cases) {
    const Rendering rendering = apply_style_attribute({}, c.style);
    EXPECT_EQ(rendering.box, c.box) << c.style;
    EXPECT_EQ(rendering.visibility, c.visibility) << c.style;
  }
}

struct ElementCase {
  std::string html;
  std::string name;  // of the element asked about
  Box box = Box::kInline;
};

TEST(OwnRendering, KnowsTheUserAgentStyleSheet) {
  const std::vector<ElementCase> cases = {
      {"<p>", "p", Box::kSeparate},
      {"<span>", "span", Box::kInline},
      {"<em>", "em", Box::kInline},
      {"<center>", "center", Box::kSeparate},
      {"<img>", "img", Box::kSeparate},
      {"<input>", "input", Box::kSeparate},
      {"<input type=Hidden>", "input", Box::kNone},
      {"<script></script>", "script", Box::kNone},
      {"<dialog>", "dialog", Box::kNone},
      {"<dialog open>", "dialog", Box::kSeparate},
      {"<details><p>", "p", Box::kNone},
      {"<details open><p>", "p", Box::kSeparate},
      {"<details><summary>", "summary", Box::kSeparate},
      {"<svg></svg>", "svg", Box::kSeparate},
      {"<svg><g></g></svg>", "g", Box::kInline},
      {"<b hidden>", "b", Box::kNone},
      {"<b hidden=until-found>", "b", Box::kInline},
      {"<b hidden style=display:inline>", "b", Box::kInline},
  };
  for (const ElementCase& c : cases) {
    const Document document = parse_for_test("<!DOCTYPE html><body>" + c.html);
    size_t found = 0;
    for (NodeId id = 0; id < document.size(); ++id) {
      if (!document.is_element(id) || document.node(id).text != c.name) {
        continue;
      }
      size_t style_bytes_left = 100;
      EXPECT_EQ(own_rendering(document, id, style_bytes_left).box, c.box)
          << c.html;
      ++found;
    }
    EXPECT_EQ(found, 1U) << c.html;
  }
}

TEST(OwnRendering, ReadsNoMoreOfAStyleAttributeThanIsLeft) {
  const Document document = parse_for_test("<b style='x:y;display:none'>");
  NodeId b = 0;
  while (document.node(b).text != "b") ++b;
  size_t left = 100;
  EXPECT_EQ(own_rendering(document, b, left).box, Box::kNone);
  EXPECT_EQ(left, 84U);
  left = 4;
  EXPECT_EQ(own_rendering(document, b, left).box, Box::kInline);
  EXPECT_EQ(left, 0U);
}

TEST(RenderedNodes, InheritsWhatHides) {
  const Document document = parse_for_test(
      "<!DOCTYPE html><body><div style=display:none><b></b></div>"
      "<p style=visibility:hidden><i></i><u style=visibility:visible></u></p>"
      "<h1 aria-hidden=true><s></s></h1><noscript><q></q></noscript>");
  const RenderedNodes rendered(document);
  std::string flags;
  for (NodeId id = 0; id < document.size(); ++id) {
    const std::string_view name = document.node(id).text;
    if (name.size() != 1) continue;
    flags += std::string(name) + (rendered.has_no_box(id) ? "0" : "") +
             (rendered.is_invisible(id) ? "v" : "") +
             (rendered.is_aria_hidden(id) ? "a" : "") + ' ';
  }
  EXPECT_EQ(flags, "b0 pv iv u sa q ");
}

}  // namespace
}  // namespace pagescan
