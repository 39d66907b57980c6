// Findings somebody has looked at and accepted, as a configuration lists them.
// Values; immutable once read, thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"

namespace re2 {
class RE2;
}

namespace pagescan {

/// What is empty or null holds for every finding.
struct Suppression {
  std::string rule;  // ID
  std::shared_ptr<const re2::RE2> url;
  std::string fingerprint;
  std::string reason;
};

inline constexpr size_t kMaxUrlPatternBytes = 2048;

/// A pattern for whole URLs: `*` is any text, `?` any one character, and all
/// else itself.
std::shared_ptr<const re2::RE2> compile_url_pattern(std::string_view pattern);

/// Says why each finding that a suppression means does not count. Its pattern
/// may match `url`, the page's without its fragment, or `target`, as submitted.
void suppress(const std::vector<Suppression>& suppressions,
              std::string_view url, std::string_view target,
              std::vector<Finding>& findings);

}  // namespace pagescan
