// Content-Security-Policy as the MDN HTTP Observatory reads it, to give its
// verdict: several policies as one, sources sorted and thinned, repeated
// directives an error. What a browser would do is another matter. Values that
// own their strings; thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan::observatory {

/// Lower case.
using SourceSet = std::set<std::string, std::less<>>;

struct CspPolicy {
  std::map<std::string, SourceSet, std::less<>> directives;
  /// report-uri or report-to stands in one policy twice.
  bool has_duplicates = false;
};

/// Of a page; more are not looked at.
inline constexpr size_t kMaxPolicies = 16;
/// Of one policy; the rest is not looked at.
inline constexpr size_t kMaxPolicyBytes = size_t{64} * 1024;

/// Nothing where the Observatory calls them invalid.
std::optional<CspPolicy> parse_policies(
    const std::vector<std::string_view>& policies);

}  // namespace pagescan::observatory
