// What --fail-on asks for: which outcomes of a batch make its exit status other
// than 0. Immutable; thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "rules/config/configuration.h"
#include "scanner/base/error.h"
#include "scanner/cli/cli.h"
#include "scanner/run/target_outcome.h"

namespace pagescan {

class FailOn {
 public:
  /// A list separated by commas: error (any), names of errors, bad_line,
  /// expectation, finding (one at or above `threshold`), statuses ("404",
  /// "5xx"), or none. kUsage for anything else.
  static Result<FailOn> parse(std::string_view list,
                              Threshold threshold = Level::kError);

  /// kNotScanned for an error or bad line that is asked for, kFindings for a
  /// status, a finding or an expectation, else kClean.
  ExitCode judge(const TargetOutcome& outcome) const;

 private:
  struct StatusRange {
    int first = 0;
    int last = 0;
  };

  bool any_error_ = false;
  bool bad_line_ = false;
  bool expectation_ = false;
  bool finding_ = false;
  Threshold threshold_;
  std::vector<ErrorCode> errors_;
  std::vector<StatusRange> statuses_;
};

/// The graver of two: kNotScanned, then kFindings, then kClean.
ExitCode graver(ExitCode a, ExitCode b);

}  // namespace pagescan
