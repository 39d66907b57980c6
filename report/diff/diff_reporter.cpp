#include "report/diff/diff_reporter.h"

#include <algorithm>

#include "report/diff/diff_text.h"

namespace pagescan {
namespace {

constexpr DiffReporter kReporters[] = {
    {"text", "for people", open_diff_text},
};

}  // namespace

std::span<const DiffReporter> all_diff_reporters() { return kReporters; }

const DiffReporter* find_diff_reporter(std::string_view name) {
  const auto* found = std::ranges::find(kReporters, name, &DiffReporter::name);
  return found == std::ranges::end(kReporters) ? nullptr : found;
}

}  // namespace pagescan
