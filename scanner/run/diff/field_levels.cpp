#include "scanner/run/diff/field_levels.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "rules/response/response_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/passes/metadata.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

using Text = const std::optional<std::string>&;

// --- Fields that are stricter or less ----------------------------------------

// One value of a field, and how much it forbids.
struct Strictness {
  std::string_view field;
  std::string_view value;  // lower case; "": the field is not there
  int rank = 0;            // 0 for every other value
};

constexpr auto kStrictness = std::to_array<Strictness>({
    {"x-frame-options", "deny", 2},
    {"x-frame-options", "sameorigin", 1},
    {"x-content-type-options", "nosniff", 1},
    // What browsers do without one is strict-origin-when-cross-origin.
    {"referrer-policy", "no-referrer", 7},
    {"referrer-policy", "same-origin", 6},
    {"referrer-policy", "strict-origin", 5},
    {"referrer-policy", "strict-origin-when-cross-origin", 4},
    {"referrer-policy", "", 4},
    {"referrer-policy", "origin", 3},
    {"referrer-policy", "origin-when-cross-origin", 2},
    {"referrer-policy", "no-referrer-when-downgrade", 1},
    {"cross-origin-opener-policy", "same-origin-plus-coep", 3},
    {"cross-origin-opener-policy", "same-origin", 3},
    {"cross-origin-opener-policy", "noopener-allow-popups", 2},
    {"cross-origin-opener-policy", "same-origin-allow-popups", 1},
    {"cross-origin-embedder-policy", "require-corp", 2},
    {"cross-origin-embedder-policy", "credentialless", 1},
    {"cross-origin-resource-policy", "same-origin", 2},
    {"cross-origin-resource-policy", "same-site", 1},
});

bool is_ranked(std::string_view field) {
  return std::ranges::find(kStrictness, field, &Strictness::field) !=
         kStrictness.end();
}

// What browsers make of several values is the first or the last of them.
std::string deciding_word(std::string_view field, std::string_view value) {
  const std::vector<std::string_view> members = split(value, ',');
  const std::string_view member =
      field == "referrer-policy" ? members.back() : members.front();
  return ascii_lowercase(
      strip_ascii_whitespace(member.substr(0, member.find(';'))));
}

int rank_of(std::string_view field, Text value) {
  const std::string word = value ? deciding_word(field, *value) : "";
  const auto found =
      std::ranges::find_if(kStrictness, [&](const Strictness& strictness) {
        return strictness.field == field && strictness.value == word;
      });
  return found == kStrictness.end() ? 0 : found->rank;
}

// Without these, what they guard against is open at once.
bool is_grave(std::string_view field) {
  return is_one_of<std::string_view>(
      field, {"x-frame-options", "x-content-type-options",
              "strict-transport-security"});
}

Level ranked_level(std::string_view field, Text before, Text after) {
  const int old_rank = rank_of(field, before);
  const int new_rank = rank_of(field, after);
  if (new_rank > old_rank || (after && new_rank == old_rank)) {
    return Level::kNote;
  }
  return is_grave(field) && new_rank == 0 ? Level::kError : Level::kWarning;
}

// Of several fields the first holds (RFC 6797 section 8.1).
HstsPolicy hsts_of(Text value) {
  const std::string_view text = value ? std::string_view(*value) : "";
  return parse_hsts(text.substr(0, text.find(','))).value_or(HstsPolicy());
}

Level hsts_level(Text before, Text after) {
  const HstsPolicy old_policy = hsts_of(before);
  const HstsPolicy new_policy = hsts_of(after);
  if (new_policy.max_age == 0) {
    return old_policy.max_age > 0 || !after ? Level::kError : Level::kWarning;
  }
  const bool is_weaker =
      new_policy.max_age < old_policy.max_age ||
      (old_policy.include_subdomains && !new_policy.include_subdomains);
  return is_weaker ? Level::kWarning : Level::kNote;
}

// --- Others ------------------------------------------------------------------

std::set<std::string> words_of(std::string_view value) {
  std::set<std::string> words;
  for (const std::string_view member : split(value, ',')) {
    const std::string word = ascii_lowercase(strip_ascii_whitespace(member));
    if (!word.empty()) words.insert(word);
  }
  return words;
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

Level refresh_level(Text before, Text after) {
  if (!after) return Level::kNote;
  const auto target = [](Text value) {
    const auto content = value ? parse_meta_refresh(*value) : std::nullopt;
    return content && content->url ? std::string(*content->url) : "";
  };
  const std::string url = target(after);
  const bool is_absolute = !url.empty() && Url::parse(url).has_value();
  const std::string old_url = target(before);
  const bool was_absolute = Url::parse(old_url).has_value();
  const bool leads_away =
      is_absolute && (!was_absolute || is_of_other_site(url, old_url));
  return leads_away ? Level::kError : Level::kWarning;
}

std::string_view essence_of(std::string_view content_type) {
  return strip_ascii_whitespace(content_type.substr(0, content_type.find(';')));
}

Level content_type_level(Text before, Text after) {
  const bool same_type =
      before && after && ascii_iequals(essence_of(*before), essence_of(*after));
  return same_type ? Level::kNote : Level::kWarning;
}

struct LevelOfField {
  std::string_view field;
  Level (*level)(Text before, Text after);
};

Level warning_if_there(Text /*before*/, Text after) {
  return after ? Level::kWarning : Level::kNote;
}

Level warning_if_lost(Text /*before*/, Text after) {
  return after ? Level::kNote : Level::kWarning;
}

Level robots_field_level(Text before, Text after) {
  return robots_level(before.value_or(""), after.value_or(""));
}

constexpr auto kLevels = std::to_array<LevelOfField>({
    {"strict-transport-security", hsts_level},
    {"refresh", refresh_level},
    {"content-type", content_type_level},
    {"x-robots-tag", robots_field_level},
    {"permissions-policy", warning_if_lost},
    // Whoever is named there reads what the visitor would.
    {"access-control-allow-origin", warning_if_there},
    {"access-control-allow-credentials", warning_if_there},
    {"location", warning_if_there},
});

}  // namespace

Level field_level(std::string_view name, Text before, Text after) {
  if (is_ranked(name)) return ranked_level(name, before, after);
  const auto found = std::ranges::find(kLevels, name, &LevelOfField::field);
  return found == kLevels.end() ? Level::kNote : found->level(before, after);
}

bool is_guarding_field(std::string_view name) {
  return is_ranked(name) ||
         is_one_of<std::string_view>(
             name, {"strict-transport-security", "permissions-policy",
                    "access-control-allow-origin",
                    "access-control-allow-credentials"});
}

bool is_set_field(std::string_view name) {
  return is_one_of<std::string_view>(
      name, {"vary", "allow", "access-control-allow-methods",
             "access-control-allow-headers", "access-control-expose-headers",
             "x-robots-tag", "clear-site-data"});
}

std::string set_field_words(std::string_view value) {
  return joined(words_of(value));
}

std::optional<std::string> robots_words(std::string_view value) {
  return unless_empty(set_field_words(value));
}

Level robots_level(std::string_view before, std::string_view after) {
  const std::set<std::string> old_words = words_of(before);
  const std::set<std::string> new_words = words_of(after);
  for (const std::string_view word : {"noindex", "nofollow", "none"}) {
    const std::string text(word);
    if (new_words.contains(text) && !old_words.contains(text)) {
      return Level::kWarning;
    }
  }
  return Level::kNote;
}

}  // namespace pagescan
