// ASCII string helpers in the words of the Infra Standard
// (https://infra.spec.whatwg.org/#strings). Never locale dependent. Views
// returned point into the argument. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

/// TAB, LF, FF, CR or SPACE (https://infra.spec.whatwg.org/#ascii-whitespace).
constexpr bool is_ascii_whitespace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_ascii_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool is_ascii_hex_digit(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr char ascii_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

std::string ascii_lowercase(std::string_view text);
std::string ascii_uppercase(std::string_view text);

/// ASCII case-insensitive equality.
bool ascii_iequals(std::string_view a, std::string_view b);

/// Whether `text` starts with `prefix`, ignoring ASCII case.
bool ascii_istarts_with(std::string_view text, std::string_view prefix);

/// The place of the first byte that is one of `bytes`; npos where none is. For
/// a few bytes much faster than find_first_of(), which calls memchr() for each.
constexpr size_t find_one_of(std::string_view text, std::string_view bytes) {
  for (size_t i = 0; i < text.size(); ++i) {
    for (const char byte : bytes) {
      if (text[i] == byte) return i;
    }
  }
  return std::string_view::npos;
}

/// Without leading and trailing ASCII whitespace.
std::string_view strip_ascii_whitespace(std::string_view text);

/// Stripped, and every inner run of ASCII whitespace made one space.
std::string strip_and_collapse_ascii_whitespace(std::string_view text);

/// The parts between ASCII whitespace, never empty ones.
std::vector<std::string_view> split_on_ascii_whitespace(std::string_view text);

/// The parts between `separator`s, empty ones included.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace pagescan
