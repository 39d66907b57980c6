// Scans for the tests of the history: made by number, stored, read back.
#pragma once

#include <optional>
#include <string>

#include "scanner/run/scan_result.h"
#include "scanner/store/history.h"

namespace pagescan::test {

/// A scan of `url` whose page is version `version`, begun `second` seconds
/// into the tests' time.
ScanResult scan_of(const std::string& url, int version, int second);

/// Opens the database, made where there is none; throws where it can't be.
History open_history(const std::string& path,
                     Database::Access access = Database::Access::kCreate);

/// Stores the scan, with the target key 1.
Result<void> store(History& history, const ScanResult& result,
                   const std::string& run, uint64_t ordinal = 0);

/// The IDs listed, the newest first, as "3 2 1".
std::string listed(const History& history,
                   const std::optional<std::string>& url = std::nullopt);

/// The message of a database that can't be opened; "" of one that can.
std::string why_not_open(const std::string& path,
                         Database::Access access = Database::Access::kCreate);

}  // namespace pagescan::test
