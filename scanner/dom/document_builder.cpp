#include "scanner/dom/document_builder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/dom/form_owner.h"
#include "scanner/dom/gumbo_options.h"
#include "scanner/dom/markup_scan.h"
#include "scanner/dom/serialize.h"

namespace pagescan {
namespace {

// Bytes of source a node takes on real pages, to reserve by.
constexpr size_t kSourceBytesPerNode = 24;

// GUMBO_INSERTION_FROM_ISINDEX, which newer Gumbo headers no longer name.
constexpr unsigned kInsertedForIsindex = 1U << 5;

constexpr size_t kGumboTags = static_cast<size_t>(GUMBO_TAG_LAST) + 1;

// Gumbo's own tag numbers to ours, made from the names both share.
std::array<Tag, kGumboTags> make_tag_map() {
  std::array<Tag, kGumboTags> map{};
  for (size_t i = 0; i < static_cast<size_t>(GUMBO_TAG_UNKNOWN); ++i) {
    map[i] = tag_from_name(gumbo_normalized_tagname(static_cast<GumboTag>(i)));
  }
  return map;
}

Tag tag_of(const GumboElement& element, std::string_view name) {
  static const std::array<Tag, kGumboTags> kMap = make_tag_map();
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return Tag::kOther;
  if (element.tag == GUMBO_TAG_UNKNOWN) return tag_from_name(name);
  return kMap[static_cast<size_t>(element.tag)];
}

Namespace namespace_of(const GumboElement& element) {
  switch (element.tag_namespace) {
    case GUMBO_NAMESPACE_SVG:
      return Namespace::kSvg;
    case GUMBO_NAMESPACE_MATHML:
      return Namespace::kMathMl;
    case GUMBO_NAMESPACE_HTML:
      break;
  }
  return Namespace::kHtml;
}

std::string_view view(const GumboStringPiece& piece) {
  return piece.data == nullptr ? std::string_view()
                               : std::string_view(piece.data, piece.length);
}

bool has_ascii_upper(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_element_node(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

bool is_text_node(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

// With max_errors 0, Gumbo drops a repeated attribute but puts its name before
// the next one's: `a a b=1` reads `a ab=1`. The source of that name then holds
// both; the attribute's own is the last. Empty where there was no repetition.
std::string_view name_without_duplicate(const GumboAttribute& attribute) {
  const std::string_view source = view(attribute.original_name);
  for (size_t end = source.size(); end > 0; --end) {
    const char c = source[end - 1];
    if (c == '/' || is_ascii_whitespace(c)) return source.substr(end);
  }
  return {};
}

const GumboNode& child_at(const GumboVector& children, unsigned i) {
  return *static_cast<const GumboNode*>(children.data[i]);
}

}  // namespace

DocumentBuilder::DocumentBuilder(const GumboTree& tree,
                                 std::shared_ptr<const std::string> source,
                                 const TreeLimits& limits,
                                 std::optional<StandIns> stand_ins,
                                 SourceEdits& edits)
    : arena_(tree.arena),
      text_(*tree.text),
      output_(*tree.output),
      limits_(limits),
      edits_(edits),
      stand_ins_(stand_ins) {
  document_.source_ = std::move(source);
  // Names that Gumbo does not know are views into what was parsed.
  using Storage = std::pair<std::shared_ptr<ParseArena>,
                            std::shared_ptr<const std::string>>;
  document_.storage_ = std::make_shared<const Storage>(arena_, tree.text);
  document_.nodes_.reserve(
      std::min(text_.size() / kSourceBytesPerNode, limits_.max_nodes));
}

Document DocumentBuilder::build() {
  const GumboDocument& root = output_.document->v.document;
  const NodeId root_id = append_node(NodeType::kDocument, {}, {});
  open_.push_back({&root.children, 0, root_id});
  if (root.has_doctype) append_doctype(root);
  while (!open_.empty()) {
    OpenNode& innermost = open_.back();
    if (innermost.next_child == innermost.children->length) {
      close_innermost();
    } else if (document_.nodes_.size() >= limits_.max_nodes) {
      overruns_.nodes_exceeded = true;
      close_innermost();
    } else {
      append_child(child_at(*innermost.children, innermost.next_child++));
    }
  }
  index_by_tag();
  find_parser_form_owners();
  if (edits_.are_applied()) {
    for (Node& node : document_.nodes_) {
      node.position = edits_.in_source(node.position);
    }
  }
  return std::move(document_);
}

NodeId DocumentBuilder::append_node(NodeType type, std::string_view text,
                                    const GumboSourcePosition& position) {
  const auto id = static_cast<NodeId>(document_.nodes_.size());
  Node& node = document_.nodes_.emplace_back();
  node.type = type;
  node.text = text;
  node.end = id + 1;
  node.first_attribute = static_cast<uint32_t>(document_.attributes_.size());
  node.position = {position.line, position.column, position.offset};
  if (!open_.empty()) {
    node.parent = open_.back().id;
    node.in_template = open_.back().holds_template_contents;
  }
  return id;
}

void DocumentBuilder::append_doctype(const GumboDocument& document) {
  append_node(NodeType::kDoctype, document.name, {});
}

void DocumentBuilder::append_child(const GumboNode& child) {
  if (is_element_node(child)) {
    if ((static_cast<unsigned>(child.parse_flags) & kInsertedForIsindex) != 0) {
      edits_.look_at_isindex(child.v.element);
      return;
    }
    append_element(child);
  } else if (is_text_node(child)) {
    if (has_literal_text(document_.nodes_[open_.back().id].tag)) {
      edits_.look_at_raw_text(child.v.text);
      if (append_cut(child.v.text)) return;
    }
    append_text();
  } else if (child.type == GUMBO_NODE_COMMENT) {
    edits_.look_at_raw_text(child.v.text);
    append_node(NodeType::kComment, child.v.text.text, child.v.text.start_pos);
  }
}

void DocumentBuilder::append_element(const GumboNode& node) {
  if (open_.back().depth >= limits_.max_depth && open_.size() > 1) {
    merge_innermost_into_parent();
  }
  const GumboElement& element = node.v.element;
  std::string_view name = element_name(element);
  Tag tag = tag_of(element, name);
  if (const auto true_name = edits_.true_name(element)) {
    name = *true_name;
    tag = tag_from_name(name);
  } else if (tag == Tag::kSelect) {
    edits_.look_at_select(element, text_);
  }
  const NodeId id = append_node(NodeType::kElement, name, element.start_pos);
  document_.nodes_[id].name_space = namespace_of(element);
  document_.nodes_[id].tag = tag;
  append_attributes(id, element);
  const bool in_template = document_.nodes_[id].in_template;
  if (tag == Tag::kForm && !in_template) note_form(id, element);
  open_.push_back({&element.children, 0, id, open_.back().depth + 1,
                   in_template || tag == Tag::kTemplate});
}

void DocumentBuilder::append_attributes(NodeId id,
                                        const GumboElement& element) {
  auto& attributes = document_.attributes_;
  const size_t first = attributes.size();
  // Filled once a name had to be repaired: from there on Gumbo's own check
  // for repeated names knows the wrong ones.
  std::unordered_set<std::string_view> names;
  size_t recorded = first;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    if (attributes.size() - first >= limits_.max_attributes) {
      overruns_.dropped_attributes += element.attributes.length - i;
      break;
    }
    const auto& attribute =
        *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    std::string_view name = attribute_name(attribute);
    const std::string_view own_name = name_without_duplicate(attribute);
    if (!own_name.empty()) {
      name = restored(arena_->copy(ascii_lowercase(own_name)));
      for (; recorded < attributes.size(); ++recorded) {
        names.insert(attributes[recorded].name);
      }
    }
    if (!names.empty() && !names.insert(name).second) continue;
    attributes.push_back({name, restored(attribute.value)});
  }
  document_.nodes_[id].attribute_count =
      static_cast<uint32_t>(attributes.size() - first);
}

// The child that was just taken is a text node. Text that foster parenting put
// beside it is one node with it
// (https://html.spec.whatwg.org/#insert-a-character).
void DocumentBuilder::append_text() {
  OpenNode& parent = open_.back();
  const GumboText& first =
      child_at(*parent.children, parent.next_child - 1).v.text;
  std::string_view text = first.text;
  text.remove_prefix(std::exchange(text_taken_, 0));
  std::string joined;
  while (parent.next_child < parent.children->length) {
    const GumboNode& next = child_at(*parent.children, parent.next_child);
    if (!is_text_node(next)) break;
    if (joined.empty()) joined = text;
    joined += next.v.text.text;
    ++parent.next_child;
  }
  if (!joined.empty()) text = arena_->copy(joined);
  if (!text.empty()) {
    append_node(NodeType::kText, restored(text), first.start_pos);
  }
}

// What was cut out of the only child of a script or style element.
bool DocumentBuilder::append_cut(const GumboText& text) {
  const OpenNode& parent = open_.back();
  const bool may_be_cut = document_.is(parent.id, Tag::kScript) ||
                          document_.is(parent.id, Tag::kStyle);
  if (!may_be_cut || parent.is_merged || parent.children->length != 1) {
    return false;
  }
  const auto cut = edits_.take_cut(text);
  if (!cut) return false;
  const bool has_returns = cut->find('\r') != std::string_view::npos;
  append_node(
      NodeType::kText,
      restored(has_returns ? arena_->copy(with_normalised_newlines(*cut))
                           : *cut),
      text.start_pos);
  return true;
}

void DocumentBuilder::close_innermost() {
  const OpenNode& innermost = open_.back();
  if (!innermost.is_merged) {
    if (document_.is(innermost.id, Tag::kForm)) {
      move_text_into_form(innermost.id);
    }
    end_node(innermost.id);
  }
  open_.pop_back();
}

void DocumentBuilder::end_node(NodeId id) {
  document_.nodes_[id].end = static_cast<NodeId>(document_.nodes_.size());
}

// The innermost element is as deep as an element may be, and there is one in
// it: that, and what follows it, goes to the parent.
void DocumentBuilder::merge_innermost_into_parent() {
  OpenNode& innermost = open_.back();
  const OpenNode& parent = open_[open_.size() - 2];
  if (!innermost.is_merged) end_node(innermost.id);
  innermost.id = parent.id;
  innermost.depth = parent.depth;
  innermost.is_merged = true;
  ++overruns_.merged_elements;
}

void DocumentBuilder::note_form(NodeId id, const GumboElement& element) {
  const std::string_view start_tag = view(element.original_tag);
  const size_t begin = element.start_pos.offset;
  const size_t contents = begin + start_tag.size();
  if (start_tag.empty() || contents > text_.size()) return;
  const size_t end_tag = find_form_end_tag(text_, contents);
  forms_.push_back({id, begin, std::min(end_tag, text_.size())});
}

// The text right before `</form>` belongs to the form, as its last child.
// Gumbo takes the form off its stack without writing out the text it still
// holds, which so becomes the form's next sibling, run together with the text
// that follows: `<form>abc</form>def` reads `<form></form>abcdef`.
void DocumentBuilder::move_text_into_form(NodeId form) {
  if (open_.size() < 2 || forms_.empty()) return;
  const OpenNode& parent = open_[open_.size() - 2];
  if (parent.next_child == parent.children->length) return;
  const GumboNode& next = child_at(*parent.children, parent.next_child);
  if (!is_text_node(next)) return;
  const auto range = std::find_if(
      forms_.rbegin(), forms_.rend(),
      [form](const FormRange& candidate) { return candidate.form == form; });
  if (range == forms_.rend()) return;

  const GumboText& text = next.v.text;
  const size_t begin = text.start_pos.offset;
  const size_t end = begin + text.original_text.length;
  if (begin <= range->begin || range->end_tag <= begin ||
      range->end_tag >= end) {
    return;
  }
  const std::string_view slice =
      std::string_view(text_).substr(begin, range->end_tag - begin);
  const std::string_view before = decode_source_text(slice);
  if (before.empty() || !std::string_view(text.text).starts_with(before)) {
    return;
  }
  append_node(NodeType::kText, restored(before), text.start_pos);
  text_taken_ = before.size();
}

// What the tokenizer makes of a stretch of source in which every tag was
// ignored.
std::string_view DocumentBuilder::decode_source_text(std::string_view slice) {
  std::string text = text_outside_tags(slice);
  if (text.find('&') == std::string::npos) return arena_->copy(text);
  const std::string_view kept = arena_->copy(text);
  GumboOptions options = gumbo_options(*arena_);
  options.fragment_context = GUMBO_TAG_DIV;
  const GumboOutput* output =
      gumbo_parse_with_options(&options, kept.data(), kept.size());
  const GumboVector& children = output->root->v.element.children;
  if (children.length != 1 || !is_text_node(child_at(children, 0))) return {};
  return child_at(children, 0).v.text.text;
}

void DocumentBuilder::index_by_tag() {
  const auto& nodes = document_.nodes_;
  auto& begin = document_.tag_begin_;
  begin.assign(kTagCount + 1, 0);
  for (const Node& node : nodes) {
    ++begin[static_cast<size_t>(node.tag) + 1];
  }
  // Tag::kOther is never asked for: it takes no room.
  begin[1] = 0;
  for (size_t i = 1; i <= kTagCount; ++i) begin[i] += begin[i - 1];
  document_.by_tag_.resize(begin[kTagCount]);
  std::vector<uint32_t> next(begin.begin(), begin.end() - 1);
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const auto tag = static_cast<size_t>(nodes[id].tag);
    if (tag != 0) document_.by_tag_[next[tag]++] = id;
  }
}

// https://html.spec.whatwg.org/#create-an-element-for-the-token: a control
// created while the form element pointer is set belongs to that form, even
// where the form has left the stack of open elements (as it does at once
// inside a table).
void DocumentBuilder::find_parser_form_owners() {
  if (forms_.empty()) return;
  std::sort(
      forms_.begin(), forms_.end(),
      [](const FormRange& a, const FormRange& b) { return a.begin < b.begin; });
  for (NodeId id = 0; id < document_.nodes_.size(); ++id) {
    const Node& node = document_.nodes_[id];
    if (!is_form_associated(node.tag) || node.in_template) continue;
    const size_t offset = node.position.offset;
    auto range = std::upper_bound(
        forms_.begin(), forms_.end(), offset,
        [](size_t at, const FormRange& r) { return at < r.begin; });
    if (range == forms_.begin()) continue;
    --range;
    const NodeId form = range->form;
    const bool inside = form < id && id < document_.nodes_[form].end;
    if (offset < range->end_tag && !inside) {
      document_.parser_form_owners_.push_back({id, form});
    }
  }
}

std::string_view DocumentBuilder::restored(std::string_view text) {
  if (!stand_ins_ || !stand_ins_->appears_in(text)) return text;
  return arena_->copy(stand_ins_->restore(text));
}

std::string_view DocumentBuilder::element_name(const GumboElement& element) {
  GumboStringPiece piece = element.original_tag;
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG && piece.length > 0) {
    gumbo_tag_from_original_text(&piece);
    if (const char* name = gumbo_normalize_svg_tagname(&piece)) return name;
    piece = element.original_tag;
  }
  if (element.tag != GUMBO_TAG_UNKNOWN) {
    return gumbo_normalized_tagname(element.tag);
  }
  gumbo_tag_from_original_text(&piece);
  const std::string_view name = restored(view(piece));
  return has_ascii_upper(name) ? arena_->copy(ascii_lowercase(name)) : name;
}

std::string_view DocumentBuilder::attribute_name(
    const GumboAttribute& attribute) {
  const std::string_view name = restored(attribute.name);
  switch (attribute.attr_namespace) {
    case GUMBO_ATTR_NAMESPACE_XLINK:
      return arena_->copy("xlink:" + std::string(name));
    case GUMBO_ATTR_NAMESPACE_XML:
      return arena_->copy("xml:" + std::string(name));
    case GUMBO_ATTR_NAMESPACE_XMLNS:
      return name == "xmlns" ? name
                             : arena_->copy("xmlns:" + std::string(name));
    case GUMBO_ATTR_NAMESPACE_NONE:
      break;
  }
  return name;
}

}  // namespace pagescan
