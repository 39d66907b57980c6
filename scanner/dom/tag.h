// The elements pagescan's code tells apart, as an enum. Generated from one
// list, so a name and its constant can't disagree. Constants; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pagescan {

// X(constant, local name). Elements of HTML, current and obsolete, that a pass
// or a formatter looks for; everything else is Tag::kOther.
#define PAGESCAN_TAGS(X)      \
  X(A, "a")                   \
  X(Address, "address")       \
  X(Applet, "applet")         \
  X(Area, "area")             \
  X(Article, "article")       \
  X(Aside, "aside")           \
  X(Audio, "audio")           \
  X(Base, "base")             \
  X(Blockquote, "blockquote") \
  X(Body, "body")             \
  X(Br, "br")                 \
  X(Button, "button")         \
  X(Datalist, "datalist")     \
  X(Dd, "dd")                 \
  X(Div, "div")               \
  X(Dl, "dl")                 \
  X(Dt, "dt")                 \
  X(Embed, "embed")           \
  X(Fieldset, "fieldset")     \
  X(Footer, "footer")         \
  X(Form, "form")             \
  X(Frame, "frame")           \
  X(Frameset, "frameset")     \
  X(H1, "h1")                 \
  X(H2, "h2")                 \
  X(H3, "h3")                 \
  X(H4, "h4")                 \
  X(H5, "h5")                 \
  X(H6, "h6")                 \
  X(Head, "head")             \
  X(Header, "header")         \
  X(Hr, "hr")                 \
  X(Html, "html")             \
  X(Iframe, "iframe")         \
  X(Image, "image")           \
  X(Img, "img")               \
  X(Input, "input")           \
  X(Label, "label")           \
  X(Legend, "legend")         \
  X(Li, "li")                 \
  X(Link, "link")             \
  X(Main, "main")             \
  X(Meta, "meta")             \
  X(Nav, "nav")               \
  X(Noembed, "noembed")       \
  X(Noframes, "noframes")     \
  X(Noscript, "noscript")     \
  X(Object, "object")         \
  X(Ol, "ol")                 \
  X(Optgroup, "optgroup")     \
  X(Option, "option")         \
  X(Output, "output")         \
  X(P, "p")                   \
  X(Param, "param")           \
  X(Plaintext, "plaintext")   \
  X(Pre, "pre")               \
  X(Rb, "rb")                 \
  X(Rp, "rp")                 \
  X(Rt, "rt")                 \
  X(Rtc, "rtc")               \
  X(Script, "script")         \
  X(Section, "section")       \
  X(Select, "select")         \
  X(Source, "source")         \
  X(Span, "span")             \
  X(Style, "style")           \
  X(Svg, "svg")               \
  X(Table, "table")           \
  X(Tbody, "tbody")           \
  X(Td, "td")                 \
  X(Template, "template")     \
  X(Textarea, "textarea")     \
  X(Tfoot, "tfoot")           \
  X(Th, "th")                 \
  X(Thead, "thead")           \
  X(Title, "title")           \
  X(Tr, "tr")                 \
  X(Track, "track")           \
  X(Ul, "ul")                 \
  X(Use, "use")               \
  X(Video, "video")           \
  X(Wbr, "wbr")               \
  X(Xmp, "xmp")

enum class Tag : uint8_t {
  kOther,
#define PAGESCAN_TAG_CONSTANT(constant, name) k##constant,
  PAGESCAN_TAGS(PAGESCAN_TAG_CONSTANT)
#undef PAGESCAN_TAG_CONSTANT
      kCount,
};

inline constexpr size_t kTagCount = static_cast<size_t>(Tag::kCount);

/// The tag with this (lower-case) local name, Tag::kOther if none.
Tag tag_from_name(std::string_view local_name);

/// Whether HTML gives the element no content and no end tag
/// (https://html.spec.whatwg.org/#void-elements). `local_name` is lower-case.
bool is_void_element(std::string_view local_name);

}  // namespace pagescan
