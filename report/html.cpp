#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "report/html_findings.h"
#include "report/html_list.h"
#include "report/html_page.h"
#include "report/html_parts.h"
#include "report/html_shell.h"
#include "report/html_text.h"

namespace pagescan {
namespace {

class HtmlReport : public ReportStream {
 public:
  explicit HtmlReport(const ReportOptions& options)
      : rules_(options.rules == nullptr ? built_in_rules() : *options.rules) {}

  void add(const ScanResult& result, std::string& /*out*/) override {
    if (count_++ == 0) {
      // Whether it is the only one shows later; then more is said of it.
      first_ = result;
      return;
    }
    flush_first({});
    add_page(result, {});
  }

  void end(std::string& out) override {
    flush_first(kSinglePageLimits);
    HtmlContent content;
    content.heading = heading();
    content.title = "pagescan: " + title();
    content.when = when();
    append_html_totals(totals_, content.summary);
    append_html_tools(totals_, findings_.rules(), hosts_, content.tools);
    write_findings(content.findings);
    write_pages(content.pages);
    write_details(content.details);
    append_html_document(content, out);
  }

 private:
  struct Details {
    std::string findings;
    std::string rest;
  };

  void flush_first(const HtmlPageLimits& limits) {
    if (!first_) return;
    const ScanResult first = *std::exchange(first_, std::nullopt);
    add_page(first, limits);
  }

  size_t host_number(const std::string& host) {
    const auto [at, is_new] = host_numbers_.emplace(host, hosts_.size());
    if (is_new) hosts_.push_back(host);
    return at->second;
  }

  void note_time(WallTime time) {
    if (totals_.pages == 0) begun_ = ended_ = time;
    begun_ = std::min(begun_, time);
    ended_ = std::max(ended_, time);
  }

  void add_page(const ScanResult& result, const HtmlPageLimits& limits) {
    note_time(result.task.time);
    HtmlPageRow row = html_page_row(result);
    totals_.add(row);
    if (rows_.size() >= kMaxHtmlPages) return;
    row.host = host_number(result.page.domain);
    findings_.add(rows_.size(), row.host, result.findings);
    Details details;
    if (detail_bytes_ < kMaxHtmlDetailBytes) {
      details = {html_page_findings(result, limits),
                 html_page_details(result, limits)};
    }
    detail_bytes_ += details.findings.size() + details.rest.size();
    if (row.url.size() > kMaxHtmlValueBytes) row.url.resize(kMaxHtmlValueBytes);
    rows_.push_back(std::move(row));
    details_.push_back(std::move(details));
  }

  // Text: a title element holds no other.
  std::string title() const {
    if (totals_.pages != 1) return html_count(totals_.pages, "page");
    const std::string& host = hosts_[rows_[0].host];
    return host.empty() ? html_text(rows_[0].url) : html_host(host);
  }

  std::string heading() const { return "<bdi>" + title() + "</bdi>"; }

  std::string when() const {
    if (totals_.pages == 0) return "Nothing was scanned.";
    const std::string begun = html_time(begun_);
    const std::string ended = html_time(ended_);
    return fmt::format("Scanned {}{}", begun,
                       begun == ended ? "" : " to " + ended);
  }

  void write_findings(std::string& out) const {
    out +=
        "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">"
        "Findings</h2>\n";
    if (findings_.rules().empty()) out += "<p>None.</p>\n";
    std::vector<HtmlPageName> names;
    for (const HtmlPageRow& row : rows_) names.push_back({row.url, row.host});
    findings_.write(rules_, names, out);
    out += "</section>\n";
  }

  void write_pages(std::string& out) const {
    if (rows_.size() < 2) return;
    out += "<section aria-labelledby=\"pages\">\n<h2 id=\"pages\">Pages</h2>\n";
    append_html_list(rows_, hosts_, out);
    append_html_left_out(totals_.pages - rows_.size(), "page", out);
    out += "</section>\n";
  }

  void write_details(std::string& out) const {
    if (rows_.empty()) return;
    out +=
        "<section aria-labelledby=\"details\">\n<h2 id=\"details\">Details"
        "</h2>\n";
    for (size_t i = 0; i < rows_.size(); ++i) write_page(i, out);
    out += "</section>\n";
  }

  void write_page(size_t page, std::string& out) const {
    const HtmlPageRow& row = rows_[page];
    std::vector<std::string_view> levels;
    for (size_t i = 0; i < kLevelNames.size(); ++i) {
      if (row.tally.by_level[i] > 0) levels.push_back(kLevelNames[i]);
    }
    fmt::format_to(
        std::back_inserter(out),
        "<details class=\"card page\" id=\"page-{}\" data-host=\"{}\" "
        "data-levels=\"{}\" data-rules=\"{}\"{}>"
        "<summary>{}<h3>{}</h3><span class=\"tally\">{} </span></summary>\n"
        "<div class=\"body\">\n",
        page, row.host, fmt::join(levels, " "),
        html_text(fmt::format("{}", fmt::join(row.rules, " ")),
                  std::string::npos),
        rows_.size() == 1 ? " open" : "", status_tag(row), html_url(row.url),
        html_count(row.tally.all_that_count(), "finding"));
    const Details& details = details_[page];
    if (details.rest.empty()) {
      fmt::format_to(std::back_inserter(out),
                     "<p class=\"cut\">Details left out: those of the pages "
                     "before take {} MB.</p>\n",
                     kMaxHtmlDetailBytes >> 20);
    }
    // Of one page they stand above, by rule, already.
    if (rows_.size() > 1) out += details.findings;
    out += details.rest;
    out += "</div></details>\n";
  }

  static std::string status_tag(const HtmlPageRow& row) {
    if (!row.error.empty()) return "<span class=\"tag bad\">failed</span>";
    return row.status == 0
               ? "<span class=\"tag\">file</span>"
               : fmt::format("<span class=\"tag\">{}</span>", row.status);
  }

  RuleSet rules_;
  std::optional<ScanResult> first_;
  size_t count_ = 0;
  HtmlTotals totals_;
  WallTime begun_;
  WallTime ended_;
  HtmlFindings findings_;
  std::vector<HtmlPageRow> rows_;
  std::vector<Details> details_;
  size_t detail_bytes_ = 0;
  std::vector<std::string> hosts_;
  std::unordered_map<std::string, size_t> host_numbers_;
};

}  // namespace

std::unique_ptr<ReportStream> open_html_report(const ReportOptions& options) {
  return std::make_unique<HtmlReport>(options);
}

}  // namespace pagescan
