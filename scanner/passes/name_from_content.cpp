#include "scanner/passes/name_from_content.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/element_text.h"
#include "scanner/passes/secret_shape.h"

namespace pagescan {
namespace {

constexpr NodeId kMaxOptionNodes = 2048;
// How often an element's attributes are searched for one of a name, about.
constexpr size_t kAttributeSearches = 8;
constexpr size_t kMaxSvgChildren = 16;

struct InputTypeNaming {
  std::string_view type;
  InputNaming naming;
};

constexpr std::array<InputTypeNaming, 16> kInputTypes = {{
    {"hidden", {InputKind::kHidden, ""}},
    {"password", {InputKind::kPassword, ""}},
    {"range", {InputKind::kRange, ""}},
    {"submit", {InputKind::kButton, "Submit"}},
    {"reset", {InputKind::kButton, "Reset"}},
    {"button", {InputKind::kButton, ""}},
    {"image", {InputKind::kImage, "Submit"}},
    {"file", {InputKind::kFile, "Choose File"}},
    {"checkbox", {InputKind::kOther, ""}},
    {"radio", {InputKind::kOther, ""}},
    {"color", {InputKind::kOther, ""}},
    {"date", {InputKind::kOther, ""}},
    {"month", {InputKind::kOther, ""}},
    {"week", {InputKind::kOther, ""}},
    {"time", {InputKind::kOther, ""}},
    {"datetime-local", {InputKind::kOther, ""}},
}};

// Elements whose text is not theirs to say: code, and what is shown instead of
// something else.
bool is_never_read(const Node& node) {
  if (node.name_space == Namespace::kSvg) {
    return node.text == "script" || node.text == "style" ||
           node.text == "defs" || node.text == "metadata" ||
           node.text == "symbol";
  }
  switch (node.tag) {
    case Tag::kDatalist:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kNoscript:
    case Tag::kRp:
    case Tag::kRt:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
      return true;
    default:
      return false;
  }
}

// Elements that a title names if they are in a name and nothing is in them.
// On others a title is a tooltip.
bool is_named_by_title(const Document& document, NodeId element) {
  const Node& node = document.node(element);
  switch (node.tag) {
    case Tag::kA:
      return document.has_attribute(element, "href");
    case Tag::kButton:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kLabel:
      return true;
    default:
      return node.tag == Tag::kOther && node.text == "abbr";
  }
}

// https://svgwg.org/svg2-draft/struct.html#TitleElement: the first child.
NodeId svg_title(const Document& document, NodeId svg) {
  NodeId child = document.first_child(svg);
  for (size_t n = 0; child != kNoNode && n < kMaxSvgChildren; ++n) {
    const Node& node = document.node(child);
    if (node.name_space == Namespace::kSvg && node.text == "title") {
      return child;
    }
    child = document.next_sibling(child);
  }
  return kNoNode;
}

std::string collapsed_text(const Document& document, NodeId element,
                           ReadingBudget& budget) {
  std::string text;
  bool pending_space = false;
  const NodeId end =
      std::min(document.node(element).end, element + kMaxOptionNodes);
  for (NodeId id = element + 1; id < end && text.size() <= kMaxLabelBytes;
       ++id) {
    budget.spend(1);
    if (!document.is_text(id)) continue;
    const std::string_view data =
        utf8_prefix(document.node(id).text, kMaxLabelBytes);
    budget.spend(data.size());
    append_collapsed(data, kMaxLabelBytes, text, pending_space);
  }
  return text;
}

std::string option_label(const Document& document, NodeId option,
                         ReadingBudget& budget) {
  std::string label = label_attribute(document, option, "label");
  return label.empty() ? collapsed_text(document, option, budget) : label;
}

bool is_list_box(const Document& document, NodeId select) {
  if (document.has_attribute(select, "multiple")) return true;
  const auto size = document.attribute(select, "size");
  return size && !size->empty() && *size != "0" && *size != "1";
}

// What the select shows as chosen
// (https://html.spec.whatwg.org/#ask-for-a-reset: in a drop-down the last
// selected one, else the first one that is not disabled).
std::string chosen_options(const Document& document, NodeId select,
                           ReadingBudget& budget) {
  const bool list_box = is_list_box(document, select);
  const bool multiple = document.has_attribute(select, "multiple");
  const NodeId end =
      std::min(document.node(select).end, select + kMaxOptionNodes);
  NodeId shown = kNoNode;
  bool selected = false;
  std::string text;
  for (NodeId id = select + 1; id < end && text.size() <= kMaxLabelBytes;
       ++id) {
    budget.spend(1 + document.node(id).attribute_count);
    if (!document.is(id, Tag::kOption)) continue;
    if (document.has_attribute(id, "selected")) {
      if (multiple) text += ' ' + option_label(document, id, budget);
      shown = id;
      selected = true;
    } else if (!selected && !list_box && shown == kNoNode &&
               !document.has_attribute(id, "disabled")) {
      shown = id;
    }
  }
  if (multiple || shown == kNoNode) return text;
  return option_label(document, shown, budget);
}

// The first of the attributes that says something.
std::string first_attribute(const Document& document, NodeId element,
                            std::initializer_list<std::string_view> names) {
  std::string value;
  for (const std::string_view name : names) {
    value = label_attribute(document, element, name);
    if (!value.empty()) break;
  }
  return value;
}

// Whether what is typed into the control is nobody else's business: a label
// must not tell what a report is to hide.
bool holds_secret(const Document& document, NodeId control) {
  return is_secret_name(document.attribute(control, "name").value_or("")) ||
         is_secret_name(document.attribute(control, "id").value_or(""));
}

std::string embedded_input(const Document& document, NodeId input) {
  InputNaming naming = input_naming(document, input);
  if (naming.kind == InputKind::kTextField && holds_secret(document, input)) {
    naming.kind = InputKind::kPassword;
  }
  std::string name;
  switch (naming.kind) {
    case InputKind::kHidden:
      return {};
    case InputKind::kTextField:
      return first_attribute(document, input,
                             {"value", "aria-label", "title", "placeholder"});
    case InputKind::kPassword:
      return first_attribute(document, input,
                             {"aria-label", "title", "placeholder"});
    case InputKind::kRange:
      return first_attribute(document, input, {"value", "aria-label", "title"});
    case InputKind::kButton:
      name = first_attribute(document, input, {"aria-label", "value"});
      break;
    case InputKind::kImage:
      name = first_attribute(document, input,
                             {"aria-label", "alt", "value", "title"});
      break;
    case InputKind::kFile:
    case InputKind::kOther:
      name = first_attribute(document, input, {"aria-label", "title"});
      break;
  }
  return name.empty() ? std::string(naming.browser_default) : name;
}

}  // namespace

InputNaming input_naming(const Document& document, NodeId input) {
  const auto type = document.attribute(input, "type");
  if (!type) return {};
  const auto* const found = std::find_if(
      kInputTypes.begin(), kInputTypes.end(),
      [&](const InputTypeNaming& t) { return ascii_iequals(*type, t.type); });
  if (found == kInputTypes.end()) return {};
  InputNaming naming = found->naming;
  if (naming.kind == InputKind::kFile &&
      document.has_attribute(input, "multiple")) {
    naming.browser_default = "Choose Files";
  }
  return naming;
}

std::string label_attribute(const Document& document, NodeId element,
                            std::string_view name) {
  const auto value = document.attribute(element, name);
  if (!value) return {};
  return strip_and_collapse_ascii_whitespace(
      utf8_prefix(*value, kMaxLabelBytes));
}

std::string NameReader::contents(NodeId element) {
  hidden_ = HiddenNodes::kLeftOut;
  root_ = kNoNode;
  return read(element + 1, document_.node(element).end);
}

std::string NameReader::element(NodeId element, HiddenNodes hidden) {
  hidden_ = hidden;
  root_ = element;
  return read(element, document_.node(element).end);
}

std::string NameReader::embedded(NodeId control) {
  std::string value;
  switch (document_.node(control).tag) {
    case Tag::kInput:
      return embedded_input(document_, control);
    case Tag::kSelect:
      value = chosen_options(document_, control, budget_);
      if (!value.empty()) return value;
      return first_attribute(document_, control, {"aria-label", "title"});
    case Tag::kTextarea:
      if (!holds_secret(document_, control)) {
        value = collapsed_text(document_, control, budget_);
      }
      if (!value.empty()) return value;
      return first_attribute(document_, control,
                             {"aria-label", "title", "placeholder"});
    default:
      return {};
  }
}

std::string NameReader::read(NodeId begin, NodeId end) {
  text_.clear();
  open_.clear();
  visible_ = true;
  pending_space_ = false;
  for (NodeId id = begin; id < end && nodes_left_ > 0 &&
                          text_.size() <= kMaxLabelBytes &&
                          !budget_.is_spent();) {
    close_until(id);
    --nodes_left_;
    const Node& node = document_.node(id);
    budget_.spend(1 + kAttributeSearches * node.attribute_count);
    if (node.type == NodeType::kElement) {
      id = enter(id);
      continue;
    }
    if (node.type == NodeType::kText && is_counted()) {
      append_text(node.text);
      if (hidden_ == HiddenNodes::kCountedUnboxed) append_space();
    }
    ++id;
  }
  close_until(end);
  text_.resize(utf8_prefix(text_, kMaxLabelBytes).size());
  return std::move(text_);
}

// Returns the node to go on with.
NodeId NameReader::enter(NodeId element) {
  const Node& node = document_.node(element);
  if (element == named_) {
    append_space();
    return node.end;
  }
  if (is_never_read(node)) return node.end;
  const size_t style_bytes = style_bytes_left_;
  const Rendering rendering =
      own_rendering(document_, element, style_bytes_left_);
  budget_.spend(style_bytes - style_bytes_left_);
  if (hidden_ == HiddenNodes::kLeftOut && element != root_ &&
      (rendering.box == Box::kNone || is_aria_hidden(document_, element))) {
    return node.end;
  }
  open(element, rendering);
  return append_alternative(element) ? node.end : element + 1;
}

// What stands for an element in place of what is in it; false if nothing does.
bool NameReader::append_alternative(NodeId element) {
  const Node& node = document_.node(element);
  switch (node.tag) {
    case Tag::kInput:
    case Tag::kSelect:
    case Tag::kTextarea:
      append_word(embedded(element));
      return true;
    case Tag::kBr:
    case Tag::kWbr:
    case Tag::kOutput:  // a live region names nothing
      append_space();
      return true;
    case Tag::kAudio:
    case Tag::kObject:
    case Tag::kVideo:
      return true;
    default:
      break;
  }
  const std::string label = label_attribute(document_, element, "aria-label");
  if (!label.empty()) {
    append_word(label);
    return true;
  }
  if (node.tag == Tag::kImg) {
    const bool has_alt = document_.has_attribute(element, "alt");
    append_word(label_attribute(document_, element, has_alt ? "alt" : "title"));
    return true;
  }
  if (node.tag == Tag::kIframe) {
    append_word(label_attribute(document_, element, "title"));
    return true;
  }
  if (node.name_space == Namespace::kSvg && node.text == "svg") {
    const NodeId title = svg_title(document_, element);
    if (title == kNoNode) return false;
    append_word(collapsed_text(document_, title, budget_));
    return true;
  }
  return false;
}

void NameReader::open(NodeId element, const Rendering& rendering) {
  Open opened;
  opened.end = document_.node(element).end;
  opened.was_visible = visible_;
  opened.separate =
      rendering.box != Box::kInline || hidden_ == HiddenNodes::kCountedUnboxed;
  if (element == root_ || is_named_by_title(document_, element)) {
    opened.title = label_attribute(document_, element, "title");
  }
  const bool changes_visibility =
      rendering.visibility != Visibility::kInherited;
  if (changes_visibility) {
    visible_ = rendering.visibility == Visibility::kVisible;
  }
  if (opened.separate) append_space();
  opened.text_before = text_.size();
  if (opened.separate || changes_visibility || !opened.title.empty()) {
    open_.push_back(std::move(opened));
  }
}

void NameReader::close_until(NodeId id) {
  while (!open_.empty() && open_.back().end <= id) {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (!closed.title.empty() && text_.size() == closed.text_before) {
      append_word(closed.title);
    }
    if (closed.separate) append_space();
    visible_ = closed.was_visible;
  }
}

void NameReader::append_text(std::string_view text) {
  text = utf8_prefix(text, bytes_left_);
  bytes_left_ -= text.size();
  budget_.spend(text.size());
  append_collapsed(text, kMaxLabelBytes, text_, pending_space_);
}

void NameReader::append_word(std::string_view text) {
  append_space();
  if (is_counted()) append_text(text);
  append_space();
}

}  // namespace pagescan
