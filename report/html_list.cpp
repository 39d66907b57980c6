#include "report/html_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/html_parts.h"
#include "report/html_text.h"

namespace pagescan {
namespace {

constexpr size_t kMaxRowUrlBytes = 160;
constexpr size_t kMaxRowTitleBytes = 120;

bool has_grades(const std::vector<HtmlPageRow>& rows) {
  return std::ranges::any_of(
      rows, [](const HtmlPageRow& row) { return !row.grade.empty(); });
}

void append_head(bool several_hosts, bool grades, std::string& out) {
  out += "<thead><tr><th scope=\"col\">Page</th>";
  if (several_hosts) out += "<th scope=\"col\" class=\"wide-only\">Host</th>";
  out += "<th scope=\"col\" class=\"number wide-only\">Status</th>";
  for (const Level level : kHtmlLevels) {
    fmt::format_to(
        std::back_inserter(out), "<th scope=\"col\" class=\"number{}\">{}</th>",
        level == Level::kNote ? " extra" : "", html_level_heading(level));
  }
  if (grades) out += "<th scope=\"col\" class=\"number\">Grade</th>";
  out +=
      "<th scope=\"col\" class=\"number wide-only\">Forms</th>"
      "<th scope=\"col\" class=\"number wide-only\">Scripts</th>"
      "</tr></thead>\n";
}

void append_row(size_t page, const HtmlPageRow& row,
                const std::vector<std::string>& hosts, bool grades,
                std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "<tr id=\"page-{0}-row\"><th scope=\"row\"><a href=\"#page-"
                 "{0}\">{1}</a>",
                 page, html_isolated(row.url, kMaxRowUrlBytes));
  if (!row.title.empty()) {
    fmt::format_to(to, "<div class=\"quiet\">{}</div>",
                   html_isolated(row.title, kMaxRowTitleBytes));
  }
  if (!row.error.empty()) {
    fmt::format_to(to, "<div class=\"problem\">{}</div>",
                   html_isolated(row.error, kMaxRowUrlBytes));
  }
  out += "</th>";
  if (hosts.size() > 1) {
    fmt::format_to(to, "<td class=\"wide-only\">{}</td>",
                   html_host(hosts[row.host]));
  }
  fmt::format_to(to, "<td class=\"number wide-only\">{}</td>",
                 row.status == 0 ? "" : std::to_string(row.status));
  for (const Level level : kHtmlLevels) {
    append_html_number(row.tally.of(level),
                       level == Level::kNote ? "note extra" : level_name(level),
                       out);
  }
  if (grades) {
    fmt::format_to(to, "<td class=\"number\" data-value=\"{}\">{}</td>",
                   row.grade.empty() ? "" : std::to_string(row.score),
                   html_text(row.grade));
  }
  append_html_number(row.forms, "wide-only", out);
  append_html_number(row.scripts, "wide-only", out);
  out += "</tr>\n";
}

// By name; the values are their places in `hosts`.
std::vector<std::pair<std::string, std::string>> host_options(
    const std::vector<std::string>& hosts) {
  std::vector<size_t> sorted;
  for (size_t i = 0; i < hosts.size(); ++i) sorted.push_back(i);
  std::ranges::sort(sorted, {}, [&](size_t i) { return hosts[i]; });
  std::vector<std::pair<std::string, std::string>> options;
  options.reserve(sorted.size());
  for (const size_t i : sorted) {
    options.emplace_back(std::to_string(i),
                         hosts[i].empty() ? "none" : html_host(hosts[i]));
  }
  return options;
}

}  // namespace

void HtmlTotals::add(const HtmlPageRow& row) {
  ++pages;
  if (!row.error.empty()) ++failed;
  for (size_t i = 0; i < tally.by_level.size(); ++i) {
    tally.by_level[i] += row.tally.by_level[i];
  }
  tally.off += row.tally.off;
  forms += row.forms;
  scripts += row.scripts;
}

void append_html_totals(const HtmlTotals& totals, std::string& out) {
  out += "<dl class=\"tiles\">\n";
  for (const Level level : kHtmlLevels) {
    append_html_tile(html_level_heading(level), totals.tally.of(level),
                     level_name(level), out);
  }
  if (totals.tally.off > 0) {
    append_html_tile("Not counted", totals.tally.off, "", out);
  }
  append_html_tile(totals.pages == 1 ? "Page" : "Pages", totals.pages, "", out);
  if (totals.failed > 0)
    append_html_tile("Not scanned whole", totals.failed, "error", out);
  append_html_tile("Forms", totals.forms, "", out);
  append_html_tile("Scripts", totals.scripts, "", out);
  out += "</dl>\n";
}

void append_html_tools(const HtmlTotals& totals,
                       const std::map<std::string, std::string>& rules,
                       const std::vector<std::string>& hosts,
                       std::string& out) {
  append_html_search(totals.tally.off > 0, out);
  std::vector<std::pair<std::string, std::string>> options;
  options.reserve(rules.size());
  for (const auto& [id, name] : rules) {
    options.emplace_back(id, html_text(fmt::format("{} {}", id, name)));
  }
  append_html_options("rule", "Rule", "All", options, out);
  if (hosts.size() > 1) {
    append_html_options("host", "Host", "All", host_options(hosts), out);
  }
  out +=
      "<label>Order <select id=\"order\"><option value=\"worst\">Worst "
      "first</option><option value=\"findings\">Most findings</option>"
      "<option value=\"pages\">Most pages</option><option value=\"rule\">Rule"
      "</option></select></label>\n";
}

void append_html_list(const std::vector<HtmlPageRow>& rows,
                      const std::vector<std::string>& hosts, std::string& out) {
  const bool grades = has_grades(rows);
  out +=
      "<table class=\"list\">\n<caption class=\"hidden-label\">Pages"
      "</caption>\n";
  append_head(hosts.size() > 1, grades, out);
  out += "<tbody>\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    append_row(i, rows[i], hosts, grades, out);
  }
  out += "</tbody></table>\n";
}

}  // namespace pagescan
