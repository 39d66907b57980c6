#include "scanner/cli/fail_on.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace pagescan {
namespace {

using testing::HasSubstr;

TargetOutcome with_status(int status) {
  TargetOutcome outcome;
  outcome.status = status;
  return outcome;
}

TargetOutcome with_error(ErrorCode error, int status = 0) {
  TargetOutcome outcome = with_status(status);
  outcome.error = error;
  return outcome;
}

TargetOutcome bad_line() {
  TargetOutcome outcome = with_error(ErrorCode::kInvalidUrl);
  outcome.is_bad_line = true;
  return outcome;
}

TargetOutcome unmet() {
  TargetOutcome outcome = with_status(200);
  outcome.unmet_expectations = 2;
  return outcome;
}

TEST(FailOnTest, JudgesFindingsByTheThreshold) {
  TargetOutcome outcome = with_status(200);
  const auto judge = [&](const char* list, Threshold threshold) {
    return FailOn::parse(list, threshold)->judge(outcome);
  };
  EXPECT_EQ(judge("finding", Level::kNote), ExitCode::kClean);
  outcome.worst_finding = Level::kWarning;
  EXPECT_EQ(judge("finding", Level::kNote), ExitCode::kFindings);
  EXPECT_EQ(judge("finding", Level::kWarning), ExitCode::kFindings);
  EXPECT_EQ(judge("finding", Level::kError), ExitCode::kClean);
  EXPECT_EQ(judge("finding", std::nullopt), ExitCode::kClean);
  EXPECT_EQ(judge("error,expectation", Level::kNote), ExitCode::kClean);
  outcome.error = ErrorCode::kTimeout;
  EXPECT_EQ(judge("error,finding", Level::kNote), ExitCode::kNotScanned);
}

TEST(FailOnTest, JudgesByWhatItIsToldTo) {
  constexpr ExitCode kClean = ExitCode::kClean;
  constexpr ExitCode kFindings = ExitCode::kFindings;
  constexpr ExitCode kNotScanned = ExitCode::kNotScanned;
  const TargetOutcome timeout = with_error(ErrorCode::kTimeout);
  const struct {
    const char* list;
    TargetOutcome outcome;
    ExitCode expected;
  } cases[] = {
      {"error", with_status(200), kClean},
      {"error", with_status(500), kClean},
      {"error", timeout, kNotScanned},
      {"error", bad_line(), kNotScanned},
      {"error", unmet(), kClean},
      {"error,expectation", unmet(), kFindings},
      {"expectation", timeout, kClean},
      {"none", timeout, kClean},
      {"none", bad_line(), kClean},
      {"none", unmet(), kClean},
      {"bad_line", bad_line(), kNotScanned},
      {"bad_line", timeout, kClean},
      {"timeout", timeout, kNotScanned},
      {"timeout", with_error(ErrorCode::kConnectionRefused), kClean},
      {"connection_refused, timeout", timeout, kNotScanned},
      {" TIMEOUT ", timeout, kNotScanned},
      {"host_unavailable", with_error(ErrorCode::kHostUnavailable),
       kNotScanned},
      {"robots_disallowed", with_error(ErrorCode::kRobotsDisallowed),
       kNotScanned},
      {"404", with_status(404), kFindings},
      {"404", with_status(403), kClean},
      {"4xx", with_status(404), kFindings},
      {"4XX", with_status(499), kFindings},
      {"4xx", with_status(500), kClean},
      {"4xx", with_status(0), kClean},
      {"4xx,5xx", with_status(503), kFindings},
      {"404,error", with_error(ErrorCode::kNotHtml, 404), kNotScanned},
      {"404", with_error(ErrorCode::kNotHtml, 404), kFindings},
  };
  for (const auto& [list, outcome, expected] : cases) {
    const Result<FailOn> fail_on = FailOn::parse(list);
    ASSERT_TRUE(fail_on.has_value()) << list;
    EXPECT_EQ(fail_on->judge(outcome), expected)
        << list << ", status " << outcome.status;
  }
}

TEST(FailOnTest, EveryErrorCanBeNamed) {
  for (int i = 0; i <= static_cast<int>(kLastErrorCode); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const Result<FailOn> fail_on = FailOn::parse(error_name(code));
    ASSERT_TRUE(fail_on.has_value()) << error_name(code);
    EXPECT_EQ(fail_on->judge(with_error(code)), ExitCode::kNotScanned);
  }
}

TEST(FailOnTest, RefusesWhatHasNoMeaning) {
  for (const char* list : {"", "errors", "40", "4x4", "4xxx", "xx4", "x",
                           "404;500", "time out", "none,nonsense", "-1"}) {
    const Result<FailOn> fail_on = FailOn::parse(list);
    ASSERT_FALSE(fail_on.has_value()) << list;
    EXPECT_EQ(fail_on.error().code, ErrorCode::kUsage);
    EXPECT_THAT(fail_on.error().message, HasSubstr("write error, bad_line"));
  }
}

TEST(FailOnTest, TheGraverOfTwo) {
  using enum ExitCode;
  EXPECT_EQ(graver(kClean, kClean), kClean);
  EXPECT_EQ(graver(kClean, kFindings), kFindings);
  EXPECT_EQ(graver(kNotScanned, kFindings), kNotScanned);
  EXPECT_EQ(graver(kFindings, kNotScanned), kNotScanned);
}

}  // namespace
}  // namespace pagescan
