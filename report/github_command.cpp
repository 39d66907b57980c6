#include "report/github_command.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "report/escape.h"

namespace pagescan {
namespace {

// The command for each level.
constexpr std::array<std::string_view, 3> kCommands = {"notice", "warning",
                                                       "error"};

// What a command's data and, with `in_property`, a property must not hold raw
// (https://github.com/actions/toolkit, packages/core/src/command.ts).
std::string escaped(std::string_view bytes, bool in_property) {
  std::string out;
  for (const char c : for_terminal(bytes)) {
    const bool is_special = c == '%' || c == '\r' || c == '\n' ||
                            (in_property && (c == ':' || c == ','));
    if (is_special) {
      fmt::format_to(std::back_inserter(out), "%{:02X}",
                     static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

void append_github_command(Level level, const std::optional<FilePlace>& place,
                           std::string_view title, std::string_view message,
                           std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "::{} ", kCommands[static_cast<size_t>(level)]);
  if (place) {
    fmt::format_to(to, "file={},line={},", escaped(place->path, true),
                   place->line);
    if (place->column > 0) fmt::format_to(to, "col={},", place->column);
  }
  fmt::format_to(to, "title={}::{}\n", escaped(title, true),
                 escaped(message, false));
}

}  // namespace pagescan
