// Makes strings from a page harmless in XML 1.0. Pure function; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// Appends well-formed UTF-8 as character data or as an attribute's value, with
/// either kind of quotation mark. What no XML document may hold, not even as a
/// reference (all but the production Char,
/// https://www.w3.org/TR/xml/#charsets: most of C0, U+FFFE, U+FFFF), becomes
/// U+FFFD. Everything else reads back as it was: & < > " ' as entities; TAB,
/// LF and CR, which are normalised in attributes, and what append_for_terminal
/// escapes, as character references.
void append_xml(std::string_view text, std::string& out);

}  // namespace pagescan
