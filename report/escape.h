// Makes strings from a page harmless where they are shown. Pure functions;
// thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

enum class LineBreaks { kKeep, kEscape };

/// Appends well-formed UTF-8 so that no terminal acts on it: C0 controls but
/// TAB, DEL, C1 controls and bidi embeddings, overrides and isolates come out
/// as
/// `\u{1B}`. LF stays where asked; TAB always stays.
void append_for_terminal(std::string_view text, LineBreaks line_breaks,
                         std::string& out);

/// As append_for_terminal, one line, into a new string. Takes any bytes: a
/// terminal may act on a lone 9B too, so what is ill-formed becomes U+FFFD.
std::string for_terminal(std::string_view text);

/// Appends finished JSON so that no terminal acts on it either: DEL, C1
/// controls and bidi embeddings, overrides and isolates, which JSON may hold as
/// they are, become \uXXXX. (C0 controls never stand raw in JSON.)
void append_json_for_terminal(std::string_view json, std::string& out);

}  // namespace pagescan
