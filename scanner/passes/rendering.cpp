#include "scanner/passes/rendering.h"

#include <algorithm>
#include <array>
#include <optional>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kMaxStyleBytes = 4096;

// How often each byte of a document may be read as one of a style attribute.
constexpr size_t kMaxReadings = 8;

// Elements without a constant of their own that have a box of their own kind.
constexpr std::array<std::string_view, 17> kSeparateNames = {
    "caption", "center",     "col",    "colgroup", "details", "dialog",
    "dir",     "figcaption", "figure", "hgroup",   "marquee", "menu",
    "meter",   "progress",   "search", "slot",     "summary"};

Box box_by_tag(Tag tag) {
  switch (tag) {
    case Tag::kArea:
    case Tag::kBase:
    case Tag::kDatalist:
    case Tag::kHead:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kNoscript:
    case Tag::kParam:
    case Tag::kRp:
    case Tag::kScript:
    case Tag::kSource:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
    case Tag::kTrack:
      return Box::kNone;
    case Tag::kA:
    case Tag::kLabel:
    case Tag::kOther:
    case Tag::kOutput:
    case Tag::kRb:
    case Tag::kRt:
    case Tag::kRtc:
    case Tag::kSpan:
      return Box::kInline;
    default:
      return Box::kSeparate;
  }
}

// The children of a closed details element but for its first summary.
bool is_in_closed_details(const Document& document, NodeId element) {
  const NodeId parent = document.node(element).parent;
  if (parent == kNoNode || !document.is(parent, Tag::kOther) ||
      document.node(parent).text != "details" ||
      document.has_attribute(parent, "open")) {
    return false;
  }
  return document.node(element).text != "summary";
}

Box own_box(const Document& document, NodeId element) {
  const Node& node = document.node(element);
  if (node.name_space != Namespace::kHtml) {
    const bool is_root = node.text == "svg" || node.text == "math";
    if (node.text == "script" || node.text == "style") return Box::kNone;
    return is_root ? Box::kSeparate : Box::kInline;
  }
  if (node.tag == Tag::kInput) {
    const auto type = document.attribute(element, "type");
    return type && ascii_iequals(*type, "hidden") ? Box::kNone : Box::kSeparate;
  }
  if (node.tag != Tag::kOther) return box_by_tag(node.tag);
  if (node.text == "dialog" && !document.has_attribute(element, "open")) {
    return Box::kNone;
  }
  const bool separate = std::find(kSeparateNames.begin(), kSeparateNames.end(),
                                  node.text) != kSeparateNames.end();
  return separate ? Box::kSeparate : Box::kInline;
}

bool is_any_of(std::string_view value,
               std::initializer_list<std::string_view> keywords) {
  return std::any_of(
      keywords.begin(), keywords.end(),
      [value](std::string_view k) { return ascii_iequals(value, k); });
}

// https://drafts.csswg.org/css-display/#the-display-properties; nothing for
// what is no keyword of it, or leaves the box as it was.
std::optional<Box> box_of_display(std::string_view value) {
  if (is_any_of(value, {"none"})) return Box::kNone;
  if (is_any_of(value, {"inline", "initial", "unset"})) return Box::kInline;
  if (is_any_of(value, {"block",
                        "inline-block",
                        "flex",
                        "inline-flex",
                        "grid",
                        "inline-grid",
                        "table",
                        "inline-table",
                        "table-cell",
                        "table-row",
                        "table-column",
                        "table-caption",
                        "table-row-group",
                        "table-column-group",
                        "table-header-group",
                        "table-footer-group",
                        "list-item",
                        "flow-root",
                        "contents",
                        "-webkit-box",
                        "-webkit-inline-box"})) {
    return Box::kSeparate;
  }
  return std::nullopt;
}

// What each property of the style attribute says, the last that counts.
struct StyleWords {
  template <typename T>
  struct Declared {
    std::optional<T> value;
    bool important = false;

    void declare(std::optional<T> v, bool is_important) {
      if (!v || (important && !is_important)) return;
      value = v;
      important = is_important;
    }
  };
  Declared<Box> display;
  Declared<Visibility> visibility;
  Declared<bool> floats;
  Declared<bool> out_of_flow;
};

void declare(std::string_view property, std::string_view value, bool important,
             StyleWords& words) {
  if (ascii_iequals(property, "display")) {
    words.display.declare(box_of_display(value), important);
  } else if (ascii_iequals(property, "visibility")) {
    std::optional<Visibility> v;
    if (is_any_of(value, {"hidden", "collapse"})) v = Visibility::kHidden;
    if (is_any_of(value, {"visible", "initial"})) v = Visibility::kVisible;
    if (is_any_of(value, {"inherit", "unset"})) v = Visibility::kInherited;
    words.visibility.declare(v, important);
  } else if (ascii_iequals(property, "float")) {
    std::optional<bool> v;
    if (is_any_of(value, {"left", "right"})) v = true;
    if (is_any_of(value, {"none", "initial", "unset"})) v = false;
    words.floats.declare(v, important);
  } else if (ascii_iequals(property, "position")) {
    std::optional<bool> v;
    if (is_any_of(value, {"absolute", "fixed"})) v = true;
    if (is_any_of(value, {"static", "relative", "sticky", "initial"}))
      v = false;
    words.out_of_flow.declare(v, important);
  }
}

void declare(std::string_view declaration, StyleWords& words) {
  const size_t colon = declaration.find(':');
  if (colon == std::string_view::npos) return;
  std::string_view value =
      strip_ascii_whitespace(declaration.substr(colon + 1));
  const size_t mark = value.find('!');
  bool important = false;
  if (mark != std::string_view::npos) {
    important = ascii_iequals(strip_ascii_whitespace(value.substr(mark + 1)),
                              "important");
    if (!important) return;
    value = strip_ascii_whitespace(value.substr(0, mark));
  }
  declare(strip_ascii_whitespace(declaration.substr(0, colon)), value,
          important, words);
}

// Calls `use` with each declaration, comments taken out. Strings and what is
// in parentheses may hold semicolons.
template <typename Use>
void for_each_declaration(std::string_view style, const Use& use) {
  std::string declaration;
  size_t parentheses = 0;
  char quote = '\0';
  for (size_t i = 0; i < style.size(); ++i) {
    const char c = style[i];
    if (quote == '\0' && style.substr(i, 2) == "/*") {
      const size_t end = style.find("*/", i + 2);
      if (end == std::string_view::npos) break;
      i = end + 1;
      continue;
    }
    if (quote == '\0' && parentheses == 0 && c == ';') {
      use(std::string_view(declaration));
      declaration.clear();
      continue;
    }
    if (c == '\\' && i + 1 < style.size()) {
      declaration += style[i++];
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++parentheses;
    } else if (c == ')' && parentheses > 0) {
      --parentheses;
    }
    declaration += style[i];
  }
  use(std::string_view(declaration));
}

}  // namespace

Rendering apply_style_attribute(Rendering rendering, std::string_view style) {
  StyleWords words;
  for_each_declaration(style, [&](std::string_view declaration) {
    declare(declaration, words);
  });
  rendering.box = words.display.value.value_or(rendering.box);
  const bool taken_out = words.floats.value.value_or(false) ||
                         words.out_of_flow.value.value_or(false);
  if (taken_out && rendering.box == Box::kInline) {
    rendering.box = Box::kSeparate;
  }
  rendering.visibility = words.visibility.value.value_or(rendering.visibility);
  return rendering;
}

Rendering own_rendering(const Document& document, NodeId element,
                        size_t& style_bytes_left) {
  Rendering rendering;
  rendering.box = own_box(document, element);
  const auto hidden = document.attribute(element, "hidden");
  if (hidden && !ascii_iequals(*hidden, "until-found")) {
    rendering.box = Box::kNone;
  }
  // Heavier than the user agent's style for the hidden attribute.
  if (const auto style = document.attribute(element, "style")) {
    const size_t size =
        std::min({style->size(), kMaxStyleBytes, style_bytes_left});
    style_bytes_left -= size;
    rendering = apply_style_attribute(rendering, style->substr(0, size));
  }
  if (is_in_closed_details(document, element)) rendering.box = Box::kNone;
  return rendering;
}

bool is_aria_hidden(const Document& document, NodeId element) {
  const auto hidden = document.attribute(element, "aria-hidden");
  return hidden && ascii_iequals(*hidden, "true");
}

void RenderedNodes::read(const Document& document, NodeId id,
                         size_t& style_bytes_left) {
  const Node& node = document.node(id);
  uint8_t flags = flags_[node.parent];
  if (node.type == NodeType::kElement) {
    const Rendering rendering = own_rendering(document, id, style_bytes_left);
    if (rendering.box == Box::kNone && node.tag != Tag::kNoscript) {
      flags |= kNoBox;
    }
    if (rendering.visibility == Visibility::kHidden) flags |= kInvisible;
    if (rendering.visibility == Visibility::kVisible) {
      flags &= static_cast<uint8_t>(~kInvisible);
    }
    if (pagescan::is_aria_hidden(document, id)) flags |= kAriaHidden;
  }
  flags_[id] = flags;
}

RenderedNodes::RenderedNodes(const Document& document) {
  flags_.resize(document.size());
  size_t style_bytes_left = kMaxReadings * document.source().size();
  for (NodeId id = 1; id < document.size(); ++id) {
    read(document, id, style_bytes_left);
  }
}

RenderedNodes::RenderedNodes(const Document& document,
                             std::span<const NodeId> nodes) {
  flags_.resize(document.size());
  for (NodeId id : nodes) {
    for (; id != kNoNode && (flags_[id] & kAsked) == 0;
         id = document.node(id).parent) {
      flags_[id] = kAsked;
    }
  }
  size_t style_bytes_left = kMaxReadings * document.source().size();
  for (NodeId id = 1; id < document.size(); ++id) {
    if (flags_[id] == kAsked) read(document, id, style_bytes_left);
  }
}

}  // namespace pagescan
