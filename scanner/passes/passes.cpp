#include "scanner/passes/passes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pagescan {
namespace {

void find_text(const PassInput& input, Facts& facts) {
  facts.text = extract_text(input.document);
}

}  // namespace

std::span<const Pass> all_passes() {
  static constexpr std::array<Pass, 6> kPasses = {{
      {"forms", find_forms},
      {"links", find_links},
      {"scripts", find_scripts},
      {"resources", find_resources},
      {"metadata", find_metadata},
      {"text", find_text},
  }};
  return kPasses;
}

Facts run_passes(const PassInput& input) {
  Facts facts;
  for (const Pass& pass : all_passes()) pass.run(input, facts);
  return facts;
}

void note_full_list(const char* what, const PassInput& input, Facts& facts) {
  const bool noted =
      std::any_of(facts.truncated.begin(), facts.truncated.end(),
                  [what](const TruncationNote& t) { return t.what == what; });
  if (noted) return;
  facts.truncated.push_back(
      {what, input.limits.max_items,
       fmt::format("only the first {} are listed; raise --max-items",
                   input.limits.max_items)});
}

}  // namespace pagescan
