// Markup to Document for tests, with no limits in the way.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>

#include "scanner/dom/parse.h"

namespace pagescan {

inline Document parse_for_test(std::string html) {
  ParseLimits limits;
  limits.tree.max_depth = std::numeric_limits<size_t>::max();
  Result<ParsedPage> page = parse_html(std::move(html), limits);
  EXPECT_TRUE(page.has_value());
  return std::move(page->document);
}

}  // namespace pagescan
