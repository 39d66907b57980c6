#include "scanner/dom/id_index.h"

namespace pagescan {

IdIndex::IdIndex(const Document& document) {
  for (NodeId i = 0; i < document.size(); ++i) {
    const Node& node = document.node(i);
    if (node.attribute_count == 0 || node.in_template) continue;
    const auto id = document.attribute(i, "id");
    if (id && !id->empty()) first_.emplace(*id, i);
  }
}

NodeId IdIndex::find(std::string_view id) const {
  const auto it = first_.find(id);
  return it == first_.end() ? kNoNode : it->second;
}

}  // namespace pagescan
