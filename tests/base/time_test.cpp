#include "scanner/base/time.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace pagescan {
namespace {

TEST(Time, FormatsRfc3339WithMilliseconds) {
  EXPECT_EQ(format_rfc3339(WallTime(std::chrono::milliseconds(0))),
            "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(WallTime(std::chrono::milliseconds(1700000000007))),
            "2023-11-14T22:13:20.007Z");
}

TEST(Time, SourceDateEpochOverridesTheClock) {
  setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  EXPECT_EQ(format_rfc3339(report_time()), "2023-11-14T22:13:20.000Z");
  setenv("SOURCE_DATE_EPOCH", "soon", 1);
  EXPECT_NE(format_rfc3339(report_time()), "2023-11-14T22:13:20.000Z");
  unsetenv("SOURCE_DATE_EPOCH");
}

}  // namespace
}  // namespace pagescan
