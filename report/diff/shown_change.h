// The two values of a change, short enough to be read: cut, but never so that
// what differs is cut away. Well-formed UTF-8 that nobody has escaped yet. Pure
// functions; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/run/diff/change.h"
#include "scanner/run/diff/word_diff.h"

namespace pagescan {

/// Longer values are not compared by word.
inline constexpr size_t kMaxWordDiffBytes = size_t{64} << 10;

struct ShownValues {
  std::optional<std::string> before;
  std::optional<std::string> after;
};

/// Each of about `max_bytes` at most. Where both begin alike for long, an
/// ellipsis stands for that.
ShownValues shown_values(const Change& change, size_t max_bytes);

struct ShownSpan {
  WordSpan::Kind kind = WordSpan::Kind::kSame;
  std::string text;
};

/// The values as one text of what stayed, went and came, of about `max_bytes`
/// at most; long stretches that stayed are elided. Empty where there are not
/// two values or they are longer than kMaxWordDiffBytes.
std::vector<ShownSpan> shown_words(const Change& change, size_t max_bytes);

/// The values as one line, `"old" -> "new"`, for messages; "" for none.
std::string values_in_words(const Change& change, size_t max_bytes);

}  // namespace pagescan
