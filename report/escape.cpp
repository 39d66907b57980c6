#include "report/escape.h"

#include <fmt/format.h>

#include <iterator>

#include "scanner/base/byte_scan.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Whether a character that must not reach a terminal raw may start with this
// byte: C0 but TAB and LF, DEL, and the lead bytes of C1 (C2) and of U+2028 to
// U+2069 (E2).
bool may_start_control(unsigned char byte) {
  const bool control = (byte < 0x20) & (byte != '\t') & (byte != '\n');
  return control | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xE2);
}

bool may_start_control_or_line(unsigned char byte) {
  return may_start_control(byte) | (byte == '\n');
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
  const bool is_layout = c == U'\t' || c == U'\n';
  return (c < 0x20 && !is_layout) || (c >= 0x7F && c <= 0x9F) ||
         reorders_text(c);
}

// Appends `text` with `escape(code_point)` in place of each control character,
// and of each LF if `may_start` finds them.
template <class MayStart, class Escape>
void append_escaping(std::string_view text, MayStart may_start, Escape escape,
                     std::string& out) {
  size_t copied = 0;
  size_t i = find_byte(text, 0, may_start);
  while (i < text.size()) {
    const CodePoint c = code_point_at(text, i);
    if (c.value == U'\n' || is_control(c.value)) {
      out.append(text.substr(copied, i - copied));
      escape(c.value);
      copied = i + c.size;
    }
    i = find_byte(text, i + c.size, may_start);
  }
  out.append(text.substr(copied));
}

}  // namespace

void append_for_terminal(std::string_view text, LineBreaks line_breaks,
                         std::string& out) {
  const auto escape = [&out](char32_t c) {
    fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}",
                   static_cast<uint32_t>(c));
  };
  if (line_breaks == LineBreaks::kKeep) {
    append_escaping(text, may_start_control, escape, out);
  } else {
    append_escaping(text, may_start_control_or_line, escape, out);
  }
}

std::string for_terminal(std::string_view text) {
  std::string out;
  append_for_terminal(replace_invalid_utf8(text), LineBreaks::kEscape, out);
  return out;
}

void append_json_for_terminal(std::string_view json, std::string& out) {
  out.reserve(out.size() + json.size() + 1);
  append_escaping(
      json, may_start_control,
      [&out](char32_t c) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                       static_cast<uint32_t>(c));
      },
      out);
}

}  // namespace pagescan
