// A node as markup again. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/dom/document.h"

namespace pagescan {

/// Where a string stands in markup.
enum class EscapeMode { kText, kAttribute };

/// Appends "escaping a string" (https://html.spec.whatwg.org/#escapingString).
void append_escaped(std::string_view text, EscapeMode mode, std::string& out);

/// Whether the text in the element stands in markup as it is, without character
/// references (https://html.spec.whatwg.org/#serialising-html-fragments).
bool has_literal_text(Tag tag);

/// Appends the outer HTML of an element: its tags around the result of the
/// HTML fragment serialisation algorithm, scripting disabled
/// (https://html.spec.whatwg.org/#html-fragment-serialisation-algorithm).
/// Iterative, linear in the output.
void append_outer_html(const Document& document, NodeId element,
                       std::string& out);

}  // namespace pagescan
