// Markup to Document for tests, with no limits in the way.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "scanner/dom/parse.h"

namespace pagescan {

inline Document parse_for_test(std::string html) {
  Result<ParsedPage> page = parse_html(std::move(html));
  EXPECT_TRUE(page.has_value());
  return std::move(page->document);
}

}  // namespace pagescan
