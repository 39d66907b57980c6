#include "scanner/passes/written_scheme.h"

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr bool is_c0_control_or_space(char c) {
  return static_cast<unsigned char>(c) <= 0x20;
}

constexpr bool is_tab_or_newline(char c) {
  return c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

bool has_written_scheme(std::string_view written, std::string_view scheme) {
  size_t at = 0;
  while (at < written.size() && is_c0_control_or_space(written[at])) ++at;
  size_t matched = 0;
  for (; at < written.size(); ++at) {
    const char c = written[at];
    if (is_tab_or_newline(c)) continue;
    if (matched == scheme.size()) return c == ':';
    if (ascii_lower(c) != scheme[matched]) return false;
    ++matched;
  }
  return false;
}

}  // namespace pagescan
