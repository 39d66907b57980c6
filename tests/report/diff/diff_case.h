// Diffs to try formats on, made by hand: what is compared is tested elsewhere.
// Values.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/diff/diff_reporter.h"
#include "scanner/run/scan_result.h"

namespace pagescan::test {

/// A diff and what it is of.
struct DiffCase {
  PageDiff diff;
  std::vector<ScanResult> before;  // one or none
  std::vector<ScanResult> after;   // one or none
};

Change change_of(ChangeSubject subject, ChangeAction action, Level level,
                 std::string path, std::string what);

/// A page with a change of every part, hidden noise, and a cut.
DiffCase rich_case();
/// A page that stayed the same.
DiffCase same_case();
/// A page that was not compared.
DiffCase failed_case();
/// A page that only the new batch has.
DiffCase added_case();
std::vector<DiffCase> batch_cases();

/// One report of all of them.
std::string diff_report(std::string_view format,
                        const std::vector<DiffCase>& cases,
                        const DiffReportOptions& options = {});

/// The JSON report of a result, as stored.
std::string json_of(const std::vector<ScanResult>& result);

/// Calls `visit` with every string of a diff that may be a page's or a user's.
void visit_strings(PageDiff& diff,
                   const std::function<void(std::string&)>& visit);

}  // namespace pagescan::test
