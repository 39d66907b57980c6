// Compares what is known of one page: its reports in OLD, in the last scan, in
// those before it and in known states. Values and pure functions, but for the
// loading; thread-safe where that is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/diff/diff_reporter.h"
#include "scanner/base/error.h"
#include "scanner/cli/redaction.h"
#include "scanner/run/diff/diff.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// A JSON report on one line without line feed, and what it says.
struct StoredReport {
  std::string json;
  ScanResult result;
};

/// Reads a line, redacted where that is asked for. kReportUnreadable.
Result<StoredReport> stored_report(std::string line,
                                   const Redaction& redaction);
/// A result as it is when it is read back, which is what it is compared as.
Result<StoredReport> stored_report(const ScanResult& result);

/// Gives a report when its turn comes; null: there is none.
using LoadReport = std::function<Result<StoredReport>()>;

/// The reports of one page. One of `before` and `after` is there.
struct PageStates {
  std::string url;  // as submitted, redacted where that is asked for
  LoadReport before;
  LoadReport after;
  std::vector<LoadReport> earlier;  // --persist: of the scans before the last
  std::vector<LoadReport> known;    // --also
};

struct ComparedPage {
  PageDiff diff;
  std::optional<StoredReport> before;
  std::optional<StoredReport> after;
  /// What could not be read of the other reports, not escaped.
  std::vector<std::string> notes;

  DiffPair pair() const;
};

/// A page that is in OLD alone is page_removed, and in the last scan alone
/// page_added. A report that can't be read is not compared.
ComparedPage compare_states(const PageStates& states,
                            const DiffOptions& options);

}  // namespace pagescan
