#include "scanner/passes/form_controls.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/list_limit.h"

namespace pagescan {
namespace {

// https://html.spec.whatwg.org/#attr-input-type
constexpr std::array<std::string_view, 22> kInputTypes = {
    "hidden",   "text",  "search", "tel",      "url",   "email",
    "password", "date",  "month",  "week",     "time",  "datetime-local",
    "number",   "range", "color",  "checkbox", "radio", "file",
    "submit",   "image", "reset",  "button"};

// https://html.spec.whatwg.org/#attr-button-type
constexpr std::array<std::string_view, 3> kButtonTypes = {"submit", "reset",
                                                          "button"};

// An enumerated attribute: the keyword it has, else the default.
template <size_t N>
std::string keyword(const std::array<std::string_view, N>& keywords,
                    std::optional<std::string_view> value,
                    std::string_view fallback) {
  if (value) {
    for (const std::string_view k : keywords) {
      if (ascii_iequals(*value, k)) return std::string(k);
    }
  }
  return std::string(fallback);
}

std::string control_type(const Document& document, NodeId element) {
  const auto type = document.attribute(element, "type");
  switch (document.node(element).tag) {
    case Tag::kInput:
      return keyword(kInputTypes, type, "text");
    case Tag::kButton:
      return keyword(kButtonTypes, type, "submit");
    case Tag::kSelect:
      return document.has_attribute(element, "multiple") ? "select-multiple"
                                                         : "select-one";
    default:
      return "textarea";
  }
}

// https://html.spec.whatwg.org/#concept-submit-button
bool is_submitter(const Control& control) {
  if (control.element == "button") return control.type == "submit";
  return control.element == "input" &&
         (control.type == "submit" || control.type == "image");
}

void read_value(const PassInput& input, NodeId element, Control& control) {
  std::string text;
  if (control.element == "textarea") {
    text = input.document.text_content(element);
  } else if (control.element != "select") {
    const auto value = input.document.attribute(element, "value");
    if (!value) return;
    text = *value;
  } else {
    return;
  }
  control.value_length = code_point_count(text);
  if (control.type != "password") control.value = within_limit(input, text);
}

SelectOption read_option(const PassInput& input, NodeId element,
                         bool group_disabled) {
  const Document& document = input.document;
  SelectOption option;
  const std::string text =
      strip_and_collapse_ascii_whitespace(document.text_content(element));
  const auto label = document.attribute(element, "label");
  option.label = within_limit(input, label && !label->empty() ? *label : text);
  option.value =
      within_limit(input, document.attribute(element, "value").value_or(text));
  option.selected = document.has_attribute(element, "selected");
  option.disabled =
      group_disabled || document.has_attribute(element, "disabled");
  return option;
}

void read_options(const PassInput& input, NodeId select, Control& control,
                  Facts& facts) {
  const Document& document = input.document;
  ListLimit limit("options", input, facts);
  NodeId disabled_until = 0;  // the end of a disabled optgroup
  for (NodeId id = select + 1; id < document.node(select).end; ++id) {
    if (document.is(id, Tag::kOptgroup) &&
        document.has_attribute(id, "disabled")) {
      disabled_until = document.node(id).end;
    }
    if (!document.is(id, Tag::kOption)) continue;
    if (!limit.has_room(control.options)) return;
    SelectOption option = read_option(input, id, id < disabled_until);
    const size_t bytes = option.value.size() + option.label.size();
    limit.append(control.options, std::move(option), bytes);
  }
}

SubmitterOverrides read_overrides(const PassInput& input, NodeId element) {
  SubmitterOverrides overrides;
  if (const auto action = input.document.attribute(element, "formaction")) {
    overrides.formaction = resolve_address(input, *action);
    // An empty one leads where an empty action does, whatever base says.
    const auto& page_url = input.resolver.document_url();
    if (action->empty()) {
      overrides.formaction->url.reset();
      if (page_url) {
        overrides.formaction->url = within_limit(input, page_url->href());
      }
    }
  }
  overrides.formmethod = attribute_if_any(input, element, "formmethod");
  overrides.formenctype = attribute_if_any(input, element, "formenctype");
  overrides.formtarget = attribute_if_any(input, element, "formtarget");
  overrides.formnovalidate =
      input.document.has_attribute(element, "formnovalidate");
  return overrides;
}

}  // namespace

DisabledByFieldset::DisabledByFieldset(const Document& document) {
  const auto add = [&](NodeId begin, NodeId end, int change) {
    if (depth_.empty()) depth_.assign(document.size() + 1, 0);
    depth_[begin] += change;
    depth_[end] -= change;
  };
  for (const NodeId fieldset : document.elements(Tag::kFieldset)) {
    if (!document.has_attribute(fieldset, "disabled")) continue;
    add(fieldset + 1, document.node(fieldset).end, 1);
    NodeId legend = document.first_child(fieldset);
    while (legend != kNoNode && !document.is(legend, Tag::kLegend)) {
      legend = document.next_sibling(legend);
    }
    if (legend != kNoNode) add(legend, document.node(legend).end, -1);
  }
  for (size_t i = 1; i < depth_.size(); ++i) depth_[i] += depth_[i - 1];
}

Control read_control(const PassInput& input, NodeId element,
                     LabelFinder& labels, const DisabledByFieldset& disabled,
                     Facts& facts) {
  const Document& document = input.document;
  Control control;
  control.element = document.node(element).text;
  control.type = control_type(document, element);
  control.name = attribute_or_empty(input, element, "name");
  control.id = attribute_or_empty(input, element, "id");
  control.required = document.has_attribute(element, "required");
  control.disabled =
      document.has_attribute(element, "disabled") || disabled.contains(element);
  control.readonly = document.has_attribute(element, "readonly");
  control.multiple = document.has_attribute(element, "multiple");
  control.checked = document.has_attribute(element, "checked");
  control.pattern = attribute_if_any(input, element, "pattern");
  control.min_length = attribute_if_any(input, element, "minlength");
  control.max_length = attribute_if_any(input, element, "maxlength");
  control.placeholder = attribute_if_any(input, element, "placeholder");
  control.autocomplete = attribute_if_any(input, element, "autocomplete");
  control.form_attribute = attribute_if_any(input, element, "form");
  control.position = document.node(element).position;
  read_value(input, element, control);
  if (document.is(element, Tag::kSelect)) {
    read_options(input, element, control, facts);
  }
  ControlName name = labels.name_of(element);
  control.labels = std::move(name.labels);
  control.label = std::move(name.label);
  control.submitter = is_submitter(control);
  if (control.submitter) control.overrides = read_overrides(input, element);
  return control;
}

}  // namespace pagescan
