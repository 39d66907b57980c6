// Compares what format_html makes of small markup with what it should.
#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string_view>
#include <vector>

#include "scanner/passes/html_format.h"

namespace pagescan {

struct PrettyCase {
  std::string_view html;
  std::string_view pretty;
};

// The input is copied to a buffer of exactly its size, so that a sanitizer
// sees any read past it.
inline void expect_pretty(std::span<const PrettyCase> cases) {
  for (const PrettyCase& c : cases) {
    const std::vector<char> exact(c.html.begin(), c.html.end());
    EXPECT_EQ(format_html({exact.data(), exact.size()}), c.pretty) << c.html;
  }
}

}  // namespace pagescan
