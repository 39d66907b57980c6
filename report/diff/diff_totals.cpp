#include "report/diff/diff_totals.h"

#include <fmt/format.h>

#include <iterator>

#include "rules/page_reading.h"

namespace pagescan {

ChangeCounts count_changes(const PageDiff& diff) {
  ChangeCounts counts{};
  for (const Change& change : diff.changes) {
    ++counts[static_cast<size_t>(change.level)];
  }
  return counts;
}

std::string changes_in_words(const ChangeCounts& counts) {
  return fmt::format("{}, {}, {}", counted(counts[2], "error"),
                     counted(counts[1], "warning"), counted(counts[0], "note"));
}

std::string hidden_in_words(const std::map<std::string, size_t>& hidden) {
  std::string words;
  for (const auto& [mask, count] : hidden) {
    if (!words.empty()) words += ", ";
    fmt::format_to(std::back_inserter(words), "{} {}", count, mask);
  }
  return words;
}

void DiffTotals::add(const PageDiff& diff) {
  ++pages;
  if (diff.not_compared) {
    ++not_compared;
  } else if (!diff.changes.empty()) {
    ++changed;
  }
  for (const Change& change : diff.changes) {
    ++changes[static_cast<size_t>(change.level)];
    if (change.kind.subject != ChangeSubject::kFinding) continue;
    if (change.kind.action == ChangeAction::kAdded) ++findings_new;
    if (change.kind.action == ChangeAction::kRemoved) ++findings_fixed;
  }
  findings_same += diff.findings_same;
  for (const auto& [mask, count] : diff.hidden) hidden[mask] += count;
}

std::string DiffTotals::pages_in_words() const {
  return fmt::format("{}: {} changed, {} the same, {} not compared",
                     counted(pages, "page"), changed, same(), not_compared);
}

std::string DiffTotals::findings_in_words() const {
  return fmt::format("{} new, {} fixed, {} the same", findings_new,
                     findings_fixed, findings_same);
}

size_t DiffTotals::all_hidden() const {
  size_t all = 0;
  for (const auto& [mask, count] : hidden) all += count;
  return all;
}

}  // namespace pagescan
