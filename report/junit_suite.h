// The parts of a JUnit XML document. All text is escaped here. Pure functions;
// thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "report/finding_place.h"
#include "scanner/base/time.h"

namespace pagescan {

/// What one suite counts.
struct JunitCounts {
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
  size_t skipped = 0;
};

void append_junit_begin(std::string& out);
void append_junit_end(std::string& out);

/// Bytes as text of an element or a quoted attribute.
std::string junit_text(std::string_view bytes);

/// Appends the start tag of a case.
void open_junit_case(std::string_view class_name, std::string_view name,
                     const std::optional<FilePlace>& place, std::string& out);

/// Appends the outcome of a case: "failure", "error".
void append_junit_element(std::string_view element, std::string_view type,
                          std::string_view message, std::string_view text,
                          std::string& out);

/// Appends a suite around its cases, which are markup. `seconds` is what its
/// tests took.
void append_junit_suite(std::string_view name, WallTime time, double seconds,
                        const JunitCounts& counts, std::string_view cases,
                        std::string& out);

}  // namespace pagescan
