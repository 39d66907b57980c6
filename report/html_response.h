// What came over the network, in an HTML report. Pure functions; thread-safe.
#pragma once

#include <string>

#include "report/html_page.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Appends rows of a dl: the connection of the last hop and its certificate.
void append_html_tls(const ScanResult& result, std::string& out);

/// Appends redirects, the fields of the last response and the cookies.
void append_html_response(const ScanResult& result,
                          const HtmlPageLimits& limits, std::string& out);

}  // namespace pagescan
