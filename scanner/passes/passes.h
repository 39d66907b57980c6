// The table of passes and the one function that runs them all. Adding a pass:
// a file pair and a line in passes.cpp. Pure; thread-safe.
#pragma once

#include <span>
#include <string_view>

#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Pass {
  std::string_view name;
  void (*run)(const PassInput& input, Facts& facts);
};

/// Every pass, in the order in which they run.
std::span<const Pass> all_passes();

Facts run_passes(const PassInput& input);

}  // namespace pagescan
