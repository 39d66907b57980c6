// How large a parsed tree may be, whatever the page. Plain values.
#pragma once

#include <cstddef>

namespace pagescan {

/// The depth Chromium keeps: what is nested deeper becomes a sibling there.
inline constexpr size_t kDefaultMaxDepth = 512;
inline constexpr size_t kDefaultMaxAttributes = 10'000;
inline constexpr size_t kDefaultMaxNodes = 1'000'000;

struct TreeLimits {
  /// Elements in one another; deeper ones are moved up.
  size_t max_depth = kDefaultMaxDepth;
  /// Attributes of one element; the rest are left out.
  size_t max_attributes = kDefaultMaxAttributes;
  /// Elements, texts and comments; the rest of the page is left out.
  size_t max_nodes = kDefaultMaxNodes;
};

/// What of a page went past them.
struct TreeOverruns {
  size_t merged_elements = 0;  // their contents went to an ancestor
  size_t dropped_attributes = 0;
  bool nodes_exceeded = false;
};

}  // namespace pagescan
