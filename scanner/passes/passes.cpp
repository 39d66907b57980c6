#include "scanner/passes/passes.h"

#include <array>

#include "scanner/passes/form_signals.h"

namespace pagescan {
namespace {

void find_text(const PassInput& input, Facts& facts) {
  facts.text = extract_text(input.document);
  if (facts.text.truncated) {
    facts.truncated.push_back(
        {"text", kMaxTextMarkerDepth,
         "lists and quotations nested too deep are laid out in part only"});
  }
}

}  // namespace

std::span<const Pass> all_passes() {
  static constexpr std::array<Pass, 7> kPasses = {{
      {"metadata", find_metadata},
      {"forms", find_forms},
      {"links", find_links},
      {"scripts", find_scripts},
      {"resources", find_resources},
      {"form_signals", find_form_signals},
      {"text", find_text},
  }};
  return kPasses;
}

Facts run_passes(const PassInput& input) {
  Facts facts;
  for (const Pass& pass : all_passes()) pass.run(input, facts);
  return facts;
}

}  // namespace pagescan
