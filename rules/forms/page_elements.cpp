#include "rules/forms/page_elements.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pagescan {
namespace {

// Event handlers of frameworks, by how their attributes begin: Vue, Alpine,
// Angular, AngularJS, Livewire, htmx, Rails.
constexpr std::array<std::string_view, 12> kSubmitAttributes = {
    "@submit",   "v-on:submit", "x-on:submit",    "(submit)",
    "(ngsubmit", "ng-submit",   "data-ng-submit", "wire:submit",
    "hx-post",   "[formgroup]", "formgroup",      "data-remote"};

// Stimulus and Closure name the event in the value.
bool names_submit_event(const Attribute& attribute) {
  return (attribute.name == "data-action" &&
          attribute.value.find("submit") != std::string_view::npos) ||
         (attribute.name == "jsaction" &&
          attribute.value.find("submit") != std::string_view::npos);
}

bool has_submit_handler(const Document& document, NodeId form) {
  return std::ranges::any_of(
      document.attributes(form), [](const Attribute& attribute) {
        if (attribute.name == "onsubmit") return true;
        if (names_submit_event(attribute)) return true;
        return std::ranges::any_of(kSubmitAttributes, [&](auto prefix) {
          return attribute.name.starts_with(prefix);
        });
      });
}

bool has_click_handler(const Document& document, NodeId button) {
  return std::ranges::any_of(
      document.attributes(button), [](const Attribute& attribute) {
        return attribute.name == "onclick" || attribute.name == "ng-click" ||
               attribute.name.starts_with("@click") ||
               attribute.name.starts_with("v-on:click") ||
               attribute.name == "(click)";
      });
}

}  // namespace

PageElements::PageElements(const Document& document,
                           std::initializer_list<Tag> tags) {
  for (const Tag tag : tags) {
    for (const NodeId id : document.elements(tag)) {
      const Node& node = document.node(id);
      if (!node.in_template) by_offset_.emplace_back(node.position.offset, id);
    }
  }
  std::ranges::sort(by_offset_);
}

NodeId PageElements::at(const SourcePosition& position) const {
  const auto found = std::ranges::lower_bound(
      by_offset_, position.offset, {}, &std::pair<uint32_t, NodeId>::first);
  const bool there =
      found != by_offset_.end() && found->first == position.offset;
  return there ? found->second : kNoNode;
}

bool is_submitted_by_script(const Document& document,
                            const PageElements& elements, const Form& form) {
  const NodeId element = elements.at(form.position);
  if (element != kNoNode && has_submit_handler(document, element)) return true;
  return std::ranges::any_of(form.controls, [&](const Control& control) {
    if (!is_button(control) || control.type == "reset") return false;
    const NodeId button = elements.at(control.position);
    return button != kNoNode && has_click_handler(document, button);
  });
}

}  // namespace pagescan
