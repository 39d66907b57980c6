// How one target of a batch ended, in the few facts that the journal keeps and
// the summary counts. A value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rules/finding.h"
#include "scanner/base/error.h"
#include "scanner/run/target_key.h"

namespace pagescan {

struct TargetOutcome {
  TargetKey key = 0;
  std::string host;  // serialised; "" for a file and for no target at all
  int status = 0;    // of the last response; 0 where none came
  std::optional<ErrorCode> error;  // the first of the result's errors
  bool is_bad_line = false;        // the list's fault, not the page's
  unsigned unmet_expectations = 0;
  std::optional<Level> worst_finding;  // of those that count
  unsigned attempts = 0;    // requests of its first hop; 0: none was made
  uint64_t bytes = 0;       // content as transferred, all hops
  double milliseconds = 0;  // fetching, all hops of the last attempt
};

}  // namespace pagescan
