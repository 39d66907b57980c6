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

/// Writes the UTF-8 form of a Unicode scalar value to `out`, which has room for
/// four bytes; returns its size.
inline size_t write_utf8(char* out, char32_t c) {
  const auto trail = [c](unsigned shift) {
    return static_cast<char>(0x80 | ((c >> shift) & 0x3F));
  };
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | (c >> 6));
    out[1] = trail(0);
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (c >> 12));
    out[1] = trail(6);
    out[2] = trail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (c >> 18));
  out[1] = trail(12);
  out[2] = trail(6);
  out[3] = trail(0);
  return 4;
}

class Utf8Writer {
 public:
  /// `expected` is a first guess of the size of the text, in bytes. Better too
  /// much: memory never written to costs nothing, growing costs a copy.
  explicit Utf8Writer(size_t expected) { text_.utf8.reserve(expected); }

  /// Appends a Unicode scalar value.
  void put(char32_t c) {
    if (kBufferBytes - used_ < 4) flush();
    used_ += write_utf8(buffer_.data() + used_, c);
  }

  /// Appends a code point, or U+FFFD for kNoCodePoint.
  void put_or_error(char32_t c) { c == 0 ? put_error() : put(c); }

  struct Written {
    size_t size = 0;    // bytes of UTF-8
    size_t errors = 0;  // U+FFFD for ill-formed sequences among them
  };

  /// Appends what `write(char* out)` puts at `out`, where there is room for
  /// `size` bytes (up to kBufferBytes).
  template <class Write>
  void put_block(size_t size, Write write) {
    if (kBufferBytes - used_ < size) flush();
    const Written written = write(buffer_.data() + used_);
    used_ += written.size;
    text_.replaced += written.errors;
  }

  /// Appends U+FFFD for an ill-formed sequence.
  void put_error() {
    ++text_.replaced;
    put(U'\uFFFD');
  }

  void put_ascii(std::string_view run) {
    if (kBufferBytes - used_ < run.size()) flush();
    if (run.size() > kBufferBytes) {
      text_.utf8.append(run);
      return;
    }
    std::memcpy(buffer_.data() + used_, run.data(), run.size());
    used_ += run.size();
  }

  static constexpr size_t kBufferBytes = 4096;

  DecodedText finish() {
    flush();
    return std::move(text_);
  }

 private:
  void flush() {
    text_.utf8.append(buffer_.data(), used_);
    used_ = 0;
  }

  DecodedText text_;
  std::array<char, kBufferBytes> buffer_;
  size_t used_ = 0;
};

}  // namespace pagescan
