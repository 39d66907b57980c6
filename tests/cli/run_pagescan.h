// Runs the built program and reads its JSON reports, each of which must hold
// the keys the report promises. Thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.h"

namespace pagescan::test {

using Json = nlohmann::json;

/// Runs `pagescan` with these arguments; an expectation fails where it does not
/// end by itself.
ProgramOutcome run_pagescan(const std::vector<std::string>& arguments,
                            const std::string& input = "",
                            const std::vector<std::string>& environment = {});

/// `scan --format json` and the arguments.
ProgramOutcome scan_json(std::vector<std::string> arguments,
                         const std::string& input = "",
                         const std::vector<std::string>& environment = {});

/// The reports in what was written, one a line, each checked by
/// expect_report_keys().
std::vector<Json> reports_in(std::string_view output);

/// The one report in it, an empty object where there is not exactly one.
Json only_report(std::string_view output);

/// Every promised key is there, of the type it must have.
void expect_report_keys(const Json& report);

/// "stage code" of each error, joined by ", ".
std::string errors_of(const Json& report);

/// The values of the response's fields of that name, in order.
std::vector<std::string> field_values(const Json& fields,
                                      std::string_view name);

/// "href url" of each link.
std::vector<std::string> links_of(const Json& report);

}  // namespace pagescan::test
