// Makes strings from a page harmless in Markdown: code spans, the one construct
// in which nothing is a link, an image, HTML, an autolink or a mention of a
// person. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// Appends well-formed UTF-8 as one code span
/// (https://spec.commonmark.org/0.31.2/#code-spans), its fence longer than any
/// run of backticks within, on one line: line feeds and control characters come
/// out as append_for_terminal writes them. Nothing is appended for "", as no
/// code span is empty. No backtick may stand just before or after.
void append_markdown_code(std::string_view text, std::string& out);

/// The same for a cell of a table
/// (https://github.github.com/gfm/#tables-extension-), where a | ends the cell
/// even within a code span and is therefore written \|.
void append_markdown_cell(std::string_view text, std::string& out);

}  // namespace pagescan
