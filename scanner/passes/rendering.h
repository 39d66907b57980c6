// Whether and how an element is rendered, as far as its own markup says: the
// user agent's style sheet and the style attribute. Style sheets of the page
// are not read. Pure functions; RenderedNodes is immutable and borrows
// nothing; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"

namespace pagescan {

/// The box an element generates, in as much as it parts words: text in
/// adjacent inline boxes runs together, that of any other box does not.
enum class Box : uint8_t { kInline, kSeparate, kNone };

/// The `visibility` property: hidden text keeps its room, and what is in it may
/// be visible.
enum class Visibility : uint8_t { kInherited, kVisible, kHidden };

struct Rendering {
  Box box = Box::kInline;
  Visibility visibility = Visibility::kInherited;
};

/// What the style attribute's declarations make of `rendering`: display,
/// visibility, float and position (https://drafts.csswg.org/css-style-attr/).
/// Declarations whose value is no keyword of these are ignored.
Rendering apply_style_attribute(Rendering rendering, std::string_view style);

/// How the element itself is rendered, its ancestors apart
/// (https://html.spec.whatwg.org/#the-css-user-agent-style-sheet-and-
/// presentational-hints). Scripts count as run: noscript has no box. Of a
/// style attribute at most 4096 bytes and `style_bytes_left` are read, which
/// is less by them afterwards.
Rendering own_rendering(const Document& document, NodeId element,
                        size_t& style_bytes_left);

/// Whether the element is marked aria-hidden itself.
bool is_aria_hidden(const Document& document, NodeId element);

/// For every node, whether it or an ancestor hides it. One walk over the tree,
/// which ends early on style attributes if they are many times the source:
/// misnested markup has the parser copy elements.
class RenderedNodes {
 public:
  RenderedNodes() = default;  // of no node: nothing is hidden
  explicit RenderedNodes(const Document& document);
  /// Knows of these nodes and their ancestors alone, and looks at no others.
  RenderedNodes(const Document& document, std::span<const NodeId> nodes);

  /// It or an ancestor has no box, noscript apart.
  bool has_no_box(NodeId id) const { return is(id, kNoBox); }
  /// Its visibility is hidden.
  bool is_invisible(NodeId id) const { return is(id, kInvisible); }
  /// It or an ancestor is marked aria-hidden.
  bool is_aria_hidden(NodeId id) const { return is(id, kAriaHidden); }

 private:
  enum Flag : uint8_t {
    kNoBox = 1,
    kInvisible = 2,
    kAriaHidden = 4,
    kAsked = 8,
  };

  bool is(NodeId id, Flag flag) const {
    return id < flags_.size() && (flags_[id] & flag) != 0;
  }

  void read(const Document& document, NodeId id, size_t& style_bytes_left);

  std::vector<uint8_t> flags_;
};

}  // namespace pagescan
