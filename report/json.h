// The JSON report: docs/report.schema.json says what is in it. One document on
// one line for each result. Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "report/reporter.h"

namespace pagescan {

/// The version of the report's schema, raised when a key changes its meaning.
inline constexpr int kReportSchemaVersion = 1;

/// The JSON report of one result with its line feed.
std::string json_report(const ScanResult& result);

std::unique_ptr<ReportStream> open_json_report(const ReportOptions& options);

}  // namespace pagescan
