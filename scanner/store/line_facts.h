// What a line of a batch's output says of its target, in the few facts a merge
// needs. Pure function; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/run/target_outcome.h"

namespace pagescan {

struct LineFacts {
  std::string url;  // task.url; "" where it is left out
  std::string id;   // task.id
  /// As much as the report holds; the key is 0.
  TargetOutcome outcome;
};

/// Nothing where the line is no JSON object (RFC 8259). Linear in the line;
/// never recurses.
std::optional<LineFacts> read_line_facts(std::string_view line);

}  // namespace pagescan
