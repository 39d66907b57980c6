#include "report/diff/diff_github.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <vector>

#include "report/diff/change_words.h"
#include "report/diff/diff_place.h"
#include "report/diff/diff_totals.h"
#include "report/diff/shown_change.h"
#include "report/escape.h"
#include "report/github_command.h"

namespace pagescan {
namespace {

constexpr size_t kMaxMessageValueBytes = 160;

class DiffGithub : public DiffStream {
 public:
  void add(const PageDiff& diff, const DiffPair& pair,
           std::string& out) override;
  void end(std::string& out) override;

 private:
  DiffTotals totals_;
};

std::string message_of(const PageDiff& diff, const Change& change) {
  std::string message =
      fmt::format("{}: {}", diff.url, change_sentence(change));
  const std::string values = values_in_words(change, kMaxMessageValueBytes);
  if (!values.empty())
    fmt::format_to(std::back_inserter(message), ": {}", values);
  return message;
}

void DiffGithub::add(const PageDiff& diff, const DiffPair& pair,
                     std::string& out) {
  totals_.add(diff);
  if (diff.not_compared) {
    append_github_command(Level::kError, place_of_page(pair), "not compared",
                          fmt::format("{}: {}", diff.url, *diff.not_compared),
                          out);
  }
  // GitHub shows the first few of each level, so the worst come first.
  std::vector<const Change*> sorted;
  sorted.reserve(diff.changes.size());
  for (const Change& change : diff.changes) sorted.push_back(&change);
  std::ranges::stable_sort(sorted, std::greater(),
                           [](const Change* change) { return change->level; });
  for (const Change* change : sorted) {
    append_github_command(change->level, place_of_change(pair, *change),
                          change_kind_name(change->kind),
                          message_of(diff, *change), out);
  }
}

void DiffGithub::end(std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "pagescan diff: {}; {}; findings {}; hidden {}\n",
                 totals_.pages_in_words(), changes_in_words(totals_.changes),
                 totals_.findings_in_words(), totals_.all_hidden());
}

}  // namespace

std::unique_ptr<DiffStream> open_diff_github(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<DiffGithub>();
}

}  // namespace pagescan
