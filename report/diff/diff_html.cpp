#include "report/diff/diff_html.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/diff/change_words.h"
#include "report/diff/diff_html_page.h"
#include "report/diff/diff_totals.h"
#include "report/html_parts.h"
#include "report/html_shell.h"
#include "report/html_text.h"

namespace pagescan {
namespace {

// Changes shown of a page, in a report of one and of many.
constexpr size_t kMaxChangesOfOne = 5'000;
constexpr size_t kMaxChangesOfMany = 500;
constexpr size_t kMaxRowUrlBytes = 160;

class DiffHtml : public DiffStream {
 public:
  // Nothing before end(): the counts come first.
  void add(const PageDiff& diff, const DiffPair& /*pair*/,
           std::string& /*out*/) override {
    totals_.add(diff);
    if (totals_.pages == 1) {
      // Whether it is the only one shows later; then more is said of it.
      first_ = diff;
      return;
    }
    flush_first(kMaxChangesOfMany);
    add_page(diff, kMaxChangesOfMany);
  }

  void end(std::string& out) override;

 private:
  void flush_first(size_t max_changes) {
    if (!first_) return;
    const PageDiff first = *std::exchange(first_, std::nullopt);
    add_page(first, max_changes);
  }
  void add_page(const PageDiff& diff, size_t max_changes);
  std::string title() const;
  void write_summary(std::string& out) const;
  void write_tools(std::string& out) const;
  void write_list(std::string& out) const;
  void write_row(size_t page, std::string& out) const;
  void write_details(std::string& out) const;
  void write_page(size_t page, std::string& out) const;

  DiffTotals totals_;
  std::optional<PageDiff> first_;
  std::vector<DiffHtmlRow> rows_;
  std::vector<std::string> details_;  // markup of each row; "" past the bound
  size_t detail_bytes_ = 0;
};

void DiffHtml::add_page(const PageDiff& diff, size_t max_changes) {
  if (rows_.size() >= kMaxDiffHtmlPages) return;
  rows_.push_back(diff_html_row(diff));
  details_.emplace_back();
  if (detail_bytes_ >= kMaxDiffHtmlBytes) return;
  details_.back() = diff_html_page(diff, max_changes);
  detail_bytes_ += details_.back().size();
}

// Text: a title element holds no other.
std::string DiffHtml::title() const {
  return rows_.size() == 1 && totals_.pages == 1
             ? html_text(rows_[0].url)
             : html_count(totals_.pages, "page");
}

void DiffHtml::write_summary(std::string& out) const {
  out += "<dl class=\"tiles\">\n";
  for (const Level level : kHtmlLevels) {
    append_html_tile(html_level_heading(level),
                     totals_.changes[static_cast<size_t>(level)],
                     level_name(level), out);
  }
  append_html_tile("New findings", totals_.findings_new, "", out);
  append_html_tile("Fixed findings", totals_.findings_fixed, "", out);
  append_html_tile(totals_.changed == 1 ? "Page changed" : "Pages changed",
                   totals_.changed, "", out);
  append_html_tile("The same", totals_.same(), "", out);
  if (totals_.not_compared > 0) {
    append_html_tile("Not compared", totals_.not_compared, "error", out);
  }
  append_html_tile("Hidden as noise", totals_.all_hidden(), "", out);
  out += "</dl>\n";
}

void DiffHtml::write_tools(std::string& out) const {
  append_html_search(false, out);
  std::vector<std::pair<std::string, std::string>> parts;
  parts.reserve(kChangePartNames.size());
  for (size_t i = 0; i < kChangePartNames.size(); ++i) {
    parts.emplace_back(kChangePartNames[i], kChangePartTitles[i]);
  }
  append_html_options("part", "Part", "All", parts, out);
  if (rows_.size() < 2) return;
  append_html_options("state", "Pages", "All",
                      {{"changed", "Changed"},
                       {"same", "The same"},
                       {"failed", "Not compared"}},
                      out);
}

void DiffHtml::write_row(size_t page, std::string& out) const {
  const DiffHtmlRow& row = rows_[page];
  fmt::format_to(std::back_inserter(out),
                 "<tr id=\"page-{0}-row\"><th scope=\"row\"><a href=\"#page-"
                 "{0}\">{1}</a></th><td>{2}</td>",
                 page, html_isolated(row.url, kMaxRowUrlBytes),
                 diff_state_word(row.state));
  for (const Level level : kHtmlLevels) {
    append_html_number(row.changes[static_cast<size_t>(level)],
                       level_name(level), out);
  }
  append_html_number(row.hidden, "wide-only", out);
  out += "</tr>\n";
}

void DiffHtml::write_list(std::string& out) const {
  if (rows_.size() < 2) return;
  out +=
      "<section aria-labelledby=\"pages\">\n<h2 id=\"pages\">Pages</h2>\n"
      "<table class=\"list\">\n<caption class=\"hidden-label\">Pages"
      "</caption>\n<thead><tr><th scope=\"col\">Page</th><th scope=\"col\">"
      "State</th>";
  for (const Level level : kHtmlLevels) {
    fmt::format_to(std::back_inserter(out),
                   "<th scope=\"col\" class=\"number\">{}</th>",
                   html_level_heading(level));
  }
  out +=
      "<th scope=\"col\" class=\"number wide-only\">Hidden</th></tr></thead>\n"
      "<tbody>\n";
  for (size_t i = 0; i < rows_.size(); ++i) write_row(i, out);
  out += "</tbody></table>\n";
  append_html_left_out(totals_.pages - rows_.size(), "page", out);
  out += "</section>\n";
}

void DiffHtml::write_page(size_t page, std::string& out) const {
  const DiffHtmlRow& row = rows_[page];
  size_t changes = 0;
  for (const size_t count : row.changes) changes += count;
  fmt::format_to(
      std::back_inserter(out),
      "<details class=\"card page\" id=\"page-{}\" data-state=\"{}\"{}>"
      "<summary><span class=\"tag{}\">{}</span><h3>{}</h3><span "
      "class=\"tally\">{} </span></summary>\n<div class=\"body\">\n",
      page, row.state, rows_.size() == 1 ? " open" : "",
      row.state == "failed" ? " bad" : "", diff_state_word(row.state),
      html_url(row.url), html_count(changes, "change"));
  if (details_[page].empty()) {
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"cut\">Changes left out: those of the pages "
                   "before take {} MB.</p>\n",
                   kMaxDiffHtmlBytes >> 20);
  }
  out += details_[page];
  out += "</div></details>\n";
}

void DiffHtml::write_details(std::string& out) const {
  if (rows_.empty()) return;
  out +=
      "<section aria-labelledby=\"details\">\n<h2 id=\"details\">Changes"
      "</h2>\n";
  for (size_t i = 0; i < rows_.size(); ++i) write_page(i, out);
  out += "</section>\n";
}

void DiffHtml::end(std::string& out) {
  flush_first(kMaxChangesOfOne);
  HtmlContent content;
  content.title = "pagescan diff: " + title();
  content.heading = "<bdi>" + title() + "</bdi>";
  content.when = totals_.pages == 0 ? "Nothing was compared."
                                    : "What changed between two scans.";
  write_summary(content.summary);
  content.summary += diff_html_hidden(totals_.hidden);
  write_tools(content.tools);
  write_list(content.pages);
  write_details(content.details);
  append_html_document(content, out, HtmlKind::kDiff);
}

}  // namespace

std::unique_ptr<DiffStream> open_diff_html(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<DiffHtml>();
}

}  // namespace pagescan
