#include "scanner/dom/form_owner.h"

namespace pagescan {

bool is_listed_element(Tag tag) {
  switch (tag) {
    case Tag::kButton:
    case Tag::kFieldset:
    case Tag::kInput:
    case Tag::kObject:
    case Tag::kOutput:
    case Tag::kSelect:
    case Tag::kTextarea:
      return true;
    default:
      return false;
  }
}

bool is_form_associated(Tag tag) {
  return is_listed_element(tag) || tag == Tag::kImg;
}

NodeId form_owner(const Document& document, const IdIndex& ids,
                  NodeId element) {
  const Node& node = document.node(element);
  // A `form` attribute counts for listed elements of the document tree; in a
  // template's contents no ID leads anywhere.
  if (is_listed_element(node.tag) && !node.in_template) {
    if (const auto id = document.attribute(element, "form")) {
      const NodeId named = ids.find(*id);
      const bool is_form = named != kNoNode && document.is(named, Tag::kForm);
      return is_form ? named : kNoNode;
    }
  }
  const NodeId given = document.parser_form_owner(element);
  return given != kNoNode ? given : document.ancestor(element, Tag::kForm);
}

}  // namespace pagescan
