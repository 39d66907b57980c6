// Controls that people are not meant to see or fill, so that what fills them is
// a robot. Pure function; thread-safe.
#pragma once

#include "scanner/dom/document.h"
#include "scanner/passes/forms.h"

namespace pagescan {

/// Whether a control is such a trap: a text field, checkbox or text area that
/// is called one, or that tells people to leave it alone, or that is put out of
/// sight and out of the tab order by markup. What style sheets and scripts hide
/// is not seen, but for its name. No trap is what is merely not shown yet, nor
/// a decoy for the browser's autofill.
bool looks_like_honeypot(const Document& document, NodeId element,
                         const Control& control);

}  // namespace pagescan
