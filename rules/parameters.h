// What a user may tell the rules about the pages. A value; immutable while
// pages are judged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

struct RuleParameters {
  /// Registrable domains of other parties whose scripts, styles and frames are
  /// expected.
  std::vector<std::string> trusted_domains;
  /// Registrable domains of the pages' own party, and those it signs in or
  /// pays with: posting to them is no news.
  std::vector<std::string> affiliated_domains;
};

/// Whether `host` (lower-case ASCII) is one of `domains` or below one.
bool host_is_within(std::string_view host,
                    const std::vector<std::string>& domains);

}  // namespace pagescan
