// Strings a hostile page or server sends to act on whoever reads a report: a
// terminal, a spreadsheet, a browser, a build server, an eye. A constant table;
// thread-safe.
#pragma once

#include <span>
#include <string_view>

namespace pagescan::test {

struct HostileString {
  const char* what;
  std::string_view bytes;  // not always well-formed UTF-8
};

std::span<const HostileString> hostile_strings();

}  // namespace pagescan::test
