#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "scanner/run/diff/parts.h"

namespace pagescan {
namespace {

// Reports of other tools may lack fingerprints.
std::string key_of(const Finding& finding) {
  return finding.fingerprint.empty() ? finding.rule + ' ' + finding.message
                                     : finding.fingerprint;
}

SourcePosition position_of(const Finding& finding) {
  return finding.evidence.place == EvidencePlace::kPage
             ? finding.evidence.position
             : SourcePosition();
}

// The message is the value: it may word the same finding in another way.
Change change_of(const Finding& finding, ChangeAction action) {
  Change change;
  change.kind = {ChangeSubject::kFinding, action};
  change.path = fmt::format("findings[{}]", finding.rule);
  change.what = fmt::format("finding {} {}", finding.rule, finding.name);
  change.fingerprint = finding.fingerprint;
  return change;
}

void compare_pair(const Finding& before, const Finding& after,
                  ChangeList& changes) {
  if (before.suppressed || after.suppressed) return;
  if (before.level == after.level) return changes.count_same_finding();
  Change change = change_of(after, ChangeAction::kChanged);
  change.level = after.level > before.level ? after.level : Level::kNote;
  change.path += ".level";
  change.what = "level of " + change.what;
  change.before = level_name(before.level);
  change.after = level_name(after.level);
  change.before_position = position_of(before);
  change.after_position = position_of(after);
  changes.add(std::move(change));
}

void add_new(const Finding& finding, ChangeList& changes) {
  if (finding.suppressed) return;
  Change change = change_of(finding, ChangeAction::kAdded);
  change.level = finding.level;
  change.after = finding.message;
  change.after_position = position_of(finding);
  changes.add(std::move(change));
}

void add_fixed(const Finding& finding, ChangeList& changes) {
  if (finding.suppressed) return;
  Change change = change_of(finding, ChangeAction::kRemoved);
  change.level = Level::kNote;
  change.before = finding.message;
  change.before_position = position_of(finding);
  changes.add(std::move(change));
}

}  // namespace

void compare_findings(const DiffInput& input, ChangeList& changes) {
  // Of those with one key the nth pairs with the nth.
  struct Queue {
    std::vector<size_t> findings;
    size_t next = 0;
  };
  const std::vector<Finding>& before = input.before.findings;
  std::unordered_map<std::string, Queue> waiting;
  for (size_t i = 0; i < before.size(); ++i) {
    waiting[key_of(before[i])].findings.push_back(i);
  }
  std::vector<bool> is_paired(before.size());
  for (const Finding& finding : input.after.findings) {
    const auto found = waiting.find(key_of(finding));
    if (found == waiting.end() ||
        found->second.next == found->second.findings.size()) {
      add_new(finding, changes);
      continue;
    }
    const size_t place = found->second.findings[found->second.next++];
    is_paired[place] = true;
    compare_pair(before[place], finding, changes);
  }
  for (size_t i = 0; i < before.size(); ++i) {
    if (!is_paired[i]) add_fixed(before[i], changes);
  }
}

}  // namespace pagescan
