#include "report/finding_groups.h"

#include <algorithm>
#include <tuple>

#include "scanner/base/utf8.h"

namespace pagescan {

void FindingGroups::add(const std::vector<Finding>& findings,
                        std::string_view url) {
  for (const Finding& finding : findings) {
    if (!counts(finding)) continue;
    ++levels_[static_cast<size_t>(finding.level)];
    const std::string key = finding.rule + ' ' + finding.fingerprint;
    auto at = groups_.find(key);
    if (at == groups_.end()) {
      if (groups_.size() >= kMaxFindingGroups) {
        ++left_out_;
        continue;
      }
      at = groups_.emplace(key, FindingGroup{}).first;
      at->second.rule = finding.rule;
      at->second.name = finding.name;
      at->second.fingerprint = finding.fingerprint;
    }
    FindingGroup& group = at->second;
    ++group.targets;
    group.level = std::max(group.level, finding.level);
    // What comes first in the order of bytes, not of completion, which differs
    // from run to run.
    const std::string_view message =
        std::string_view(finding.message).substr(0, kMaxGroupMessageBytes);
    if (group.targets == 1 || message < group.message) group.message = message;
    if (url.size() > kMaxGroupUrlBytes) continue;
    group.urls.emplace(url);
    if (group.urls.size() > kMaxGroupUrls) {
      group.urls.erase(std::prev(group.urls.end()));
    }
  }
}

std::vector<const FindingGroup*> FindingGroups::sorted() const {
  std::vector<const FindingGroup*> sorted;
  sorted.reserve(groups_.size());
  for (const auto& [key, group] : groups_) sorted.push_back(&group);
  std::ranges::sort(sorted, [](const FindingGroup* a, const FindingGroup* b) {
    return std::tie(b->level, b->targets, a->rule, a->fingerprint) <
           std::tie(a->level, a->targets, b->rule, b->fingerprint);
  });
  return sorted;
}

}  // namespace pagescan
