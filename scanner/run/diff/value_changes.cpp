#include "scanner/run/diff/value_changes.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "scanner/url/site.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

Change change_of(const Fact& fact, ChangeAction action) {
  Change change;
  change.kind = {fact.subject, action};
  change.level = fact.level;
  change.path = fact.path;
  change.what = fact.what;
  return change;
}

void compare_as(ChangeAction action, const Fact& fact,
                const std::optional<std::string>& before,
                const std::optional<std::string>& after, ChangeList& changes) {
  if (before == after) return;
  Change change = change_of(fact, action);
  if (fact.context) {
    return changes.compare(std::move(change), before, after, *fact.context);
  }
  change.before = before;
  change.after = after;
  changes.add(std::move(change));
}

ChangeAction action_of(const std::optional<std::string>& before,
                       const std::optional<std::string>& after) {
  if (before && after) return ChangeAction::kChanged;
  return after ? ChangeAction::kAdded : ChangeAction::kRemoved;
}

struct Unpaired {
  std::vector<std::string> before;
  std::vector<std::string> after;
};

// What is left of both once the nth of a key was paired with the nth of it.
// `pair` is told of each pair.
template <class Key, class Pair>
Unpaired pair_by(const std::vector<std::string>& before,
                 const std::vector<std::string>& after, const Key& key,
                 const Pair& pair) {
  struct Queue {
    std::vector<const std::string*> items;
    size_t next = 0;
  };
  std::unordered_map<std::string, Queue> waiting;
  for (const std::string& value : before) {
    waiting[key(value)].items.push_back(&value);
  }
  Unpaired left;
  for (const std::string& value : after) {
    const auto found = waiting.find(key(value));
    if (found == waiting.end() ||
        found->second.next == found->second.items.size()) {
      left.after.push_back(value);
      continue;
    }
    pair(*found->second.items[found->second.next++], value);
  }
  std::set<const std::string*> unpaired;
  for (const auto& [text, queue] : waiting) {
    unpaired.insert(queue.items.begin() + static_cast<ptrdiff_t>(queue.next),
                    queue.items.end());
  }
  for (const std::string& value : before) {
    if (unpaired.contains(&value)) left.before.push_back(value);
  }
  return left;
}

}  // namespace

void compare_value(const Fact& fact, const std::optional<std::string>& before,
                   const std::optional<std::string>& after,
                   ChangeList& changes) {
  compare_as(action_of(before, after), fact, before, after, changes);
}

void compare_part(const Fact& fact, const std::optional<std::string>& before,
                  const std::optional<std::string>& after,
                  ChangeList& changes) {
  compare_as(ChangeAction::kChanged, fact, before, after, changes);
}

void compare_values(const Fact& fact, const std::vector<std::string>& before,
                    const std::vector<std::string>& after,
                    ChangeList& changes) {
  if (before == after) return;
  Unpaired left = pair_by(
      before, after, [](const std::string& text) { return text; },
      [](const std::string&, const std::string&) {});
  if (const auto context = fact.context) {
    left = pair_by(
        left.before, left.after,
        [&](const std::string& text) {
          return changes.masks().apply(text, *context).text;
        },
        [&](const std::string& old_value, const std::string& new_value) {
          changes.same(old_value, new_value, *context);
        });
  }
  const size_t count = std::max(left.before.size(), left.after.size());
  for (size_t i = 0; i < count; ++i) {
    const auto at = [i](std::vector<std::string>& list) {
      return i < list.size() ? std::optional(std::move(list[i])) : std::nullopt;
    };
    compare_value(fact, at(left.before), at(left.after), changes);
  }
}

std::vector<std::string> names_of(const NamedValues& before,
                                  const NamedValues& after) {
  std::set<std::string> names;
  for (const auto& [name, values] : before) names.insert(name);
  for (const auto& [name, values] : after) names.insert(name);
  return {names.begin(), names.end()};
}

const std::vector<std::string>& values_of(const NamedValues& values,
                                          std::string_view name) {
  static const std::vector<std::string> kNone;
  const auto found = values.find(name);
  return found == values.end() ? kNone : found->second;
}

std::optional<std::string> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

bool is_of_other_site(std::string_view url, std::string_view of) {
  const auto a = Url::parse(url);
  const auto b = Url::parse(of);
  return a && b && a->is_http() && !same_site(*a, *b);
}

bool loses_https(std::string_view before, std::string_view after) {
  const auto a = Url::parse(before);
  const auto b = Url::parse(after);
  return a && b && a->scheme() == "https" && b->scheme() == "http";
}

}  // namespace pagescan
