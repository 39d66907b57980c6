// Fuzzes reading JSON reports back: the input is a report, or claims to be.
// Whatever is read is written, read and written again as the same bytes; what
// is not read has an error of one harmless line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "report/escape.h"
#include "report/json_reader.h"
#include "report/reporter.h"

namespace {

using namespace pagescan;

void require(bool condition) {
  if (!condition) std::abort();
}

std::string written(const ScanResult& result, std::string_view format) {
  return write_report(*find_reporter(format), {all_sections()}, result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const Result<ScanResult> read = read_json_report(json);
  if (!read) {
    const std::string& message = read.error().message;
    require(read.error().code == ErrorCode::kReportUnreadable);
    require(!message.empty() && for_terminal(message) == message);
    return 0;
  }
  const std::string once = written(*read, "json");
  const Result<ScanResult> again = read_json_report(once);
  require(again.has_value());
  require(written(*again, "json") == once);
  require(written(*again, "text") == written(*read, "text"));
  return 0;
}
