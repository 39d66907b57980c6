// The list of pages, the counts and the filters of an HTML report. Pure
// functions; thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "report/html_page.h"

namespace pagescan {

/// What a report has in all, pages that are not listed included.
struct HtmlTotals {
  size_t pages = 0;
  size_t failed = 0;  // with an error
  FindingTally tally;
  size_t forms = 0;
  size_t scripts = 0;

  void add(const HtmlPageRow& row);
};

/// Appends the counts.
void append_html_totals(const HtmlTotals& totals, std::string& out);

/// Appends the search, the filters and the orders: `rules` is ID to name,
/// `hosts` are those of the pages.
void append_html_tools(const HtmlTotals& totals,
                       const std::map<std::string, std::string>& rules,
                       const std::vector<std::string>& hosts, std::string& out);

/// Appends the table of the pages.
void append_html_list(const std::vector<HtmlPageRow>& rows,
                      const std::vector<std::string>& hosts, std::string& out);

}  // namespace pagescan
