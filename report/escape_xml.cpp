#include "report/escape_xml.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// https://www.w3.org/TR/xml/#NT-Char, for Unicode scalar values.
bool is_xml_char(char32_t c) {
  return c == U'\t' || c == U'\n' || c == U'\r' ||
         (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

bool is_markup(char32_t c) {
  return c == U'&' || c == U'<' || c == U'>' || c == U'"' || c == U'\'';
}

// '#' too: what a build server takes for a command begins with it, or with
// "::".
bool needs_reference(char32_t c) {
  return c < 0x20 || c == U'#' || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE007F);
}

std::string_view entity(char32_t c) {
  switch (c) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    default:
      return "&apos;";
  }
}

}  // namespace

void append_xml(std::string_view text, std::string& out) {
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    i += c.size;
    if (!is_xml_char(c.value)) {
      append_utf8(out, U'\uFFFD');
    } else if (is_markup(c.value)) {
      out += entity(c.value);
    } else if (needs_reference(c.value) ||
               (c.value == U':' && text.substr(i).starts_with(':'))) {
      fmt::format_to(std::back_inserter(out), "&#x{:X};",
                     static_cast<uint32_t>(c.value));
    } else {
      append_utf8(out, c.value);
    }
  }
}

}  // namespace pagescan
