// UTF-8 as the Encoding Standard reads it. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan {

/// One code point of a well-formed string and the bytes it took.
struct CodePoint {
  char32_t value = 0;
  size_t size = 0;
};

/// Whether the byte goes on a character that an earlier one began.
inline bool is_utf8_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// The code point at `offset` (< text.size()). An ill-formed sequence reads as
/// U+FFFD with the size of its maximal subpart, as the Encoding Standard says.
CodePoint code_point_at(std::string_view text, size_t offset);

/// The ASCII bytes `bytes` starts with.
std::string_view ascii_prefix(std::string_view bytes);

/// Whether `text` is well-formed UTF-8 (no surrogates, shortest forms).
bool is_valid_utf8(std::string_view text);

/// `text` with each maximal subpart of an ill-formed sequence made U+FFFD
/// (https://encoding.spec.whatwg.org/#utf-8-decoder). `replaced`, where given,
/// receives how many were.
std::string replace_invalid_utf8(std::string_view text,
                                 size_t* replaced = nullptr);

/// The length in UTF-16 code units of well-formed UTF-8.
size_t utf16_length(std::string_view text);

/// The longest start of well-formed `text` that has at most `max_bytes` bytes
/// and ends with a whole character.
std::string_view utf8_prefix(std::string_view text, size_t max_bytes);

/// How many code points well-formed `text` has.
size_t code_point_count(std::string_view text);

/// Appends the UTF-8 form of a Unicode scalar value.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace pagescan
