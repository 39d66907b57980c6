// Makes strings from a page harmless in text for terminals and in JSON. The
// other formats have a file of their own each (escape_csv.h, escape_html.h,
// escape_markdown.h, escape_xml.h). Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

enum class LineBreaks { kKeep, kEscape };

/// Appends well-formed UTF-8 so that neither a terminal nor a build server that
/// reads the output acts on it. As `\u{1B}` come out
/// - C0 controls but TAB, DEL and C1 controls (ECMA-48);
/// - bidi embeddings, overrides and isolates (UAX #9 section 2), and the line
///   and paragraph separators;
/// - tag characters (U+E0000 to U+E007F), which are text nobody sees;
/// - the first character of what build servers take for a command: "##[",
///   "##vso[" and "##teamcity[" anywhere, and "::name::" that begins a line;
///   "::" at the beginning is enough where line breaks are escaped, as more may
///   follow on the line, but an IPv6 address stays.
/// LF stays where asked; TAB always stays.
void append_for_terminal(std::string_view text, LineBreaks line_breaks,
                         std::string& out);

/// As append_for_terminal, one line, into a new string. Takes any bytes: a
/// terminal may act on a lone 9B too, so what is ill-formed becomes U+FFFD.
std::string for_terminal(std::string_view text);

/// A host for a person: as for_terminal, and characters that do not show
/// (zero-width joiners, fillers, variation selectors, spaces) come out as
/// `\u{200D}` too, as they make two hosts look alike.
std::string host_for_terminal(std::string_view host);

/// Appends finished JSON so that no terminal or build server acts on it either:
/// what append_for_terminal escapes, and zero-width characters, which JSON may
/// hold as they are, become \uXXXX, beyond U+FFFF in pairs. The JSON means the
/// same as before. (C0 controls never stand raw in JSON.)
void append_json_for_terminal(std::string_view json, std::string& out);

}  // namespace pagescan
