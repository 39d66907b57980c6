#include "scanner/store/scan_facts.h"

#include "scanner/base/error.h"
#include "scanner/base/utf8.h"

namespace pagescan {

ScanFacts scan_facts(const ScanResult& result, TargetKey target) {
  ScanFacts facts;
  facts.url = result.task.url;
  facts.target = target;
  facts.time = result.task.time;
  facts.status = result.page.status;
  if (!result.errors.empty()) {
    facts.error = error_name(result.errors.front().error.code);
  }
  if (result.facts) {
    facts.title =
        utf8_prefix(result.facts->metadata.title, kMaxListedTitleBytes);
  }
  for (const Finding& finding : result.findings) {
    if (counts(finding)) ++facts.findings[static_cast<size_t>(finding.level)];
  }
  return facts;
}

}  // namespace pagescan
