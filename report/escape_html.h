// Makes strings from a page harmless in HTML. Pure function; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// Appends well-formed UTF-8 as text of an element or as the value of a quoted
/// attribute, with either kind of quotation mark: & < > " ' become character
/// references (https://html.spec.whatwg.org/#syntax-charref). Control
/// characters and what reorders text come out as append_for_terminal writes
/// them, as a browser would act on the latter; LF and TAB stay. Not for the
/// content of script, style and other elements without references, nor for
/// addresses in href and src, whose scheme is a matter of its own. Within pre
/// and textarea, write a line feed first: a parser drops the first.
void append_html(std::string_view text, std::string& out);

}  // namespace pagescan
