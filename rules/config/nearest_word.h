// Which of some words was meant. Pure functions; thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pagescan {

/// The word that differs from `text` in the fewest letters, ASCII case ignored;
/// "" where none is near. Words longer than 64 bytes are near nothing.
std::string_view nearest_word(std::string_view text,
                              std::span<const std::string_view> words);

/// " (did you mean \"levels\"?)", or which there are where none is near.
std::string hint_at(std::string_view text,
                    std::span<const std::string_view> words);

}  // namespace pagescan
