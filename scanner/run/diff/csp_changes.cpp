#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/csp/policy.h"
#include "rules/rule.h"
#include "scanner/run/diff/csp_levels.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

// Policies that say something of their own.
struct PolicyPlace {
  std::string_view path;
  std::string_view field;  // lower case; "": meta elements
  std::string_view what;
  Level worst = Level::kError;
};

constexpr auto kPlaces = std::to_array<PolicyPlace>({
    {"csp", "content-security-policy", "Content-Security-Policy"},
    // Blocks nothing.
    {"csp-report-only", "content-security-policy-report-only",
     "Content-Security-Policy-Report-Only", Level::kWarning},
    {"csp-meta", "", "Content-Security-Policy of a meta element"},
});

struct Policies {
  CspPolicies list;
  std::optional<std::string> text;  // all of them as written
  bool complete = true;             // false: a bound left something out
};

void add_policy(std::string_view text, CspPolicies parsed, Policies& policies) {
  if (!policies.text) {
    policies.text = text;
  } else {
    *policies.text += ", ";
    *policies.text += text;
  }
  for (CspPolicy& policy : parsed) {
    if (!policy.complete) policies.complete = false;
    policies.list.push_back(std::move(policy));
  }
  if (policies.list.size() >= kMaxCspPolicies) policies.complete = false;
}

Policies policies_of(const ScanResult& result, const PolicyPlace& place) {
  Policies policies;
  if (!place.field.empty()) {
    const Hop* hop = last_hop_of(result);
    if (hop == nullptr) return policies;
    for (const std::string_view value : hop->fields.all(place.field)) {
      add_policy(value,
                 policies.complete ? parse_csp_list(value) : CspPolicies(),
                 policies);
    }
    return policies;
  }
  if (!result.facts) return policies;
  for (const std::string& text :
       result.facts->metadata.content_security_policies) {
    CspPolicies parsed;
    if (policies.complete) parsed.push_back(parse_csp(text, true));
    add_policy(text, std::move(parsed), policies);
  }
  return policies;
}

// What a policy says whatever the order it says it in; nonces apart.
std::string key_of(const CspPolicy& policy) {
  std::set<std::string> parts;
  for (const CspDirective& directive : policy.directives) {
    std::set<std::string> tokens;
    for (size_t i = 0; i < directive.tokens.size(); ++i) {
      tokens.insert(csp_token_key(directive, i));
    }
    std::string part = directive.name;
    for (const std::string& token : tokens) {
      part += ' ';
      part += token;
    }
    parts.insert(std::move(part));
  }
  std::string key;
  for (const std::string& part : parts) {
    key += part;
    key += ';';
  }
  return key;
}

// Tokens as written by what they mean; nonces apart, by their values.
struct Tokens {
  std::map<std::string, std::string> texts;
  std::set<std::string> nonces;
};

Tokens tokens_of(const CspDirective& directive) {
  Tokens tokens;
  const bool has_sources = !directive.sources.empty();
  for (size_t i = 0; i < directive.tokens.size(); ++i) {
    const std::string& text = directive.tokens[i];
    if (has_sources && directive.sources[i].kind == CspExpressionKind::kNonce) {
      tokens.nonces.insert(text);
      continue;
    }
    std::string key = csp_token_key(directive, i);
    // Ignored beside others, and nothing says the same.
    if (has_sources && key == "'none'") continue;
    tokens.texts.emplace(std::move(key), text);
  }
  return tokens;
}

// What only the first of the two has; an empty list of sources is 'none'.
std::optional<std::string> only_in(const Tokens& tokens, const Tokens& other,
                                   bool with_nonces, bool are_sources) {
  std::string text;
  const auto append = [&text](const std::string& token) {
    if (!text.empty()) text += ' ';
    text += token;
  };
  for (const auto& [key, token] : tokens.texts) {
    if (!other.texts.contains(key)) append(token);
  }
  for (const std::string& nonce : tokens.nonces) {
    if (with_nonces && !other.nonces.contains(nonce)) append(nonce);
  }
  if (are_sources && tokens.texts.empty() && tokens.nonces.empty()) {
    return "'none'";
  }
  return unless_empty(text);
}

class PlaceComparison {
 public:
  PlaceComparison(const PolicyPlace& place, ChangeList& changes)
      : place_(place), changes_(changes) {}

  void run(const Policies& before, const Policies& after);

 private:
  Fact fact_of(std::string_view directive, Level level) const;
  void compare_policies(const CspPolicy& before, const CspPolicy& after);
  void compare_directive(const CspDirective& before, const CspDirective& after,
                         Level level);
  // Whether the nonces are in both, and no more is to be said of them.
  bool hides_nonces(const Tokens& before, const Tokens& after);

  const PolicyPlace& place_;
  ChangeList& changes_;
};

Fact PlaceComparison::fact_of(std::string_view directive, Level level) const {
  if (directive.empty()) {
    return {ChangeSubject::kCspDirective, std::string(place_.path),
            std::string(place_.what), level};
  }
  return {ChangeSubject::kCspDirective,
          fmt::format("{}[{}]", place_.path, directive),
          fmt::format("{} of {}", quoted(directive), place_.what),
          std::min(level, place_.worst)};
}

bool PlaceComparison::hides_nonces(const Tokens& before, const Tokens& after) {
  if (before.nonces == after.nonces) return true;
  if (before.nonces.empty() || after.nonces.empty()) return false;
  return changes_.hide("nonces");
}

void PlaceComparison::compare_directive(const CspDirective& before,
                                        const CspDirective& after,
                                        Level level) {
  const Tokens old_tokens = tokens_of(before);
  const Tokens new_tokens = tokens_of(after);
  const bool are_sources = !before.sources.empty() || !after.sources.empty();
  const bool with_nonces = !hides_nonces(old_tokens, new_tokens);
  const auto old_text =
      only_in(old_tokens, new_tokens, with_nonces, are_sources);
  const auto new_text =
      only_in(new_tokens, old_tokens, with_nonces, are_sources);
  Fact fact = fact_of(before.name, level);
  // Addresses of reports have IDs in them; sources decide.
  if (!are_sources) fact.context = MaskContext::kUrl;
  compare_part(fact, old_text, new_text, changes_);
}

void PlaceComparison::compare_policies(const CspPolicy& before,
                                       const CspPolicy& after) {
  std::set<std::string> names;
  for (const CspDirective& directive : before.directives) {
    names.insert(directive.name);
  }
  for (const CspDirective& directive : after.directives) {
    names.insert(directive.name);
  }
  for (const std::string& name : names) {
    const CspDirective* old_directive = before.find(name);
    const CspDirective* new_directive = after.find(name);
    const Level level = csp_directive_level(name, before, after);
    if (old_directive != nullptr && new_directive != nullptr) {
      compare_directive(*old_directive, *new_directive, level);
      continue;
    }
    const auto text = [](const CspDirective* directive) {
      return directive == nullptr ? std::nullopt
                                  : std::optional(directive->text);
    };
    compare_value(fact_of(name, level), text(old_directive),
                  text(new_directive), changes_);
  }
}

void PlaceComparison::run(const Policies& before, const Policies& after) {
  if (before.text == after.text) return;
  if (before.list.empty() || after.list.empty()) {
    return compare_value(fact_of("", after.text ? Level::kNote : place_.worst),
                         before.text, after.text, changes_);
  }
  if (!before.complete || !after.complete) {
    return compare_value(fact_of("", Level::kWarning), before.text, after.text,
                         changes_);
  }
  std::multimap<std::string, const CspPolicy*> waiting;
  for (const CspPolicy& policy : before.list) {
    waiting.emplace(key_of(policy), &policy);
  }
  std::vector<const CspPolicy*> new_left;
  for (const CspPolicy& policy : after.list) {
    const std::string key = key_of(policy);
    const auto found = waiting.lower_bound(key);
    if (found == waiting.end() || found->first != key) {
      new_left.push_back(&policy);
      continue;
    }
    compare_policies(*found->second, policy);
    waiting.erase(found);
  }
  std::vector<const CspPolicy*> old_left;
  old_left.reserve(waiting.size());
  for (const auto& [key, policy] : waiting) old_left.push_back(policy);
  std::ranges::sort(old_left);  // as they stand in the list
  const size_t both = std::min(old_left.size(), new_left.size());
  for (size_t i = 0; i < both; ++i)
    compare_policies(*old_left[i], *new_left[i]);
  for (size_t i = both; i < old_left.size(); ++i) {
    compare_value(fact_of("", place_.worst), old_left[i]->text, std::nullopt,
                  changes_);
  }
  for (size_t i = both; i < new_left.size(); ++i) {
    compare_value(fact_of("", Level::kNote), std::nullopt, new_left[i]->text,
                  changes_);
  }
}

}  // namespace

bool is_csp_field(std::string_view name) {
  return !name.empty() &&
         std::ranges::find(kPlaces, name, &PolicyPlace::field) != kPlaces.end();
}

void compare_csp(const DiffInput& input, ChangeList& changes) {
  for (const PolicyPlace& place : kPlaces) {
    const bool fetched = last_hop_of(input.before) != nullptr &&
                         last_hop_of(input.after) != nullptr;
    if (!place.field.empty() && !fetched) continue;
    PlaceComparison(place, changes)
        .run(policies_of(input.before, place), policies_of(input.after, place));
  }
}

}  // namespace pagescan
