#include "report/escape_markdown.h"

#include <algorithm>

#include "report/escape.h"

namespace pagescan {
namespace {

size_t longest_backtick_run(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// A parser strips one space at either end where both are there and the rest is
// not all spaces.
bool needs_padding(std::string_view text) {
  if (text.front() == '`' || text.back() == '`') return true;
  return text.front() == ' ' && text.back() == ' ' &&
         text.find_first_not_of(' ') != std::string_view::npos;
}

std::string code_span(std::string_view text) {
  if (text.empty()) return {};
  std::string content;
  append_for_terminal(text, LineBreaks::kEscape, content);
  const std::string fence(longest_backtick_run(content) + 1, '`');
  const std::string padding(needs_padding(content) ? 1 : 0, ' ');
  return fence + padding + content + padding + fence;
}

}  // namespace

void append_markdown_code(std::string_view text, std::string& out) {
  out += code_span(text);
}

void append_markdown_cell(std::string_view text, std::string& out) {
  for (const char c : code_span(text)) {
    if (c == '|') out += '\\';
    out += c;
  }
}

}  // namespace pagescan
