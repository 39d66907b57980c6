// Collects the code points a decoder finds as UTF-8. Internal to decode/.
//
// Owns the text until finish(). For one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/decode/decode.h"

namespace pagescan {

class Utf8Writer {
 public:
  /// `expected` is a first guess of the size of the text, in bytes.
  explicit Utf8Writer(size_t expected) { text_.utf8.reserve(expected); }

  /// Appends a Unicode scalar value.
  void put(char32_t c) {
    if (used_ + 4 > buffer_.size()) flush();
    if (c < 0x80) {
      push(c);
    } else if (c < 0x800) {
      push(0xC0 | (c >> 6));
      push(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      push(0xE0 | (c >> 12));
      push(0x80 | ((c >> 6) & 0x3F));
      push(0x80 | (c & 0x3F));
    } else {
      push(0xF0 | (c >> 18));
      push(0x80 | ((c >> 12) & 0x3F));
      push(0x80 | ((c >> 6) & 0x3F));
      push(0x80 | (c & 0x3F));
    }
  }

  /// Appends a code point, or U+FFFD for kNoCodePoint.
  void put_or_error(char32_t c) { c == 0 ? put_error() : put(c); }

  /// Appends U+FFFD for an ill-formed sequence.
  void put_error() {
    ++text_.replaced;
    put(U'\uFFFD');
  }

  void put_ascii(std::string_view run) {
    if (used_ + run.size() > buffer_.size()) flush();
    if (run.size() > buffer_.size()) {
      text_.utf8.append(run);
      return;
    }
    std::memcpy(buffer_.data() + used_, run.data(), run.size());
    used_ += run.size();
  }

  DecodedText finish() {
    flush();
    return std::move(text_);
  }

 private:
  static constexpr size_t kBufferBytes = 4096;

  void push(char32_t byte) { buffer_[used_++] = static_cast<char>(byte); }

  void flush() {
    text_.utf8.append(buffer_.data(), used_);
    used_ = 0;
  }

  DecodedText text_;
  std::array<char, kBufferBytes> buffer_;
  size_t used_ = 0;
};

/// The ASCII bytes `bytes` starts with.
inline std::string_view ascii_prefix(std::string_view bytes) {
  size_t i = 0;
  while (i + 8 <= bytes.size()) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
    i += 8;
  }
  while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
  return bytes.substr(0, i);
}

}  // namespace pagescan
