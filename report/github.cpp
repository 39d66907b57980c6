#include "report/github.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "report/finding_place.h"
#include "report/github_command.h"

namespace pagescan {
namespace {

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
    append_github_command(
        Level::kError, place_of_target(result.task),
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
    append_github_command(finding->level,
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
