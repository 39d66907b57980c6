// The Observatory's grade of a page in an HTML report. Pure function;
// thread-safe.
#pragma once

#include <string>

#include "scanner/run/scan_result.h"

namespace pagescan {

/// Appends the grade and what each test did to the score; nothing where the
/// page has none.
void append_html_observatory(const ScanResult& result, std::string& out);

}  // namespace pagescan
