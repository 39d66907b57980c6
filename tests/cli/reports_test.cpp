// When the text report is coloured.
#include "scanner/cli/reports.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace pagescan {
namespace {

struct Case {
  const char* color;
  bool to_terminal;
  const char* term;      // null: not set
  const char* no_color;  // null: not set
  bool wants;
};

void set(const char* name, const char* value) {
  if (value == nullptr) {
    unsetenv(name);
  } else {
    setenv(name, value, 1);
  }
}

TEST(WantsColorsTest, OnATerminalUnlessToldOtherwise) {
  const Case cases[] = {
      {"auto", true, "xterm", nullptr, true},
      {"auto", true, "xterm", "", true},  // set but empty is not set
      {"auto", true, "xterm", "1", false},
      {"auto", true, "dumb", nullptr, false},
      {"auto", true, nullptr, nullptr, false},
      {"auto", false, "xterm", nullptr, false},
      {"always", false, "dumb", "1", true},
      {"never", true, "xterm", nullptr, false},
  };
  for (const Case& c : cases) {
    set("TERM", c.term);
    set("NO_COLOR", c.no_color);
    EXPECT_EQ(wants_colors(c.color, c.to_terminal), c.wants)
        << c.color << ' ' << c.to_terminal;
  }
}

}  // namespace
}  // namespace pagescan
