// Pages made to exhaust whoever reads them: deep, wide, quadratic, endless.
// Made when asked for, from a few bytes each. Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace pagescan::test {

/// What must be said of the parse of such a page.
enum class Outcome {
  kWhole,  // it fits
  kTime,   // parsed in part: it takes more time than allowed
  kCut,    // parsed in part: time or memory, whichever ends first
  kDepth,  // it fits, but elements are moved up
  kAny,    // any of these, as fast as the machine is
};

struct HostilePage {
  std::string name;
  std::function<std::string()> make;
  Outcome outcome = Outcome::kWhole;
  /// Names in `truncated[]` that must be there too.
  std::vector<std::string> also_cut = {};
};

/// `scale` divides the counts and sizes, for builds too slow for the whole of
/// them (1: as named).
std::vector<HostilePage> hostile_pages(size_t scale);

}  // namespace pagescan::test
