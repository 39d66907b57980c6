// Reports to try formats on: rules that stay as they are whatever pagescan's
// own become, and findings at will. Values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/reporter.h"
#include "rules/rule_set.h"
#include "scanner/run/scan_result.h"

namespace pagescan::test {

/// "F02" and "X01", one about pages and one about responses.
const RuleSet& format_rules();

/// A warning of "F02" in line 3, column 7 of the page.
Finding finding_of(const std::string& message,
                   const std::string& fingerprint = "f");

/// A fetched page out of line 4 of lists/urls.txt, with these findings.
ScanResult page_with(const std::string& url, std::vector<Finding> findings);

/// One report of all of them, with format_rules().
std::string report_in(std::string_view format,
                      const std::vector<ScanResult>& results);

/// The records of CSV, none where it is not RFC 4180 with CR LF.
std::vector<std::vector<std::string>> read_csv(std::string_view csv);

}  // namespace pagescan::test
