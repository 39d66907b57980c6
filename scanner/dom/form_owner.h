// Which form a control belongs to. Pure functions of the Document;
// thread-safe.
#pragma once

#include <vector>

#include "scanner/dom/document.h"
#include "scanner/dom/id_index.h"

namespace pagescan {

/// Whether the parser associates the element with the form element pointer
/// (https://html.spec.whatwg.org/#form-associated-element). Form-associated
/// custom elements need a script to be ones.
bool is_form_associated(Tag tag);

/// Whether the element is submittable
/// (https://html.spec.whatwg.org/#category-submit).
bool is_submittable(Tag tag);

struct OwnedControl {
  NodeId control = kNoNode;
  NodeId form = kNoNode;  // the form owner, kNoNode if there is none
};

/// Every submittable element in tree order with its form owner
/// (https://html.spec.whatwg.org/#form-owner): the form its `form` attribute
/// names, else the one the parser gave it, else its nearest form ancestor.
/// Linear in the number of controls and forms, but for a logarithm.
std::vector<OwnedControl> find_controls(const Document& document,
                                        const IdIndex& ids);

}  // namespace pagescan
