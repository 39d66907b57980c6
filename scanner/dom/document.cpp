#include "scanner/dom/document.h"

#include <algorithm>

namespace pagescan {

std::optional<std::string_view> Document::attribute(
    NodeId id, std::string_view name) const {
  // Most names differ in size or first character: no call to compare them.
  if (name.empty()) return std::nullopt;
  for (const Attribute& a : attributes(id)) {
    if (a.name.size() == name.size() && a.name[0] == name[0] &&
        a.name == name) {
      return a.value;
    }
  }
  return std::nullopt;
}

NodeId Document::ancestor(NodeId id, Tag tag) const {
  NodeId up = nodes_[id].parent;
  while (up != kNoNode && nodes_[up].tag != tag) up = nodes_[up].parent;
  return up;
}

NodeId Document::parser_form_owner(NodeId id) const {
  const auto it =
      std::lower_bound(parser_form_owners_.begin(), parser_form_owners_.end(),
                       id, [](const ParserFormOwner& o, NodeId element) {
                         return o.element < element;
                       });
  const bool found = it != parser_form_owners_.end() && it->element == id;
  return found ? it->form : kNoNode;
}

std::string Document::text_content(NodeId id) const {
  std::string text;
  for (NodeId i = id; i < nodes_[id].end; ++i) {
    if (nodes_[i].type == NodeType::kText) text += nodes_[i].text;
  }
  return text;
}

}  // namespace pagescan
