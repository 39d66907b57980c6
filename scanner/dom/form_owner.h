// Which form a form-associated element belongs to. A pure function of the
// Document; thread-safe.
#pragma once

#include "scanner/dom/document.h"
#include "scanner/dom/id_index.h"

namespace pagescan {

/// Whether HTML lists the element among those a form owns and a `form`
/// attribute moves (https://html.spec.whatwg.org/#category-listed).
bool is_listed_element(Tag tag);

/// Whether the parser associates the element with the form element pointer
/// (https://html.spec.whatwg.org/#form-associated-element): listed, or img.
bool is_form_associated(Tag tag);

/// The form owner of a form-associated element, or kNoNode
/// (https://html.spec.whatwg.org/#form-owner): what its `form` attribute
/// names, else the form the parser gave it, else the nearest form ancestor.
NodeId form_owner(const Document& document, const IdIndex& ids, NodeId element);

}  // namespace pagescan
