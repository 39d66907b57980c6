// Whether a page is what its row of the list says. Pure functions;
// thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/run/expectation.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Bytes of a page's own words that ExpectationResult::actual holds.
inline constexpr size_t kMaxActualBytes = 256;

/// The name in reports: "status", "url", "type", "title", "text".
std::string_view expectation_name(ExpectationKind kind);

/// Whether some page can meet it: a status is one ("200"), a class of them
/// ("2xx") or several of both ("200,3xx"), a URL parses, a type is "type/
/// subtype", and every one is UTF-8.
bool is_expectation(const Expectation& expectation);

/// One result an expectation, in order. What a target has none of (a status, a
/// title) is "" and meets nothing; text that does not hold what is expected is
/// shown by its beginning.
std::vector<ExpectationResult> check_expectations(
    const std::vector<Expectation>& expectations, const ScanResult& result);

}  // namespace pagescan
