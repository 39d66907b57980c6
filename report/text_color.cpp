#include "report/text_color.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/finding.h"

namespace pagescan {
namespace {

constexpr std::string_view kIndent = "  ";

// Cyan, yellow, red and bold, by level.
constexpr std::array<std::string_view, kLevelNames.size()> kColors = {
    "36", "33", "1;31"};

}  // namespace

std::string with_coloured_levels(std::string_view findings) {
  std::string out;
  while (!findings.empty()) {
    const size_t end = std::min(findings.find('\n'), findings.size() - 1) + 1;
    std::string_view line = findings.substr(0, end);
    findings.remove_prefix(end);
    for (size_t level = 0; level < kLevelNames.size(); ++level) {
      const std::string start =
          fmt::format("{}{} ", kIndent, kLevelNames[level]);
      if (!line.starts_with(start)) continue;
      out += fmt::format("{}\x1B[{}m{}\x1B[0m", kIndent, kColors[level],
                         kLevelNames[level]);
      line.remove_prefix(start.size() - 1);
      break;
    }
    out += line;
  }
  return out;
}

std::string in_color(TextColor color, std::string_view text) {
  return fmt::format("\x1B[{}m{}\x1B[0m",
                     color == TextColor::kRemoved ? "31" : "32", text);
}

}  // namespace pagescan
