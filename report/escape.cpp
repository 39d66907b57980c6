#include "report/escape.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "scanner/base/byte_scan.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Whether a character that must not stand raw may start with this byte: C0 but
// TAB and LF, DEL, '#', and the lead bytes of C1 (C2), of U+2028 to U+2069 (E2)
// and of the tags (F3).
bool may_start_hazard(unsigned char byte) {
  const bool control = (byte < 0x20) & (byte != '\t') & (byte != '\n');
  return control | (byte == 0x7F) | (byte == '#') | (byte == 0xC2) |
         (byte == 0xE2) | (byte == 0xF3);
}

bool may_start_hazard_or_line(unsigned char byte) {
  return may_start_hazard(byte) | (byte == '\n');
}

// EF: of U+FEFF.
bool may_start_hazard_or_invisible(unsigned char byte) {
  return may_start_hazard(byte) | (byte == 0xEF);
}

// The embeddings, overrides and isolates that make text read in another order
// than it stands in
// (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters), and
// the two separators that some terminals take for line breaks. The plain
// directional marks reorder nothing and are common in right-to-left pages.
bool reorders_text(char32_t c) {
  return (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_hazard(char32_t c) {
  const bool is_layout = c == U'\t' || c == U'\n';
  return (c < 0x20 && !is_layout) || (c >= 0x7F && c <= 0x9F) ||
         reorders_text(c) || (c >= 0xE0000 && c <= 0xE007F);
}

// Soft hyphen, zero-width space and joiners, directional marks, the invisible
// operators, the byte order mark.
bool is_zero_width(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

// Build servers take these for commands wherever they stand in a line.
bool starts_build_command(std::string_view text) {
  constexpr std::array<std::string_view, 3> kCommands = {"##[", "##vso[",
                                                         "##teamcity["};
  for (const std::string_view command : kCommands) {
    if (text.starts_with(command)) return true;
  }
  return false;
}

// Appends `text` with `escape(code_point)` in place of each character that
// `may_start` finds and `is_escaped` says yes to.
template <class MayStart, class IsEscaped, class Escape>
void append_escaping(std::string_view text, MayStart may_start,
                     IsEscaped is_escaped, Escape escape, std::string& out) {
  size_t copied = 0;
  size_t i = find_byte(text, 0, may_start);
  while (i < text.size()) {
    const CodePoint c = code_point_at(text, i);
    if (is_escaped(c.value) ||
        (c.value == U'#' && starts_build_command(text.substr(i)))) {
      out.append(text.substr(copied, i - copied));
      escape(c.value);
      copied = i + c.size;
    }
    i = find_byte(text, i + c.size, may_start);
  }
  out.append(text.substr(copied));
}

void append_visible_escape(char32_t c, std::string& out) {
  fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}",
                 static_cast<uint32_t>(c));
}

// Appends text without a "::name::" at its beginning.
void append_rest(std::string_view text, LineBreaks line_breaks,
                 std::string& out) {
  const auto escape = [&out](char32_t c) { append_visible_escape(c, out); };
  if (line_breaks == LineBreaks::kKeep) {
    append_escaping(text, may_start_hazard, is_hazard, escape, out);
  } else {
    append_escaping(
        text, may_start_hazard_or_line,
        [](char32_t c) { return c == U'\n' || is_hazard(c); }, escape, out);
  }
}

// IPv6 addresses begin with "::" too, and no command is called like one.
bool may_be_address(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF:.") ==
         std::string_view::npos;
}

// Where "::name::" begins, white space before it left out, or npos. A line of
// that shape is a workflow command
// (https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions).
// Where more may follow on the line, the second "::" may be in that.
size_t workflow_command(std::string_view line, LineBreaks line_breaks) {
  size_t i = 0;
  while (i < line.size()) {
    const CodePoint c = code_point_at(line, i);
    if (u_isUWhiteSpace(static_cast<UChar32>(c.value)) == 0) break;
    i += c.size;
  }
  const std::string_view rest = line.substr(i);
  if (!rest.starts_with("::") || may_be_address(rest)) {
    return std::string_view::npos;
  }
  const bool is_whole = line_breaks == LineBreaks::kKeep;
  return is_whole && rest.find("::", 2) == std::string_view::npos
             ? std::string_view::npos
             : i;
}

bool is_invisible(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  constexpr uint32_t kHidden = U_GC_C_MASK | U_GC_Z_MASK;
  return (U_MASK(u_charType(c)) & kHidden) != 0 ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

}  // namespace

void append_for_terminal(std::string_view text, LineBreaks line_breaks,
                         std::string& out) {
  size_t copied = 0;
  size_t line = 0;
  while (line < text.size()) {
    const size_t line_break = line_breaks == LineBreaks::kKeep
                                  ? text.find('\n', line)
                                  : std::string_view::npos;
    const size_t end = std::min(line_break, text.size());
    const size_t command =
        workflow_command(text.substr(line, end - line), line_breaks);
    if (command != std::string_view::npos) {
      append_rest(text.substr(copied, line + command - copied), line_breaks,
                  out);
      append_visible_escape(U':', out);
      copied = line + command + 1;
    }
    line = end + 1;
  }
  append_rest(text.substr(copied), line_breaks, out);
}

std::string for_terminal(std::string_view text) {
  std::string out;
  append_for_terminal(replace_invalid_utf8(text), LineBreaks::kEscape, out);
  return out;
}

std::string host_for_terminal(std::string_view host) {
  std::string out;
  for (size_t i = 0; i < host.size();) {
    const CodePoint c = code_point_at(host, i);
    if (is_invisible(c.value)) {
      append_visible_escape(c.value, out);
    } else {
      append_utf8(out, c.value);
    }
    i += c.size;
  }
  return out;
}

/// In upper case, as the JSON writer has them: it leaves some control
/// characters to this, depending on where in memory they stand.
void append_json_for_terminal(std::string_view json, std::string& out) {
  out.reserve(out.size() + json.size() + 1);
  append_escaping(
      json, may_start_hazard_or_invisible,
      [](char32_t c) { return is_hazard(c) || is_zero_width(c); },
      [&out](char32_t c) {
        const auto value = static_cast<uint32_t>(c);
        if (value < 0x10000) {
          fmt::format_to(std::back_inserter(out), "\\u{:04X}", value);
        } else {
          fmt::format_to(std::back_inserter(out), "\\u{:04X}\\u{:04X}",
                         0xD7C0 + (value >> 10), 0xDC00 + (value & 0x3FF));
        }
      },
      out);
}

}  // namespace pagescan
