// Fuzzes the whole way of a page: the input is a page, its first byte picks
// the encoding it is read in. Whatever the page is, its reports are well-formed
// UTF-8 without a character a terminal acts on, and the JSON
// parses; redacted, they are still so and hold no secret of the target.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "report/reporter.h"
#include "scanner/base/utf8.h"
#include "scanner/page.h"
#include "scanner/run/redact.h"
#include "scanner/run/scan_result.h"

namespace {

using namespace pagescan;

void require(bool condition) {
  if (!condition) std::abort();
}

void require_harmless(std::string_view report) {
  for (size_t i = 0; i < report.size();) {
    const CodePoint c = code_point_at(report, i);
    const char32_t v = c.value;
    require((v >= 0x20 || v == '\n' || v == '\t') && (v < 0x7F || v > 0x9F) &&
            (v < 0x2028 || v > 0x202E) && (v < 0x2066 || v > 0x2069));
    i += c.size;
  }
}

std::string report_of(const ScanResult& result, std::string_view format) {
  std::string report =
      write_report(*find_reporter(format), {all_sections()}, result);
  require(is_valid_utf8(report));
  require_harmless(report);
  return report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  PageSource source;
  source.content = {reinterpret_cast<const char*>(data), size};
  source.url = Url::parse("https://www.example.com/a/b?c#d").value();
  // Bytes that begin a page leave the choice to it.
  if (data[0] < kEncodingCount) {
    source.content.remove_prefix(1);
    source.charset_override = static_cast<Encoding>(data[0]);
  }
  PageLimits limits;
  limits.parse.memory = size_t{64} << 20;
  limits.catalogue = {200, 4096, size_t{64} << 10};
  Result<Page> page = build_page(source, limits);
  if (!page) return 0;
  ScanResult result;
  result.encoding = page->encoding;
  result.replaced = page->replaced;
  result.facts = std::move(page->facts);
  result.truncated = std::move(page->truncated);
  result.task.url = "https://u:secret@www.example.com/?token=abcdef";
  report_of(result, "text");
  for (const char* format : {"json", "sarif", "har", "urlscan"}) {
    require(nlohmann::json::accept(report_of(result, format)));
  }
  for (const char* format : {"junit", "markdown"}) report_of(result, format);
  static const Redactor kRedactor({});
  result = kRedactor.redact(std::move(result));
  require(report_of(result, "text").find("abcdef") == std::string::npos);
  const std::string redacted = report_of(result, "json");
  require(nlohmann::json::accept(redacted));
  require(redacted.find("abcdef") == std::string::npos);
  return 0;
}
