#include "report/finding_groups.h"

#include <algorithm>
#include <tuple>

#include "scanner/base/utf8.h"

namespace pagescan {

void FindingGroups::add(const std::vector<Finding>& findings,
                        std::string_view url) {
  for (const Finding& finding : findings) {
    if (!counts(finding)) continue;
    const auto level = static_cast<size_t>(finding.level);
    ++levels_[level];
    const std::string key = finding.rule + ' ' + finding.fingerprint;
    auto at = groups_[level].find(key);
    if (at == groups_[level].end()) {
      if (groups_[level].size() >= kMaxFindingGroups) {
        ++left_out_;
        continue;
      }
      at = groups_[level].emplace(key, FindingGroup{}).first;
      at->second.level = finding.level;
      at->second.rule = finding.rule;
      at->second.name = finding.name;
      at->second.fingerprint = finding.fingerprint;
    }
    FindingGroup& group = at->second;
    ++group.targets;
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
  for (const Groups& groups : groups_) {
    for (const auto& [key, group] : groups) sorted.push_back(&group);
  }
  std::ranges::sort(sorted, [](const FindingGroup* a, const FindingGroup* b) {
    return std::tie(b->level, b->targets, a->rule, a->fingerprint) <
           std::tie(a->level, a->targets, b->rule, b->fingerprint);
  });
  return sorted;
}

}  // namespace pagescan
