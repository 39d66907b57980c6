// What a line of a batch's output says of its target, in the few facts a merge
// needs. Pure function; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "scanner/run/target_outcome.h"

namespace pagescan {

/// Findings taken of one line; a report of ours has some thousands at most.
inline constexpr size_t kMaxFindingsOfLine = 100'000;

struct LineFacts {
  std::string url;  // task.url; "" where it is left out
  std::string id;   // task.id
  std::string page_url;
  bool has_findings = false;  // the key is there
  /// Rule, name, level, message, fingerprint and whether they count.
  std::vector<Finding> findings;
  /// As much as the report holds; the key is 0.
  TargetOutcome outcome;
};

/// Nothing where the line is no JSON object (RFC 8259). Linear in the line;
/// never recurses.
std::optional<LineFacts> read_line_facts(std::string_view line);

}  // namespace pagescan
