// The words two texts differ by. Pure function; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pagescan {

/// A stretch of words. Views into the two texts.
struct WordSpan {
  enum class Kind : uint8_t { kSame, kRemoved, kAdded } kind = Kind::kSame;
  std::string_view text;
};

std::vector<WordSpan> word_diff(std::string_view before,
                                std::string_view after);

}  // namespace pagescan
