// Pretty-prints the HTML of a form for the text report, as the client's sample
// report shows it: two spaces a level, lines wrapped at 250 columns, the line
// breaks of the page kept, the text of scripts, styles, pre and textarea
// untouched. The result is byte for byte what js-beautify 2.0.3 gives with
// indent_size 2, wrap_line_length 250 and content_unformatted pre, textarea,
// script, style, all else at its defaults (save for the limits below).
//
// The parts: html_format_tokens splits the markup, html_format_tags knows the
// element classes and what is open, html_format_lines lays out the lines, and
// html_format.cpp holds the rules that say where a line ends.
//
// Works in one pass over bytes the caller owns; keeps nothing. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// `serialised_html` pretty-printed. The input is an element's outer HTML, in
/// well-formed UTF-8, as the HTML fragment serialisation algorithm gives it
/// (https://html.spec.whatwg.org/#serialising-html-fragments): its first byte
/// is `<`. Any other bytes are safe to pass, but what comes out is unspecified.
///
/// Line breaks are LF unless the first one in the input is CR or CRLF, which
/// is then used throughout. There is none at the end.
///
/// Takes time linear in the input. Two limits hold the output to a multiple of
/// the input on hostile pages, where the reference's grows without bound:
/// kMaxIndentLevel and kIndentBytesPerInputByte (html_format_lines.h).
std::string format_html(std::string_view serialised_html);

}  // namespace pagescan
