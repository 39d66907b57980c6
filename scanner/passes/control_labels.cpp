#include "scanner/passes/control_labels.h"

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Bounds on what one label may cost, against labels nested in labels.
constexpr size_t kMaxLabelNodes = 512;
constexpr size_t kMaxLabelledByIds = 16;

// Elements whose text is not part of the name of what they stand in.
bool is_left_out_of_names(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kSelect:
    case Tag::kTextarea:
    case Tag::kDatalist:
    case Tag::kNoscript:
      return true;
    default:
      return false;
  }
}

// https://html.spec.whatwg.org/#category-label, of what find_controls gives.
bool is_labelable(const Document& document, NodeId control) {
  if (!document.is(control, Tag::kInput)) return true;
  const auto type = document.attribute(control, "type");
  return !type || !ascii_iequals(*type, "hidden");
}

}  // namespace

LabelFinder::LabelFinder(const Document& document, const IdIndex& ids,
                         std::span<const OwnedControl> controls)
    : document_(document), ids_(ids) {
  std::vector<NodeId> labelable;
  for (const OwnedControl& c : controls) {
    if (is_labelable(document, c.control)) labelable.push_back(c.control);
  }
  for (const NodeId label : document.elements(Tag::kLabel)) {
    // A template's contents are another tree, in which no ID is found.
    const bool in_template = document.node(label).in_template;
    NodeId target = kNoNode;
    if (const auto id = document.attribute(label, "for")) {
      if (!in_template) target = ids.find(*id);
    } else {
      const auto first =
          std::upper_bound(labelable.begin(), labelable.end(), label);
      const bool inside =
          first != labelable.end() && *first < document.node(label).end;
      if (inside) target = *first;
    }
    if (target != kNoNode) labels_.push_back({target, label});
  }
  std::stable_sort(
      labels_.begin(), labels_.end(),
      [](const LabelOf& a, const LabelOf& b) { return a.control < b.control; });
}

std::string LabelFinder::text_of(NodeId element) const {
  std::string text;
  size_t visited = 0;
  for (NodeId id = element; id < document_.node(element).end;) {
    const Node& node = document_.node(id);
    if (++visited > kMaxLabelNodes || text.size() > kMaxLabelBytes) break;
    if (id != element && is_left_out_of_names(node.tag)) {
      text += ' ';
      id = node.end;
      continue;
    }
    if (node.type == NodeType::kText) {
      text += utf8_prefix(node.text, kMaxLabelBytes);
    } else if (node.tag == Tag::kImg) {
      text += short_attribute(id, "alt");
    } else if (node.tag == Tag::kBr) {
      text += ' ';
    }
    ++id;
  }
  text = strip_and_collapse_ascii_whitespace(text);
  text.resize(utf8_prefix(text, kMaxLabelBytes).size());
  return text;
}

std::string LabelFinder::text_of_ids(std::string_view id_list) const {
  std::string text;
  size_t count = 0;
  for (const std::string_view id : split_on_ascii_whitespace(id_list)) {
    if (++count > kMaxLabelledByIds) break;
    const NodeId element = ids_.find(id);
    if (element == kNoNode) continue;
    const std::string part = text_of(element);
    if (!text.empty() && !part.empty()) text += ' ';
    text += part;
  }
  return text;
}

std::string LabelFinder::own_text(NodeId control) const {
  if (document_.is(control, Tag::kButton)) return text_of(control);
  if (!document_.is(control, Tag::kInput)) return {};
  const std::string type = ascii_lowercase(
      document_.attribute(control, "type").value_or(std::string_view()));
  std::string_view attribute;
  if (type == "submit" || type == "reset" || type == "button") {
    attribute = "value";
  } else if (type == "image") {
    attribute = "alt";
  } else {
    return {};
  }
  return short_attribute(control, attribute);
}

std::string LabelFinder::short_attribute(NodeId element,
                                         std::string_view name) const {
  return strip_and_collapse_ascii_whitespace(utf8_prefix(
      document_.attribute(element, name).value_or(""), kMaxLabelBytes));
}

ControlLabels LabelFinder::labels_of(NodeId control) const {
  ControlLabels labels;
  if (const auto list = document_.attribute(control, "aria-labelledby")) {
    labels.aria_labelledby = text_of_ids(*list);
  }
  labels.aria_label = short_attribute(control, "aria-label");
  labels.title = short_attribute(control, "title");
  labels.own_text = own_text(control);
  auto it = std::lower_bound(
      labels_.begin(), labels_.end(), control,
      [](const LabelOf& l, NodeId id) { return l.control < id; });
  for (; it != labels_.end() && it->control == control; ++it) {
    const bool by_for = document_.has_attribute(it->label, "for");
    std::string& text = by_for ? labels.for_label : labels.wrapping;
    if (text.size() > kMaxLabelBytes) break;
    const std::string part = text_of(it->label);
    if (!text.empty() && !part.empty()) text += ' ';
    text += part;
  }
  return labels;
}

const std::string& chosen_label(const ControlLabels& labels) {
  const std::array order = {&labels.aria_labelledby, &labels.aria_label,
                            &labels.for_label,       &labels.wrapping,
                            &labels.own_text,        &labels.title};
  const auto* it =
      std::find_if(order.begin(), order.end(),
                   [](const auto* text) { return !text->empty(); });
  static const std::string kNone;
  return it == order.end() ? kNone : **it;
}

}  // namespace pagescan
