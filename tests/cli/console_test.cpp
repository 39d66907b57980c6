#include "scanner/cli/console.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

namespace pagescan {
namespace {

TEST(ProgressTextTest, SaysHowFarItIs) {
  using std::nullopt;
  const struct {
    ProgressCounts counts;
    double seconds;
    const char* expected;
  } cases[] = {
      {{0, 0, 0, nullopt}, 0, "0 done, 0.0/s, 0 failed, 0 in flight"},
      {{0, 0, 64, nullopt}, 1, "0 done, 0.0/s, 0 failed, 64 in flight"},
      {{1200, 5, 64, 5000},
       4,
       "1200 of 5000 (24 %) done, 300/s, 5 failed, 64 in flight, 0:12 left"},
      {{10, 0, 1, 100},
       20,
       "10 of 100 (10 %) done, 0.5/s, 0 failed, 1 in flight, 3:00 left"},
      {{100, 0, 0, 100},
       10,
       "100 of 100 (100 %) done, 10/s, 0 failed, 0 in flight, 0:00 left"},
      {{1000, 0, 1, 9'000'000},
       1,
       "1000 of 9000000 (0 %) done, 1000/s, 0 failed, 1 in flight, "
       "2:29:59 left"},
      // No estimate where it would be worth nothing.
      {{1, 0, 1, 100'000},
       1,
       "1 of 100000 (0 %) done, 1.0/s, 0 failed, 1 in flight"},
      // An estimate of the number that turned out too low.
      {{11, 1, 2, 10}, 1, "11 done, 11/s, 1 failed, 2 in flight"},
      {{0, 0, 0, 0}, 1, "0 done, 0.0/s, 0 failed, 0 in flight"},
  };
  for (const auto& [counts, seconds, expected] : cases) {
    EXPECT_EQ(progress_text(counts, std::chrono::duration<double>(seconds)),
              expected);
  }
}

// Standard error of a test is no terminal, or is captured as none.
TEST(ConsoleTest, SaysNothingButErrorsWhenQuiet) {
  testing::internal::CaptureStderr();
  {
    Console console(2, true);
    console.info("an info");
    console.warn("a warning");
    console.error("an error");
    console.progress({});
  }
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_EQ(said.find("an info"), std::string::npos);
  EXPECT_EQ(said.find("a warning"), std::string::npos);
  EXPECT_NE(said.find("an error"), std::string::npos);
}

TEST(ConsoleTest, TellsInfoWhenVerbose) {
  for (const int verbosity : {0, 1}) {
    testing::internal::CaptureStderr();
    {
      Console console(verbosity, false);
      console.info("an info");
      console.warn("a warning");
      console.print("a line\n");
    }
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_EQ(said.find("an info") != std::string::npos, verbosity > 0);
    EXPECT_NE(said.find("a warning"), std::string::npos);
    EXPECT_NE(said.find("a line\n"), std::string::npos);
  }
}

}  // namespace
}  // namespace pagescan
