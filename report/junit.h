// The JUnit XML report, for what shows the tests of a build: a suite for each
// target, a case for each rule it was asked. There is no standard for it;
// tests/report/schemas/junit.xsd says what is written. Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_junit_report(const ReportOptions& options);

}  // namespace pagescan
