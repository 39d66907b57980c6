#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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

// What a message quotes: every other piece of it. Addresses and values of
// fields are what has noise in it.
MaskContext context_of(std::string_view quoted) {
  return quoted.find('/') != std::string_view::npos ? MaskContext::kUrl
                                                    : MaskContext::kFieldValue;
}

// Calls use(piece, is_quoted) for the pieces of a message between its quotes.
template <class Use>
void for_each_piece(std::string_view message, Use use) {
  bool is_quoted = false;
  while (true) {
    const size_t end = message.find('"');
    use(message.substr(0, end), is_quoted);
    if (end == std::string_view::npos) return;
    message.remove_prefix(end + 1);
    is_quoted = !is_quoted;
  }
}

// What is left of a finding without the noise of what it quotes.
std::string masked_key(const Finding& finding, const Masks& masks) {
  std::string key = finding.rule;
  for_each_piece(finding.message, [&](std::string_view piece, bool is_quoted) {
    key += '"';
    if (is_quoted) {
      key += masks.apply(piece, context_of(piece)).text;
    } else {
      key += piece;
    }
  });
  return key;
}

// Counts what masks hide between two findings of one masked_key().
void count_noise(const Finding& before, const Finding& after,
                 ChangeList& changes) {
  std::vector<std::string_view> pieces;
  for_each_piece(before.message, [&](std::string_view piece, bool) {
    pieces.push_back(piece);
  });
  size_t i = 0;
  for_each_piece(after.message, [&](std::string_view piece, bool) {
    if (i < pieces.size()) {
      changes.same(pieces[i], piece, context_of(piece));
    }
    ++i;
  });
}

// Of those with one key the nth pairs with the nth.
class Waiting {
 public:
  void add(std::string key, size_t finding) {
    queues_[std::move(key)].findings.push_back(finding);
  }
  std::optional<size_t> take(const std::string& key) {
    const auto found = queues_.find(key);
    if (found == queues_.end()) return std::nullopt;
    Queue& queue = found->second;
    if (queue.next == queue.findings.size()) return std::nullopt;
    return queue.findings[queue.next++];
  }

 private:
  struct Queue {
    std::vector<size_t> findings;
    size_t next = 0;
  };
  std::unordered_map<std::string, Queue> queues_;
};

}  // namespace

void compare_findings(const DiffInput& input, ChangeList& changes) {
  const std::vector<Finding>& before = input.before.findings;
  const std::vector<Finding>& after = input.after.findings;
  Waiting waiting;
  for (size_t i = 0; i < before.size(); ++i) waiting.add(key_of(before[i]), i);
  std::vector<bool> is_paired(before.size());
  std::vector<size_t> left;
  for (size_t i = 0; i < after.size(); ++i) {
    const auto place = waiting.take(key_of(after[i]));
    if (!place) {
      left.push_back(i);
      continue;
    }
    is_paired[*place] = true;
    compare_pair(before[*place], after[i], changes);
  }
  // A fingerprint holds the address that a build's hash is part of.
  Waiting masked;
  for (size_t i = 0; i < before.size() && !left.empty(); ++i) {
    if (!is_paired[i]) masked.add(masked_key(before[i], changes.masks()), i);
  }
  for (const size_t i : left) {
    const auto place = masked.take(masked_key(after[i], changes.masks()));
    if (!place) {
      add_new(after[i], changes);
      continue;
    }
    is_paired[*place] = true;
    count_noise(before[*place], after[i], changes);
    compare_pair(before[*place], after[i], changes);
  }
  for (size_t i = 0; i < before.size(); ++i) {
    if (!is_paired[i]) add_fixed(before[i], changes);
  }
}

}  // namespace pagescan
