// Pretty-prints any bytes. What comes out must lie within the limits the
// headers promise, and the markup must all still be there.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/passes/html_format.h"
#include "scanner/passes/html_format_lines.h"

namespace {

// Without white space, which is all that formatting adds or takes away. (The
// form-feed and the like are not white space to the formatter.)
std::string without_whitespace(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using pagescan::html_format::kIndentAllowance;
  using pagescan::html_format::kIndentBytesPerInputByte;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const std::string pretty = pagescan::format_html(html);
  if (without_whitespace(pretty) != without_whitespace(html)) std::abort();
  // A byte of input gives at most itself, a space or a line break of two bytes
  // before it, and its share of the indentation.
  const size_t limit = size * (3 + kIndentBytesPerInputByte) + kIndentAllowance;
  if (pretty.size() > limit) std::abort();
  return 0;
}
