#include "scanner/url/message.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <iterator>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Letters, digits, punctuation and symbols; no Cc, Cf, Cs, Cn, Co, no marks
// (they would stack on what stands before) and no space but U+0020.
bool shows_as_itself(char32_t code_point) {
  if (code_point < 0x80) return code_point >= 0x20 && code_point != 0x7F;
  const auto c = static_cast<UChar32>(code_point);
  constexpr uint32_t kHidden = U_GC_C_MASK | U_GC_Z_MASK | U_GC_M_MASK;
  return (U_MASK(u_charType(c)) & kHidden) == 0 &&
         !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

void append_escaped(std::string& out, std::string_view text, CodePoint c,
                    size_t offset) {
  const auto first = static_cast<unsigned char>(text[offset]);
  const bool ill_formed =
      c.value == U'\uFFFD' && text.substr(offset, c.size) != "\xEF\xBF\xBD";
  if (c.value == U'"' || c.value == U'\\') {
    out.push_back('\\');
    out.push_back(static_cast<char>(first));
  } else if (c.value == U'\n') {
    out += "\\n";
  } else if (ill_formed) {
    for (const char byte : text.substr(offset, c.size)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}",
                     static_cast<unsigned char>(byte));
    }
  } else if (shows_as_itself(c.value)) {
    out.append(text.substr(offset, c.size));
  } else if (c.value < 0x80) {
    fmt::format_to(std::back_inserter(out), "\\x{:02X}", first);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}",
                   static_cast<uint32_t>(c.value));
  }
}

}  // namespace

std::string quote_for_message(std::string_view text) {
  std::string out = "\"";
  size_t offset = 0;
  for (size_t n = 0; n < kMaxQuotedCodePoints && offset < text.size(); ++n) {
    const CodePoint c = code_point_at(text, offset);
    append_escaped(out, text, c, offset);
    offset += c.size;
  }
  out += offset < text.size() ? "...\"" : "\"";
  return out;
}

}  // namespace pagescan
