#include "report/escape.h"

#include <fmt/format.h>

#include <iterator>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// The bytes that start a character which must not reach a terminal raw: C0,
// DEL, and the lead bytes of C1 (C2) and of U+2028 to U+2069 (E2).
bool may_start_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2;
}

// The embeddings, overrides and isolates that make text read in another order
// than it stands in
// (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters), and
// the two separators that some terminals take for line breaks. The plain
// directional marks reorder nothing and are common in right-to-left pages.
bool reorders_text(char32_t c) {
  return (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || reorders_text(c);
}

// Calls `escape(code_point)` for each character that `must_escape`; what lies
// between is appended as it is.
template <class MustEscape, class Escape>
void append_escaping(std::string_view text, MustEscape must_escape,
                     Escape escape, std::string& out) {
  size_t copied = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!may_start_control(text[i])) continue;
    const CodePoint c = code_point_at(text, i);
    if (!must_escape(c.value)) continue;
    out.append(text.substr(copied, i - copied));
    escape(c.value);
    copied = i + c.size;
    i = copied - 1;
  }
  out.append(text.substr(copied));
}

}  // namespace

void append_for_terminal(std::string_view text, LineBreaks line_breaks,
                         std::string& out) {
  const auto must_escape = [line_breaks](char32_t c) {
    if (c == U'\t') return false;
    if (c == U'\n') return line_breaks == LineBreaks::kEscape;
    return is_control(c);
  };
  append_escaping(
      text, must_escape,
      [&out](char32_t c) {
        fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}",
                       static_cast<uint32_t>(c));
      },
      out);
}

std::string for_terminal(std::string_view text) {
  std::string out;
  append_for_terminal(text, LineBreaks::kEscape, out);
  return out;
}

void escape_json_for_terminal(std::string& json) {
  std::string out;
  out.reserve(json.size());
  // Line feeds between JSON documents stay.
  append_escaping(
      json, [](char32_t c) { return c >= 0x20 && is_control(c); },
      [&out](char32_t c) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                       static_cast<uint32_t>(c));
      },
      out);
  json = std::move(out);
}

}  // namespace pagescan
