// Text of a report that is not too long. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pagescan {

/// Bytes as well-formed UTF-8 of at most `max_bytes` and, where that is not all
/// of it, an ellipsis.
std::string cut_text(std::string_view bytes, size_t max_bytes);

/// cut_text() as a code span in a cell of a Markdown table; "" for "".
std::string markdown_cell(std::string_view bytes, size_t max_bytes);

}  // namespace pagescan
