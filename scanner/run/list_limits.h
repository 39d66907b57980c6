// What bounds the reading of lists of targets. A value.
#pragma once

#include <cstddef>

namespace pagescan {

struct ListLimits {
  /// Of one plain line, CSV row or JSON line.
  size_t max_line_bytes = size_t{128} << 10;
  /// How deep sitemap indexes may name one another: 1 is an index and its
  /// sitemaps.
  size_t max_sitemap_depth = 3;
  /// Sitemaps retrieved in all.
  size_t max_sitemaps = 50'000;
  /// Of one sitemap, gzip undone (https://www.sitemaps.org/protocol.html#index:
  /// 50 MB).
  size_t max_unpacked_bytes = size_t{50} << 20;
  /// Files one pattern may name.
  size_t max_glob_files = 1'000'000;
};

}  // namespace pagescan
