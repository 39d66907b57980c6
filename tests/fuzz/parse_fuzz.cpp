// Fuzzes the parse: whatever the page, it reads the same whether its scripts
// and style sheets are cut out before or not. "~" in the input stands for a
// text long enough to be cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/base/utf8.h"
#include "tests/dom/same_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pagescan;
  std::string page;
  for (size_t i = 0; i < size; ++i) {
    if (data[i] == '~') {
      page.append(100 + i % 8, 'j');
    } else {
      page += static_cast<char>(data[i]);
    }
  }
  page = replace_invalid_utf8(page);
  ParseLimits limits;
  const auto with = parse_html(page, limits);
  limits.cut_raw_text = false;
  const auto without = parse_html(page, limits);
  // Which limit a page meets depends on how much of it is parsed.
  const bool is_whole = with && without && !with->memory_exceeded &&
                        !with->time_exceeded && !without->memory_exceeded &&
                        !without->time_exceeded && !with->is_incomplete &&
                        !without->is_incomplete;
  if (is_whole && describe_parse(*with) != describe_parse(*without)) {
    std::abort();
  }
  return 0;
}
