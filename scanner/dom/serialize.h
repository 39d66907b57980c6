// A node as markup again. Pure function; thread-safe.
#pragma once

#include <string>

#include "scanner/dom/document.h"

namespace pagescan {

/// Appends the outer HTML of an element: its tags around the result of the
/// HTML fragment serialisation algorithm, scripting disabled
/// (https://html.spec.whatwg.org/#html-fragment-serialisation-algorithm).
/// Iterative, linear in the output.
void append_outer_html(const Document& document, NodeId element,
                       std::string& out);

}  // namespace pagescan
