// Fuzzes the readers of lists, each form by the first byte, and checks what
// must hold of any input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>

#include "scanner/base/utf8.h"
#include "scanner/run/target_list.h"

namespace {

using pagescan::ListFormat;

constexpr ListFormat kFormats[] = {ListFormat::kDetect, ListFormat::kLines,
                                   ListFormat::kCsv, ListFormat::kJsonl,
                                   ListFormat::kSitemap};

void require(bool holds) {
  if (!holds) std::abort();
}

// A list of the network, so that nothing looks for files of this machine.
size_t read_all(const std::string& content, ListFormat format) {
  pagescan::ListLimits limits;
  limits.max_line_bytes = 512;
  limits.max_sitemaps = 8;
  limits.max_unpacked_bytes = size_t{1} << 20;
  std::istringstream in;
  auto list = pagescan::TargetList::open(
      {"https://list.example/"}, format, in,
      [&content](const pagescan::Url&) -> pagescan::Result<std::string> {
        return content;
      },
      limits);
  require(list.has_value());
  size_t entries = 0;
  while (const auto entry = list->next()) {
    ++entries;
    require(!entry->list.empty());
    require(entry->line > 0 || !entry->parsed);
    for (const pagescan::Field& field : entry->extra_fields) {
      require(pagescan::is_field_name(field.name));
      require(pagescan::is_field_value(field.value));
    }
    for (const auto& expectation : entry->expectations) {
      require(pagescan::is_valid_utf8(expectation.expected));
    }
    if (!entry->parsed) {
      require(!entry->parsed.error().message.empty());
      continue;
    }
    require(entry->parsed->url && entry->parsed->url->is_http());
    require(entry->key ==
            pagescan::target_key(*entry->parsed, entry->extra_fields));
  }
  return entries;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const ListFormat format = kFormats[data[0] % std::size(kFormats)];
  const size_t entries = read_all(input, format);
  require(read_all(input, format) == entries);
  return 0;
}
