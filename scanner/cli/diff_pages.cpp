#include "scanner/cli/diff_pages.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "report/json.h"
#include "report/json_reader.h"
#include "scanner/run/diff/known_states.h"

namespace pagescan {
namespace {

// The report in its place, or why there is none.
std::optional<std::string> load(const LoadReport& load_report,
                                std::string_view which,
                                std::optional<StoredReport>& out) {
  if (!load_report) return std::nullopt;
  Result<StoredReport> report = load_report();
  if (!report) {
    return fmt::format("the {} report can't be read: {}", which,
                       report.error().message);
  }
  out = *std::move(report);
  return std::nullopt;
}

// One of the other reports; nothing where there is none.
std::optional<StoredReport> load_other(const LoadReport& load_report,
                                       std::string_view which,
                                       ComparedPage& page) {
  std::optional<StoredReport> report;
  if (auto why = load(load_report, which, report)) {
    page.notes.push_back(page.diff.url + ": " + *std::move(why));
  }
  return report;
}

PageDiff base_diff(const ComparedPage& page, const DiffOptions& options) {
  if (!page.before) return page_added(page.after->result);
  if (!page.after) return page_removed(page.before->result);
  return diff_results(page.before->result, page.after->result, options);
}

// That a page came or went lasts where every scan says so.
void keep_lasting(const PageStates& states, const DiffOptions& options,
                  ComparedPage& page) {
  for (const LoadReport& earlier : states.earlier) {
    if (page.diff.changes.empty()) return;
    if (!page.before || !page.after) {
      const bool was_there = earlier != nullptr;
      if (was_there != page.after.has_value()) {
        hide_all(page.diff, kNotPersistent);
      }
    } else if (const auto report = load_other(earlier, "earlier", page)) {
      keep_persistent(
          page.diff, diff_results(page.before->result, report->result, options),
          options.masks);
    }
  }
}

void hide_known_states(const PageStates& states, const DiffOptions& options,
                       ComparedPage& page) {
  if (!page.after) return;
  for (const LoadReport& known : states.known) {
    if (page.diff.changes.empty()) return;
    if (const auto report = load_other(known, "--also", page)) {
      hide_known(page.diff,
                 diff_results(report->result, page.after->result, options));
    }
  }
}

}  // namespace

Result<StoredReport> stored_report(std::string line,
                                   const Redaction& redaction) {
  Result<ScanResult> result = read_json_report(line);
  if (!result) return tl::unexpected(std::move(result).error());
  if (!redaction.is_on()) {
    return StoredReport{std::move(line), *std::move(result)};
  }
  return stored_report(redaction.of_result(*std::move(result)));
}

Result<StoredReport> stored_report(const ScanResult& result) {
  std::string json = json_report(result);
  json.pop_back();  // the line feed
  Result<ScanResult> read = read_json_report(json);
  if (!read) return tl::unexpected(std::move(read).error());
  return StoredReport{std::move(json), *std::move(read)};
}

DiffPair ComparedPage::pair() const {
  DiffPair pair;
  if (before) {
    pair.before = &before->result;
    pair.before_json = before->json;
  }
  if (after) {
    pair.after = &after->result;
    pair.after_json = after->json;
  }
  return pair;
}

ComparedPage compare_states(const PageStates& states,
                            const DiffOptions& options) {
  ComparedPage page;
  page.diff.url = states.url;
  page.diff.not_compared = load(states.before, "old", page.before);
  if (!page.diff.not_compared) {
    page.diff.not_compared = load(states.after, "new", page.after);
  }
  if (page.diff.not_compared) return page;
  page.diff = base_diff(page, options);
  keep_lasting(states, options, page);
  hide_known_states(states, options, page);
  return page;
}

}  // namespace pagescan
