#include "report/junit_suite.h"

#include <fmt/format.h>

#include <iterator>

#include "report/escape_xml.h"
#include "scanner/base/utf8.h"

namespace pagescan {

void append_junit_begin(std::string& out) {
  out +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"pagescan\">\n";
}

void append_junit_end(std::string& out) { out += "</testsuites>\n"; }

std::string junit_text(std::string_view bytes) {
  std::string out;
  append_xml(replace_invalid_utf8(bytes), out);
  return out;
}

void open_junit_case(std::string_view class_name, std::string_view name,
                     const std::optional<FilePlace>& place, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "    <testcase classname=\"{}\" name=\"{}\"",
                 junit_text(class_name), junit_text(name));
  if (place) {
    fmt::format_to(to, " file=\"{}\" line=\"{}\"", junit_text(place->path),
                   place->line);
  }
  out += '>';
}

void append_junit_element(std::string_view element, std::string_view type,
                          std::string_view message, std::string_view text,
                          std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "\n      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>", element,
                 junit_text(type), junit_text(message), junit_text(text));
}

void append_junit_suite(std::string_view name, WallTime time, double seconds,
                        const JunitCounts& counts, std::string_view cases,
                        std::string& out) {
  // xs:dateTime as others write it, in UTC without saying so.
  constexpr size_t kSecondsEnd = 19;
  fmt::format_to(std::back_inserter(out),
                 "  <testsuite name=\"{}\" timestamp=\"{}\" time=\"{:.3f}\" "
                 "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
                 junit_text(name), format_rfc3339(time).substr(0, kSecondsEnd),
                 seconds, counts.tests, counts.failures, counts.errors,
                 counts.skipped);
  out += cases;
  out += "  </testsuite>\n";
}

}  // namespace pagescan
