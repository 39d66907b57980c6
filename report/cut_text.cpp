#include "report/cut_text.h"

#include "report/escape_markdown.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr size_t kMaxCharacterBytes = 4;

}  // namespace

std::string cut_text(std::string_view bytes, size_t max_bytes) {
  // No more is decoded than can be kept; an ill-formed byte grows to three.
  const bool is_long = bytes.size() > max_bytes + kMaxCharacterBytes;
  if (is_long) bytes = bytes.substr(0, max_bytes + kMaxCharacterBytes);
  const std::string text = replace_invalid_utf8(bytes);
  std::string kept(utf8_prefix(text, max_bytes));
  if (is_long || kept.size() < text.size()) kept += "…";
  return kept;
}

std::string markdown_cell(std::string_view bytes, size_t max_bytes) {
  std::string out;
  append_markdown_cell(cut_text(bytes, max_bytes), out);
  return out;
}

}  // namespace pagescan
