// One entry of a list of targets: what to scan and how, or why it can't be. A
// value that owns its strings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/fetch/fields.h"
#include "scanner/run/expectation.h"
#include "scanner/run/target.h"
#include "scanner/run/target_key.h"

namespace pagescan {

struct ListEntry {
  std::string list;    // the list's name as the user gave it; "-"
  uint64_t line = 0;   // of the list, from 1; 0 where it has none
  std::string id;      // the row's own; "" where it has none
  std::string target;  // as written
  /// What it names, or why it names nothing.
  Result<Target> parsed;
  std::vector<Field> extra_fields;
  std::vector<Expectation> expectations;
  TargetKey key = 0;
};

}  // namespace pagescan
