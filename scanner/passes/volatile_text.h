// The noise in a script or a data block: what changes though nobody changed the
// code. Only values are noise: string literals that are as a whole a token, an
// ID or a time, and numbers that are the time. Code, addresses, arguments of
// functions that decode or run text, elements of arrays never are. Pure
// functions; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

enum class VolatileIn : uint8_t {
  kScript,
  kData,  // JSON: dates and times within strings are noise too
};

/// A part of a text, as offsets into it.
struct VolatileSpan {
  size_t begin = 0;
  size_t end = 0;
};

/// The longest literal looked at, in bytes between the quotation marks.
inline constexpr size_t kMaxVolatileLiteral = 128;
/// Spans of one text; what is past them is no noise.
inline constexpr size_t kMaxVolatileSpans = 4096;

/// In order, apart from each other, without the quotation marks. Linear time.
std::vector<VolatileSpan> volatile_spans(std::string_view text, VolatileIn in);

/// The SHA-256 of the text with `<noise>` for each span, hexadecimal; "" where
/// there is none.
std::string masked_sha256(std::string_view text, VolatileIn in);

}  // namespace pagescan
