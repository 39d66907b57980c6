// A finding as a result of a SARIF 2.1.0 run (section 3.27). Pure functions;
// thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "report/json_writer.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// `rule_index`: of its rule in the run's tool; nothing where it is not there.
/// `state` is what is said of a baseline, "" for nothing.
void write_sarif_finding(JsonWriter& json, const ScanResult& result,
                         const Finding& finding,
                         std::optional<size_t> rule_index,
                         std::string_view state);

/// The partialFingerprints of a result: of the thing on this page, by which a
/// host tells alerts apart, and of the thing on any page under `name`.
void write_sarif_fingerprints(JsonWriter& json, std::string_view name,
                              std::string_view fingerprint,
                              std::string_view url, size_t nth = 1);

}  // namespace pagescan
