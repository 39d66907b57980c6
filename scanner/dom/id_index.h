// Elements by their ID. Built on demand, since most pages never ask; views
// into the Document, which must outlive it. Immutable; thread-safe.
#pragma once

#include <string_view>
#include <unordered_map>

#include "scanner/dom/document.h"

namespace pagescan {

class IdIndex {
 public:
  explicit IdIndex(const Document& document);

  /// The first element in tree order, outside template contents, with this ID
  /// (https://dom.spec.whatwg.org/#concept-id), or kNoNode.
  NodeId find(std::string_view id) const;

 private:
  std::unordered_map<std::string_view, NodeId> first_;
};

}  // namespace pagescan
