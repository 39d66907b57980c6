#include "scanner/passes/text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "scanner/passes/text_list.h"
#include "scanner/passes/text_writer.h"

namespace pagescan {
namespace {

using Whitespace = TextWriter::Whitespace;

enum class Layout : uint8_t {
  kInline,
  kSkipped,
  kBlock,
  kPreformatted,
  kHeading,
  kQuotation,
  kRule,
  kBulletList,
  kNumberedList,
  kLineBreak,
  kBreakOpportunity,
};

struct ElementRule {
  Layout layout = Layout::kInline;
  int leading_breaks = 0;
  int trailing_breaks = 0;
};

// How each element is laid out; what is not named here is inline.
constexpr auto kElementRules = [] {
  std::array<ElementRule, kTagCount> rules{};
  const auto set = [&rules](Tag tag, ElementRule rule) {
    rules[static_cast<size_t>(tag)] = rule;
  };
  for (const Tag tag :
       {Tag::kArticle, Tag::kAside, Tag::kDiv, Tag::kFooter, Tag::kForm,
        Tag::kHeader, Tag::kMain, Tag::kNav, Tag::kSection}) {
    set(tag, {Layout::kBlock, 1, 1});
  }
  for (const Tag tag : {Tag::kP, Tag::kTable}) {
    set(tag, {Layout::kBlock, 2, 2});
  }
  for (const Tag tag : {Tag::kH1, Tag::kH2, Tag::kH3}) {
    set(tag, {Layout::kHeading, 3, 2});
  }
  for (const Tag tag : {Tag::kH4, Tag::kH5, Tag::kH6}) {
    set(tag, {Layout::kHeading, 2, 2});
  }
  set(Tag::kPre, {Layout::kPreformatted, 2, 2});
  set(Tag::kBlockquote, {Layout::kQuotation, 2, 2});
  set(Tag::kHr, {Layout::kRule, 2, 2});
  set(Tag::kUl, {Layout::kBulletList, 2, 2});
  set(Tag::kOl, {Layout::kNumberedList, 2, 2});
  set(Tag::kBr, {Layout::kLineBreak});
  set(Tag::kWbr, {Layout::kBreakOpportunity});
  for (const Tag tag : {Tag::kImg, Tag::kScript, Tag::kStyle}) {
    set(tag, {Layout::kSkipped});
  }
  return rules;
}();

// A list in a list item is set off by this many breaks only.
constexpr int kNestedListBreaks = 1;
// What separates the items of a list.
constexpr int kItemBreaks = 1;

constexpr auto kRuleDashes = [] {
  std::array<char, kTextWidth> dashes{};
  dashes.fill('-');
  return dashes;
}();

/// Walks the tree in tree order and tells the writer what it meets. Elements
/// are laid out by their names whatever their namespace, as in the reference.
class TextWalk {
 public:
  explicit TextWalk(const Document& document)
      : document_(document),
        writer_({.width = kTextWidth,
                 .marker_depth = kMaxTextMarkerDepth,
                 .size = kTextSizeAllowance +
                         kTextSizePerSourceByte * document.source().size()}) {}

  /// Adds the text of the subtree at `root`.
  void add(NodeId root) {
    const NodeId end = document_.node(root).end;
    for (NodeId id = root; id < end && !writer_.is_full();) {
      close_ended(id);
      id = visit(id);
    }
    close_ended(end);
  }

  PageText finish() {
    PageText result;
    result.text = writer_.finish();
    result.truncated = writer_.is_truncated();
    return result;
  }

 private:
  // A block the writer has open.
  struct OpenBlock {
    NodeId end = 0;  // of the subtree it holds
    Layout layout = Layout::kBlock;
    int trailing_breaks = 0;
  };
  struct OpenList {
    ListMarkers markers;
    size_t marker_width = 0;  // of the list's longest marker
  };

  Tag tag_of(NodeId id) const {
    const Node& node = document_.node(id);
    if (node.type != NodeType::kElement) return Tag::kOther;
    return node.name_space == Namespace::kHtml ? node.tag
                                               : tag_from_name(node.text);
  }

  bool in_list() const {
    return !open_.empty() && (open_.back().layout == Layout::kBulletList ||
                              open_.back().layout == Layout::kNumberedList);
  }

  void push(NodeId id, Layout layout, int trailing_breaks) {
    open_.push_back({document_.node(id).end, layout, trailing_breaks});
  }

  void close_ended(NodeId id) {
    while (!open_.empty() && open_.back().end <= id) {
      if (in_list()) lists_.pop_back();
      if (open_.back().layout == Layout::kHeading) writer_.end_upper_case();
      writer_.close_block(open_.back().trailing_breaks);
      open_.pop_back();
    }
  }

  // Both return the node to go on with.
  NodeId visit(NodeId id);
  NodeId enter(NodeId id);

  NodeId enter_list(NodeId id, Layout layout);
  bool is_list_item(NodeId child) const;
  ListMarkers markers_of(NodeId list, Layout layout) const;
  void open_list_item(NodeId id);

  const Document& document_;
  TextWriter writer_;
  std::vector<OpenBlock> open_;
  std::vector<OpenList> lists_;
  std::string marker_;  // reused
};

NodeId TextWalk::visit(NodeId id) {
  const Node& node = document_.node(id);
  if (in_list()) {
    if (!is_list_item(id)) return node.end;
    open_list_item(id);
  }
  if (node.type == NodeType::kText) writer_.add_text(node.text);
  if (node.type == NodeType::kElement) return enter(id);
  return node.type == NodeType::kDocument ? id + 1 : node.end;
}

NodeId TextWalk::enter(NodeId id) {
  const ElementRule& rule = kElementRules[static_cast<size_t>(tag_of(id))];
  const NodeId end = document_.node(id).end;
  switch (rule.layout) {
    case Layout::kInline:
      return id + 1;
    case Layout::kSkipped:
      return end;
    case Layout::kLineBreak:
      writer_.add_line_break();
      return end;
    case Layout::kBreakOpportunity:
      writer_.add_break_opportunity();
      return end;
    case Layout::kRule:
      writer_.open_block(rule.leading_breaks, Whitespace::kCollapse);
      writer_.add_text({kRuleDashes.data(), kRuleDashes.size()});
      writer_.close_block(rule.trailing_breaks);
      return end;
    case Layout::kBulletList:
    case Layout::kNumberedList:
      return enter_list(id, rule.layout);
    case Layout::kQuotation:
      writer_.open_quotation(rule.leading_breaks);
      break;
    case Layout::kPreformatted:
      writer_.open_block(rule.leading_breaks, Whitespace::kPreserve);
      break;
    case Layout::kHeading:
      writer_.begin_upper_case();
      writer_.open_block(rule.leading_breaks, Whitespace::kCollapse);
      break;
    case Layout::kBlock:
      writer_.open_block(rule.leading_breaks, Whitespace::kCollapse);
      break;
  }
  push(id, rule.layout, rule.trailing_breaks);
  return id + 1;
}

// Every child of a list is an item, also a comment or stray text; only an li
// element has a marker.
bool TextWalk::is_list_item(NodeId child) const {
  return !document_.is_text(child) ||
         !is_ecmascript_whitespace(document_.node(child).text);
}

ListMarkers TextWalk::markers_of(NodeId list, Layout layout) const {
  const NodeId parent = document_.node(list).parent;
  const bool nested = parent != kNoNode && tag_of(parent) == Tag::kLi;
  const ListNesting nesting =
      nested ? ListNesting::kInListItem : ListNesting::kOutermost;
  if (layout == Layout::kBulletList) return ListMarkers::bullets(nesting);
  return ListMarkers::numbers(nesting,
                              document_.attribute(list, "start").value_or(""),
                              document_.attribute(list, "type").value_or(""));
}

NodeId TextWalk::enter_list(NodeId id, Layout layout) {
  const ListMarkers markers = markers_of(id, layout);
  ListMarkers counted = markers;
  bool any_item = false;
  size_t width = 0;
  for (NodeId child = document_.first_child(id); child != kNoNode;
       child = document_.next_sibling(child)) {
    any_item = any_item || is_list_item(child);
    if (tag_of(child) != Tag::kLi) continue;
    marker_.clear();
    counted.append_next(marker_);
    width = std::max(width, marker_.size());
  }
  if (!any_item) return document_.node(id).end;
  const ElementRule& rule = kElementRules[static_cast<size_t>(tag_of(id))];
  const NodeId parent = document_.node(id).parent;
  const bool nested = parent != kNoNode && tag_of(parent) == Tag::kLi;
  writer_.open_list(nested ? kNestedListBreaks : rule.leading_breaks);
  push(id, layout, nested ? kNestedListBreaks : rule.trailing_breaks);
  lists_.push_back({markers, width});
  return id + 1;
}

void TextWalk::open_list_item(NodeId id) {
  OpenList& list = lists_.back();
  marker_.clear();
  if (tag_of(id) == Tag::kLi) list.markers.append_next(marker_);
  marker_.resize(list.marker_width, ' ');
  writer_.open_item(marker_);
  push(id, Layout::kBlock, kItemBreaks);
}

}  // namespace

PageText extract_text(const Document& document) {
  TextWalk walk(document);
  NodeId end = 0;
  for (const NodeId body : document.elements(Tag::kBody)) {
    if (body < end) continue;  // inside the one before
    walk.add(body);
    end = document.node(body).end;
  }
  if (end == 0) walk.add(Document::kRoot);
  return walk.finish();
}

}  // namespace pagescan
