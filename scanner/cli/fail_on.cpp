#include "scanner/cli/fail_on.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

std::optional<ErrorCode> error_called(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(kLastErrorCode); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    if (error_name(code) == name) return code;
  }
  return std::nullopt;
}

}  // namespace

Result<FailOn> FailOn::parse(std::string_view list, Threshold threshold) {
  FailOn fail_on;
  fail_on.threshold_ = threshold;
  for (const std::string_view part : split(list, ',')) {
    const std::string name = ascii_lowercase(strip_ascii_whitespace(part));
    const bool is_status = name.size() == 3 && is_ascii_digit(name[0]);
    const int hundreds = is_status ? (name[0] - '0') * 100 : 0;
    if (name == "none") continue;
    if (name == "error") {
      fail_on.any_error_ = true;
    } else if (name == "bad_line") {
      fail_on.bad_line_ = true;
    } else if (name == "expectation") {
      fail_on.expectation_ = true;
    } else if (name == "finding") {
      fail_on.finding_ = true;
    } else if (is_status && name.ends_with("xx")) {
      fail_on.statuses_.push_back({hundreds, hundreds + 99});
    } else if (is_status && is_ascii_digit(name[1]) &&
               is_ascii_digit(name[2])) {
      const int status = hundreds + (name[1] - '0') * 10 + (name[2] - '0');
      fail_on.statuses_.push_back({status, status});
    } else if (const auto code = error_called(name)) {
      fail_on.errors_.push_back(*code);
    } else {
      return fail(
          ErrorCode::kUsage,
          fmt::format("--fail-on: nothing is called \"{}\" (write "
                      "error, bad_line, expectation, finding, a status such as "
                      "404 or 5xx, the name of an error such as "
                      "timeout, or none)",
                      name));
    }
  }
  return fail_on;
}

ExitCode FailOn::judge(const TargetOutcome& outcome) const {
  const bool has_error =
      outcome.error &&
      (any_error_ ||
       std::ranges::find(errors_, *outcome.error) != errors_.end());
  if (has_error || (bad_line_ && outcome.is_bad_line)) {
    return ExitCode::kNotScanned;
  }
  const bool has_status =
      std::ranges::any_of(statuses_, [&](const StatusRange& range) {
        return outcome.status >= range.first && outcome.status <= range.last;
      });
  const bool is_unmet = expectation_ && outcome.unmet_expectations > 0;
  const bool has_finding = finding_ && fails(outcome.worst_finding, threshold_);
  return has_status || is_unmet || has_finding ? ExitCode::kFindings
                                               : ExitCode::kClean;
}

ExitCode graver(ExitCode a, ExitCode b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace pagescan
