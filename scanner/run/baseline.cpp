#include "scanner/run/baseline.h"

#include <string>

#include "scanner/run/target_key.h"

namespace pagescan {
namespace {

// NUL is in no URL.
uint64_t key_of(std::string_view url, std::string_view fingerprint) {
  std::string text(url);
  text += '\0';
  text += fingerprint;
  return target_key_of_text(text);
}

}  // namespace

void Baseline::insert(std::string_view url, std::string_view fingerprint) {
  if (!url.empty()) known_.insert(key_of(url, fingerprint));
}

bool Baseline::contains(std::string_view url,
                        std::string_view fingerprint) const {
  return !url.empty() && known_.contains(key_of(url, fingerprint));
}

void compare_with(const Baseline& baseline, ScanResult& result) {
  for (Finding& finding : result.findings) {
    const bool is_known =
        baseline.contains(result.page.url, finding.fingerprint) ||
        baseline.contains(result.task.url, finding.fingerprint);
    finding.baseline =
        is_known ? BaselineState::kUnchanged : BaselineState::kNew;
  }
}

}  // namespace pagescan
