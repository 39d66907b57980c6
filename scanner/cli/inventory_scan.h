// Scans payment pages with their scripts, for `pagescan inventory`. One thread
// at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "report/inventory/assessor_report.h"
#include "scanner/cli/log.h"
#include "scanner/run/pipeline.h"
#include "scanner/run/script_fetch.h"

namespace pagescan {

struct PaymentScan {
  ScanResult result;
  AssessedPage assessed;
};

class PaymentScanner {
 public:
  PaymentScanner(ScanOptions options, const ScriptFetchLimits& limits);
  PaymentScanner(const PaymentScanner&) = delete;
  PaymentScanner& operator=(const PaymentScanner&) = delete;

  /// Scans an http or https URL and fetches its external scripts. What keeps
  /// the page from being known in full is in AssessedPage::problems.
  PaymentScan scan(const std::string& url);

  /// The scripts of all pages so far.
  const FetchedScripts& fetched() const { return scripts_.fetched(); }

 private:
  ScanOptions options_;
  Fetcher fetcher_;
  ScriptFetcher scripts_;
  PaymentPage seen_;  // by the scan under way
};

/// Says on standard error what is wrong with the pages, and which scripts could
/// not be had. Whether nothing is.
bool say_problems(const std::vector<AssessedPage>& pages,
                  const FetchedScripts& fetched, const Log& log);

}  // namespace pagescan
