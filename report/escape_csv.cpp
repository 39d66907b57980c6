#include "report/escape_csv.h"

#include <unicode/uchar.h>

#include "report/escape.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

bool starts_formula(char32_t c) {
  switch (c) {
    case U'=':
    case U'+':
    case U'-':
    case U'@':
    case U'\t':
    case U'\r':
    case U'\n':
    case 0xFF1D:  // the full-width four
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
      return true;
    default:
      return false;
  }
}

bool is_passed_over(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  return u_isUWhiteSpace(c) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
         u_charType(c) == U_CONTROL_CHAR;
}

bool is_formula(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (starts_formula(c.value)) return true;
    if (!is_passed_over(c.value)) return false;
    i += c.size;
  }
  return false;
}

}  // namespace

void append_csv_field(std::string_view text, std::string& out) {
  out += '"';
  if (is_formula(text)) out += '\'';
  std::string shown;
  append_for_terminal(text, LineBreaks::kKeep, shown);
  for (const char c : shown) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace pagescan
