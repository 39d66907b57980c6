#include "scanner/passes/control_labels.h"

#include <algorithm>
#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kMaxLabelledByIds = 16;

// How often each byte and node of a document may be read for its labels, and
// what small documents may add to that.
constexpr size_t kMaxReadings = 8;
constexpr size_t kMinReadingUnits = 1 << 20;

// https://html.spec.whatwg.org/#category-label, of what find_controls gives.
bool is_labelable(const Document& document, NodeId control) {
  if (!document.is(control, Tag::kInput)) return true;
  const auto type = document.attribute(control, "type");
  return !type || !ascii_iequals(*type, "hidden");
}

void append_words(std::string_view words, std::string& text) {
  if (!text.empty() && !words.empty()) text += ' ';
  text += words;
}

// What a control says of itself; whether that is the end of the search, even if
// it says nothing.
bool read_own_text(const Document& document, NodeId control,
                   const InputNaming& naming, NameReader& reader,
                   ControlLabels& labels) {
  if (document.is(control, Tag::kButton)) {
    labels.own_text = reader.contents(control);
    return !labels.own_text.empty();
  }
  if (naming.kind == InputKind::kImage) {
    labels.own_text = label_attribute(document, control, "alt");
    if (!labels.own_text.empty()) return true;
  }
  if (naming.kind == InputKind::kImage || naming.kind == InputKind::kButton) {
    labels.own_text = label_attribute(document, control, "value");
    return document.has_attribute(control, "value");
  }
  return false;
}

bool takes_placeholder(const Document& document, NodeId control,
                       InputKind kind) {
  if (document.is(control, Tag::kTextarea)) return true;
  return document.is(control, Tag::kInput) &&
         (kind == InputKind::kTextField || kind == InputKind::kPassword);
}

// Once ARIA and label elements have not named it.
const std::string& name_by_itself(const ControlLabels& labels, bool settled,
                                  InputKind kind) {
  if (settled) return labels.own_text;
  const bool title_first = kind == InputKind::kImage;
  const bool has_default = !labels.browser_default.empty();
  if (has_default && !(title_first && !labels.title.empty())) {
    return labels.browser_default;
  }
  return labels.title.empty() ? labels.placeholder : labels.title;
}

}  // namespace

LabelFinder::LabelFinder(const Document& document, const IdIndex& ids,
                         std::span<const OwnedControl> controls)
    : document_(document),
      ids_(ids),
      budget_(kMinReadingUnits +
              kMaxReadings * (document.size() + document.source().size())) {
  find_labels(controls);
  find_hidden(controls);
}

void LabelFinder::find_labels(std::span<const OwnedControl> controls) {
  std::vector<NodeId> labelable;
  for (const OwnedControl& c : controls) {
    if (is_labelable(document_, c.control)) labelable.push_back(c.control);
  }
  for (const NodeId label : document_.elements(Tag::kLabel)) {
    // A template's contents are another tree, in which no ID is found.
    const bool in_template = document_.node(label).in_template;
    NodeId target = kNoNode;
    if (const auto id = document_.attribute(label, "for")) {
      if (!in_template) target = ids_.find(*id);
    } else {
      const auto first =
          std::upper_bound(labelable.begin(), labelable.end(), label);
      const bool inside =
          first != labelable.end() && *first < document_.node(label).end;
      if (inside) target = *first;
    }
    if (target != kNoNode) labels_.push_back({target, label});
  }
  std::stable_sort(
      labels_.begin(), labels_.end(),
      [](const LabelOf& a, const LabelOf& b) { return a.control < b.control; });
}

void LabelFinder::find_hidden(std::span<const OwnedControl> controls) {
  const bool matters =
      !labels_.empty() ||
      std::any_of(controls.begin(), controls.end(), [&](const auto& c) {
        return document_.has_attribute(c.control, "aria-labelledby");
      });
  if (matters) rendered_ = RenderedNodes(document_);
}

bool LabelFinder::is_hidden(NodeId id) const {
  return rendered_.has_no_box(id) || rendered_.is_invisible(id);
}

bool LabelFinder::is_left_out(NodeId label, NodeId control) const {
  if (is_hidden(control)) return false;
  return is_hidden(label) || is_aria_hidden(document_, label);
}

HiddenNodes LabelFinder::hidden_nodes_of(NodeId target) const {
  if (rendered_.has_no_box(target)) return HiddenNodes::kCountedUnboxed;
  const bool hidden =
      rendered_.is_invisible(target) || rendered_.is_aria_hidden(target);
  return hidden ? HiddenNodes::kCounted : HiddenNodes::kLeftOut;
}

std::string LabelFinder::read_label(NodeId label, NameReader& reader) const {
  const auto list = document_.attribute(label, "aria-labelledby");
  if (list) {
    std::string text = text_of_ids(*list, kNoNode, {}, reader);
    if (!text.empty()) return text;
  }
  return reader.element(label, HiddenNodes::kLeftOut);
}

ControlName LabelFinder::name_of(NodeId control) {
  ControlName name;
  ControlLabels& labels = name.labels;
  NameReader reader(document_, control, budget_);
  InputNaming naming;
  if (document_.is(control, Tag::kInput)) {
    naming = input_naming(document_, control);
  }
  labels.aria_label = label_attribute(document_, control, "aria-label");
  labels.title = label_attribute(document_, control, "title");
  if (takes_placeholder(document_, control, naming.kind)) {
    labels.placeholder = label_attribute(document_, control, "placeholder");
    if (labels.placeholder.empty()) {
      labels.placeholder =
          label_attribute(document_, control, "aria-placeholder");
    }
  }
  const LabelText by_labels = read_labels(control, reader, labels);
  const bool settled =
      read_own_text(document_, control, naming, reader, labels);
  if (!settled) labels.browser_default = naming.browser_default;
  if (!labels.aria_label.empty()) {
    name.label = labels.aria_label;
  } else {
    name.label = by_labels.any ? by_labels.text
                               : name_by_itself(labels, settled, naming.kind);
  }
  if (const auto list = document_.attribute(control, "aria-labelledby")) {
    labels.aria_labelledby = text_of_ids(*list, control, name.label, reader);
    if (!labels.aria_labelledby.empty()) name.label = labels.aria_labelledby;
  }
  return name;
}

LabelFinder::LabelText LabelFinder::read_labels(NodeId control,
                                                NameReader& reader,
                                                ControlLabels& labels) const {
  LabelText found;
  NodeId read_until = 0;  // a label in a label is read with it
  auto it = std::lower_bound(
      labels_.begin(), labels_.end(), control,
      [](const LabelOf& l, NodeId id) { return l.control < id; });
  for (; it != labels_.end() && it->control == control; ++it) {
    if (found.text.size() > kMaxLabelBytes) break;
    found.any = true;
    if (is_left_out(it->label, control)) continue;
    const std::string text = read_label(it->label, reader);
    const bool by_for = document_.has_attribute(it->label, "for");
    append_words(text, by_for ? labels.for_label : labels.wrapping);
    if (it->label < read_until) continue;
    append_words(text, found.text);
    read_until = document_.node(it->label).end;
  }
  return found;
}

// The elements an aria-labelledby names; the control itself, by the name it
// has without it, else by its value.
std::string LabelFinder::text_of_ids(std::string_view id_list, NodeId control,
                                     std::string_view own_name,
                                     NameReader& reader) const {
  std::string text;
  size_t count = 0;
  for (const std::string_view id : split_on_ascii_whitespace(id_list)) {
    if (++count > kMaxLabelledByIds) break;
    const NodeId element = ids_.find(id);
    if (element == kNoNode) continue;
    if (element != control) {
      append_words(reader.element(element, hidden_nodes_of(element)), text);
    } else if (!own_name.empty()) {
      append_words(own_name, text);
    } else {
      append_words(reader.embedded(control), text);
    }
  }
  return text;
}

}  // namespace pagescan
