// The colours of the text report. Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan {

/// The lines of the text report's findings with their first word, the level,
/// in colour (ECMA-48 SGR). Every line is one that pagescan began: what a page
/// chose never begins a line there.
std::string with_coloured_levels(std::string_view findings);

enum class TextColor : uint8_t { kRemoved, kAdded };

/// The text, red or green. One line, escaped already.
std::string in_color(TextColor color, std::string_view text);

}  // namespace pagescan
