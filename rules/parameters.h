// What a user may tell the rules about the pages. A value; immutable while
// pages are judged.
#pragma once

#include <cstddef>
#include <cstdint>
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
  /// Domains that browsers come with as hosts under HSTS. The whole list is
  /// long and changes every week; these top-level domains have always been on
  /// it.
  std::vector<std::string> hsts_preloaded_domains = {
      "app",       "bank", "day", "dev",  "foo",
      "insurance", "mov",  "new", "page", "zip"};
  /// How long HSTS is to hold, in seconds: half a year, as many have it.
  uint64_t min_hsts_seconds = 15552000;
  /// A certificate that ends in fewer days is about to.
  unsigned certificate_days = 14;
  /// Redirects before a page that are no news.
  size_t most_redirects = 3;
};

/// Whether `host` (lower-case ASCII) is one of `domains` or below one.
bool host_is_within(std::string_view host,
                    const std::vector<std::string>& domains);

}  // namespace pagescan
