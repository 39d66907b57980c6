// One page in an HTML report: its row in the list of pages and its details.
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "report/html_findings.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// How much is said of a page. What is left out is counted.
struct HtmlPageLimits {
  size_t findings = 100;
  size_t forms = 40;
  size_t controls = 40;           // of each form
  size_t items = 20;              // of each list
  size_t form_html_bytes = 2000;  // of each form
  size_t text_bytes = 4000;
  size_t bytes = size_t{128} << 10;  // of the page's details in all
};

/// Where the report is of one page only.
inline constexpr HtmlPageLimits kSinglePageLimits = {
    1000, 500, 500, 1000, 20'000, 100'000, size_t{8} << 20};

/// What the list of pages shows of one.
struct HtmlPageRow {
  std::string url;  // where it ended, else what was asked for; not escaped
  std::string title;
  size_t host = 0;    // index into the hosts of the report
  int status = 0;     // 0: none
  std::string error;  // the first, for a person; "" for none
  FindingTally tally;
  std::set<std::string> rules;  // IDs of those that found something
  size_t forms = 0;
  size_t scripts = 0;
  std::string grade;  // of the Observatory; "" for none
  int score = 0;      // likewise
};

HtmlPageRow html_page_row(const ScanResult& result);

/// The page in detail, as markup, without its findings.
std::string html_page_details(const ScanResult& result,
                              const HtmlPageLimits& limits);

/// The page's findings, the worst first; "" for none.
std::string html_page_findings(const ScanResult& result,
                               const HtmlPageLimits& limits);

}  // namespace pagescan
