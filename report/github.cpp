#include "report/github.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "report/escape.h"
#include "report/finding_place.h"

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

void append_command(Level level, const std::optional<FilePlace>& place,
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

class GithubReport : public ReportStream {
 public:
  void add(const ScanResult& result, std::string& out) override;
  void end(std::string& out) override;

 private:
  size_t pages_ = 0;
  size_t failed_ = 0;
  size_t left_out_ = 0;
  std::array<size_t, kLevelNames.size()> counts_{};
};

void GithubReport::add(const ScanResult& result, std::string& out) {
  const std::string& url = report_url(result);
  ++pages_;
  if (!result.errors.empty()) ++failed_;
  for (const ScanError& error : result.errors) {
    append_command(Level::kError, place_of_target(result.task),
                   "not scanned: " + std::string(error_name(error.error.code)),
                   url + ": " + error.error.message, out);
  }
  // GitHub shows the first few of each level, so the worst come first.
  std::vector<const Finding*> sorted;
  for (const Finding& finding : result.findings) {
    if (counts(finding)) sorted.push_back(&finding);
  }
  left_out_ += result.findings.size() - sorted.size();
  std::ranges::stable_sort(sorted, std::greater(),
                           [](const Finding* f) { return f->level; });
  for (const Finding* finding : sorted) {
    ++counts_[static_cast<size_t>(finding->level)];
    append_command(finding->level,
                   place_of_finding(result.task, finding->evidence),
                   finding->rule + ' ' + finding->name,
                   fmt::format("{}: {} ({})", url, finding->message,
                               place_text(finding->evidence)),
                   out);
  }
}

void GithubReport::end(std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "pagescan: errors {}, warnings {}, notes {}, suppressed or "
                 "known {}, targets {}, not scanned {}\n",
                 counts_[2], counts_[1], counts_[0], left_out_, pages_,
                 failed_);
}

}  // namespace

std::unique_ptr<ReportStream> open_github_report(
    const ReportOptions& /*options*/) {
  return std::make_unique<GithubReport>();
}

}  // namespace pagescan
