// Form start tags the parser ignored because another form was open
// (https://html.spec.whatwg.org/#parsing-main-inbody, "form"). Pure function;
// thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/dom/document.h"

namespace pagescan {

struct DroppedForm {
  NodeId outer = kNoNode;  // the form that was open
  SourcePosition position;
  std::string_view tag;  // `<form action=b>`, in the document's source
};

/// At most `max` of them, in the order of the source. Told from the source
/// alone, so nothing is said of pages that were not parsed to their end.
/// Linear.
std::vector<DroppedForm> find_dropped_forms(const Document& document,
                                            size_t max);

}  // namespace pagescan
