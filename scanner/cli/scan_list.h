// Stored scans as lines of a list. Pure functions; thread-safe.
#pragma once

#include <string>

#include "scanner/store/history.h"

namespace pagescan {

/// A line for people: ID, time, status or error, findings, URL, title.
void append_scan_text(const StoredScan& scan, std::string& out);

/// A JSON object and a line feed; docs/history.md has its keys.
void append_scan_json(const StoredScan& scan, std::string& out);

}  // namespace pagescan
