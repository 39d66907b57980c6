// A note that a bound was reached and what it cut. A value.
#pragma once

#include <cstdint>
#include <string>

namespace pagescan {

struct TruncationNote {
  std::string what;    // "content", "links", "parse_memory" ...
  uint64_t limit = 0;  // the bound, in the unit of what was cut
  std::string detail;  // one line: what is missing, which flag raises it
};

}  // namespace pagescan
