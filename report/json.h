// The JSON report: docs/report.schema.json says what is in it. One document on
// one line. Pure function; thread-safe.
#pragma once

#include <string>

#include "report/reporter.h"

namespace pagescan {

/// The version of the report's schema, raised when a key changes its meaning.
inline constexpr int kReportSchemaVersion = 1;

void write_json_report(const ScanResult& result, const ReportOptions& options,
                       std::string& out);

}  // namespace pagescan
