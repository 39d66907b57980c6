#include "report/diff/diff_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/cut_text.h"
#include "report/diff/change_words.h"
#include "report/diff/diff_totals.h"
#include "report/diff/shown_change.h"
#include "report/escape_markdown.h"
#include "rules/page_reading.h"
#include "scanner/base/sha256.h"

namespace pagescan {
namespace {

// A comment at GitHub holds 65,536 characters.
constexpr size_t kMaxBytes = size_t{60} << 10;
// Of kMaxBytes, for the tables of changes; the rest is for what follows them.
constexpr size_t kMaxTableBytes = size_t{52} << 10;
// Rows held for each level while pages come.
constexpr size_t kMaxRowsOfLevel = 2'000;
constexpr size_t kMaxPagesShown = 3;
constexpr size_t kMaxFailedShown = 20;
constexpr size_t kMaxWhatBytes = 240;
constexpr size_t kMaxPathBytes = 160;
constexpr size_t kMaxValueBytes = 200;
constexpr size_t kMaxUrlBytes = 160;
// An ellipsis on either side of what was cut already.
constexpr size_t kEllipsesBytes = 8;

constexpr std::array<std::string_view, kLevelNames.size()> kLevelWords = {
    "note", "**warning**", "**error**"};

// The same change, on however many pages.
struct Row {
  std::string what;
  std::string path;
  ShownValues values;
  std::vector<std::string> pages;  // the first kMaxPagesShown
  size_t page_count = 0;
  size_t last_page = 0;  // so that two on one page count once
};

class DiffMarkdown : public DiffStream {
 public:
  void add(const PageDiff& diff, const DiffPair& pair,
           std::string& out) override;
  void end(std::string& out) override;

 private:
  // What is held of the changes of a level.
  struct Table {
    std::unordered_map<std::string, size_t> index;
    std::vector<Row> rows;
    size_t pages = 0;
    size_t not_held = 0;
  };

  void add_change(const Change& change, const std::string& url);
  void write_title(std::string& out) const;
  void write_levels(std::string& out) const;
  void write_table(size_t level, std::string& out) const;
  std::string row_text(const Row& row) const;
  void write_hidden(std::string& out) const;
  void write_failed(std::string& out) const;

  DiffTotals totals_;
  std::array<Table, kLevelNames.size()> tables_;
  std::vector<std::string> failed_;  // lines
};

std::string key_of(const Change& change) {
  const auto value = [](const std::optional<std::string>& text) {
    return text ? sha256_raw(*text) : std::string();
  };
  return fmt::format("{}\n{}\n{}\n{}", change_kind_name(change.kind),
                     change.path, value(change.before), value(change.after));
}

void DiffMarkdown::add_change(const Change& change, const std::string& url) {
  Table& table = tables_[static_cast<size_t>(change.level)];
  const std::string key = sha256_raw(key_of(change));
  auto known = table.index.find(key);
  if (known == table.index.end()) {
    if (table.rows.size() == kMaxRowsOfLevel) {
      ++table.not_held;
      return;
    }
    known = table.index.emplace(key, table.rows.size()).first;
    table.rows.push_back({cut_text(change_sentence(change), kMaxWhatBytes),
                          cut_text(change.path, kMaxPathBytes),
                          shown_values(change, kMaxValueBytes),
                          {},
                          0,
                          0});
  }
  Row& row = table.rows[known->second];
  if (row.last_page == totals_.pages) return;
  row.last_page = totals_.pages;
  if (row.page_count++ < kMaxPagesShown) {
    row.pages.push_back(cut_text(url, kMaxUrlBytes));
  }
}

void DiffMarkdown::add(const PageDiff& diff, const DiffPair& /*pair*/,
                       std::string& /*out*/) {
  totals_.add(diff);
  if (diff.not_compared && totals_.not_compared <= kMaxFailedShown) {
    std::string line = "- ";
    append_markdown_code(cut_text(diff.url, kMaxUrlBytes), line);
    line += ": ";
    append_markdown_code(cut_text(*diff.not_compared, kMaxWhatBytes), line);
    failed_.push_back(line + '\n');
  }
  for (const Change& change : diff.changes) add_change(change, diff.url);
  const ChangeCounts counts = count_changes(diff);
  for (size_t level = 0; level < counts.size(); ++level) {
    if (counts[level] > 0) ++tables_[level].pages;
  }
}

void DiffMarkdown::write_title(std::string& out) const {
  // By the comment a bot finds its own comment to write it anew.
  fmt::format_to(
      std::back_inserter(out),
      "<!-- pagescan diff -->\n### pagescan diff: {} on {}\n\n"
      "{}. Findings: {}.\n\n",
      totals_.changed == 0 ? "no changes" : changes_in_words(totals_.changes),
      counted(totals_.pages, "page"), totals_.pages_in_words(),
      totals_.findings_in_words());
}

void DiffMarkdown::write_levels(std::string& out) const {
  if (totals_.changed == 0) return;
  out += "| Level | Changes | Pages |\n|---|--:|--:|\n";
  for (size_t level = tables_.size(); level-- > 0;) {
    fmt::format_to(std::back_inserter(out), "| {} | {} | {} |\n",
                   kLevelWords[level], totals_.changes[level],
                   tables_[level].pages);
  }
  out += '\n';
}

std::string DiffMarkdown::row_text(const Row& row) const {
  const auto value = [](const std::optional<std::string>& text) {
    return text ? markdown_cell(*text, kMaxValueBytes + kEllipsesBytes)
                : std::string();
  };
  std::string text =
      fmt::format("| {}<br>{} | {} | {} |",
                  markdown_cell(row.what, kMaxWhatBytes + kEllipsesBytes),
                  markdown_cell(row.path, kMaxPathBytes + kEllipsesBytes),
                  value(row.values.before), value(row.values.after));
  if (totals_.pages > 1) {
    std::string pages;
    for (const std::string& page : row.pages) {
      if (!pages.empty()) pages += "<br>";
      pages += markdown_cell(page, kMaxUrlBytes + kEllipsesBytes);
    }
    if (row.page_count > row.pages.size()) {
      pages +=
          fmt::format("<br>and {} more", row.page_count - row.pages.size());
    }
    fmt::format_to(std::back_inserter(text), " {} |", pages);
  }
  return text + '\n';
}

// Errors stand open, the rest opens. What most pages have comes first.
void DiffMarkdown::write_table(size_t level, std::string& out) const {
  const Table& table = tables_[level];
  if (table.rows.empty()) return;
  const bool is_open = level == static_cast<size_t>(Level::kError);
  const std::string count = counted(totals_.changes[level], kLevelNames[level]);
  auto to = std::back_inserter(out);
  if (is_open) {
    fmt::format_to(to, "#### {}\n\n", count);
  } else {
    fmt::format_to(to, "<details><summary>{}</summary>\n\n", count);
  }
  std::vector<const Row*> sorted;
  sorted.reserve(table.rows.size());
  for (const Row& row : table.rows) sorted.push_back(&row);
  std::ranges::stable_sort(sorted, std::greater(), &Row::page_count);
  size_t shown = 0;
  for (const Row* row : sorted) {
    const std::string text = row_text(*row);
    if (out.size() + text.size() > kMaxTableBytes) break;
    if (shown++ == 0) {
      out += totals_.pages > 1
                 ? "| Change | Old | New | Pages |\n|---|---|---|---|\n"
                 : "| Change | Old | New |\n|---|---|---|\n";
    }
    out += text;
  }
  if (shown > 0) out += '\n';
  const size_t dropped = sorted.size() - shown + table.not_held;
  if (dropped > 0) {
    fmt::format_to(to,
                   "Cut: {} more not shown, as a comment holds no more.\n\n",
                   counted(dropped, "change"));
  }
  if (!is_open) out += "</details>\n\n";
}

void DiffMarkdown::write_hidden(std::string& out) const {
  if (totals_.hidden.empty()) return;
  std::string masks;
  append_markdown_code(
      cut_text(hidden_in_words(totals_.hidden), kMaxBytes / 32), masks);
  fmt::format_to(std::back_inserter(out), "Hidden: {} (`{}`).\n\n", masks,
                 kShowHidden);
}

void DiffMarkdown::write_failed(std::string& out) const {
  if (failed_.empty()) return;
  constexpr size_t kMoreBytes = 40;
  out += "#### Not compared\n\n";
  size_t shown = 0;
  for (const std::string& line : failed_) {
    if (out.size() + line.size() + kMoreBytes > kMaxBytes) break;
    out += line;
    ++shown;
  }
  if (shown < totals_.not_compared) {
    fmt::format_to(std::back_inserter(out), "- and {} more\n",
                   totals_.not_compared - shown);
  }
}

void DiffMarkdown::end(std::string& out) {
  std::string report;
  write_title(report);
  write_levels(report);
  for (size_t level = tables_.size(); level-- > 0;) write_table(level, report);
  write_hidden(report);
  write_failed(report);
  out += report;
}

}  // namespace

std::unique_ptr<DiffStream> open_diff_markdown(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<DiffMarkdown>();
}

}  // namespace pagescan
