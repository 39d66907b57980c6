// Hostile text made fit to stand in a one-line message. Stateless;
// thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// How many code points of a text quote_for_message() shows.
inline constexpr size_t kMaxQuotedCodePoints = 100;

/// `text` in double quotes for an error message: at most kMaxQuotedCodePoints
/// code points, then "...". Quotes, backslashes and whatever does not show as
/// itself (controls, invisible and bidirectional marks, unassigned or private
/// code points, ill-formed bytes) come as \n, \xHH or \u{H}.
std::string quote_for_message(std::string_view text);

}  // namespace pagescan
