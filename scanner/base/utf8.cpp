#include "scanner/base/utf8.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>

namespace pagescan {
namespace {

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

// ICU's U8_NEXT steps over maximal subparts, as the Standard asks. It indexes
// with int32_t, so it is given at most one sequence.
int32_t next_code_point(std::string_view text, size_t& offset) {
  const size_t left = text.size() - offset;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data() + offset);
  const auto size = static_cast<int32_t>(left < 4 ? left : 4);
  int32_t index = 0;
  UChar32 value = 0;
  U8_NEXT(bytes, index, size, value);
  offset += static_cast<size_t>(index);
  return value;
}

}  // namespace

CodePoint code_point_at(std::string_view text, size_t offset) {
  size_t end = offset;
  const int32_t value = next_code_point(text, end);
  return {value < 0 ? U'\uFFFD' : static_cast<char32_t>(value), end - offset};
}

std::string_view ascii_prefix(std::string_view bytes) {
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

bool is_valid_utf8(std::string_view text) {
  size_t i = ascii_prefix(text.substr(0)).size();
  while (i < text.size()) {
    if (next_code_point(text, i) < 0) return false;
    if (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) {
      i += ascii_prefix(text.substr(i)).size();
    }
  }
  return true;
}

std::string replace_invalid_utf8(std::string_view text, size_t* replaced) {
  std::string out;
  out.reserve(text.size());
  size_t count = 0;
  size_t i = 0;
  size_t good = 0;  // start of the well-formed run not yet copied
  while (i < text.size()) {
    i += ascii_prefix(text.substr(i)).size();
    if (i >= text.size()) break;
    const size_t begin = i;
    if (next_code_point(text, i) >= 0) continue;
    out.append(text.substr(good, begin - good));
    out.append(kReplacementCharacter);
    good = i;
    ++count;
  }
  out.append(text.substr(good));
  if (replaced != nullptr) *replaced = count;
  return out;
}

size_t utf16_length(std::string_view text) {
  size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!is_utf8_continuation(c)) ++length;
    if (byte >= 0xF0) ++length;  // needs a surrogate pair
  }
  return length;
}

std::string_view utf8_prefix(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t size = max_bytes;
  while (size > 0 && is_utf8_continuation(text[size])) --size;
  return text.substr(0, size);
}

size_t code_point_count(std::string_view text) {
  return text.size() - static_cast<size_t>(std::count_if(
                           text.begin(), text.end(), is_utf8_continuation));
}

void append_utf8(std::string& out, char32_t code_point) {
  uint8_t bytes[U8_MAX_LENGTH];
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<uint32_t>(code_point));
  out.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

}  // namespace pagescan
