// A parsed page as one flat, immutable tree in tree order.
//
// Nodes stand in one array in tree order (preorder), so a subtree is the run
// [id, node(id).end) and most walks are plain loops; nothing here or above
// needs recursion. The Document owns the source text and the parser's arena;
// every string_view it hands out points into those and lives as long as the
// Document (moving a Document keeps the views good). Immutable once built, so
// safe to read from several threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/tag.h"

namespace pagescan {

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

enum class NodeType : uint8_t {
  kDocument,
  kDoctype,
  kElement,
  kText,
  kComment
};
enum class Namespace : uint8_t { kHtml, kSvg, kMathMl };

/// Where a node starts in the decoded source. Lines and columns count from 1,
/// columns in code points (a tab goes to the next multiple of 8), the offset
/// from 0 in UTF-8 bytes.
struct SourcePosition {
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t offset = 0;
};

struct Attribute {
  std::string_view name;  // qualified: "href", "xlink:href"
  std::string_view value;
};

struct Node {
  NodeType type = NodeType::kDocument;
  Namespace name_space = Namespace::kHtml;
  Tag tag = Tag::kOther;     // only for elements of the HTML namespace
  bool in_template = false;  // inside a template's contents
  NodeId parent = kNoNode;
  NodeId end = 0;  // one past the last descendant
  uint32_t first_attribute = 0;
  uint32_t attribute_count = 0;
  SourcePosition position;
  /// An element's local name ("div", "foreignObject"), a text's or comment's
  /// data, a doctype's name.
  std::string_view text;
};

/// A form-associated element and the form the parser gave it.
struct ParserFormOwner {
  NodeId element = kNoNode;
  NodeId form = kNoNode;
};

class DocumentBuilder;

class Document {
 public:
  Document(Document&&) noexcept = default;
  Document& operator=(Document&&) noexcept = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() = default;

  /// The document node; its children are the doctype, comments and html.
  static constexpr NodeId kRoot = 0;

  size_t size() const { return nodes_.size(); }
  const Node& node(NodeId id) const { return nodes_[id]; }
  std::span<const Node> nodes() const { return nodes_; }

  /// First child, or kNoNode. With next_sibling, walks the children in order.
  NodeId first_child(NodeId id) const {
    return id + 1 < nodes_[id].end ? id + 1 : kNoNode;
  }
  NodeId next_sibling(NodeId id) const {
    const NodeId parent = nodes_[id].parent;
    if (parent == kNoNode) return kNoNode;
    const NodeId next = nodes_[id].end;
    return next < nodes_[parent].end ? next : kNoNode;
  }

  /// Whether `id` is an element of the HTML namespace with this tag.
  bool is(NodeId id, Tag tag) const { return nodes_[id].tag == tag; }
  bool is_element(NodeId id) const {
    return nodes_[id].type == NodeType::kElement;
  }
  bool is_text(NodeId id) const { return nodes_[id].type == NodeType::kText; }

  std::span<const Attribute> attributes(NodeId id) const {
    const Node& n = nodes_[id];
    return std::span(attributes_).subspan(n.first_attribute, n.attribute_count);
  }
  /// The value of the attribute `name` (lower-case), nothing if absent.
  std::optional<std::string_view> attribute(NodeId id,
                                            std::string_view name) const;
  bool has_attribute(NodeId id, std::string_view name) const {
    return attribute(id, name).has_value();
  }

  /// The HTML elements with this tag, in tree order, template contents
  /// included (see Node::in_template).
  std::span<const NodeId> elements(Tag tag) const {
    const auto i = static_cast<size_t>(tag);
    return std::span(by_tag_).subspan(tag_begin_[i],
                                      tag_begin_[i + 1] - tag_begin_[i]);
  }

  /// The nearest ancestor with this tag, or kNoNode.
  NodeId ancestor(NodeId id, Tag tag) const;

  /// The form the parser associated a form-associated element with although it
  /// is no descendant of it (the "form element pointer" of
  /// https://html.spec.whatwg.org/#create-an-element-for-the-token), as in
  /// `<table><form><tr><td><input>`; else kNoNode.
  NodeId parser_form_owner(NodeId id) const;

  /// The concatenated data of all text descendants.
  std::string text_content(NodeId id) const;

  /// The decoded text, in which positions are places.
  std::string_view source() const { return *source_; }

 private:
  friend class DocumentBuilder;
  Document() = default;

  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<NodeId> by_tag_;
  std::vector<uint32_t> tag_begin_;
  std::vector<ParserFormOwner> parser_form_owners_;  // sorted by element
  std::shared_ptr<const std::string> source_;
  std::shared_ptr<const void> storage_;  // what else is behind the views
};

}  // namespace pagescan
