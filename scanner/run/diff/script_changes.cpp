// Scripts by address and inline scripts. The order of scripts is not compared:
// one that moves within a page rarely means anything, and one that is put in
// between would change the place of all behind it.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "rules/page_reading.h"
#include "rules/rule.h"
#include "scanner/base/utf8.h"
#include "scanner/run/diff/catalogue_diff.h"
#include "scanner/run/diff/code_changes.h"
#include "scanner/run/diff/item_pairs.h"
#include "scanner/run/diff/page_addresses.h"
#include "scanner/run/diff/parts.h"
#include "scanner/run/diff/script_versions.h"

namespace pagescan {
namespace {

// How two scripts were found to be one.
enum Stage : int {
  kSame,       // but for the nonce
  kAddress,    // or the hash of an inline script
  kNoise,      // so but for noise
  kVersion,    // another version of the file
  kQuery,      // the file, asked for with another query
  kOtherHost,  // the file, elsewhere
  kSimilar     // inline: it starts the same, or stands in the same place
};

// An inline script that starts with so much of another is likely that one.
constexpr size_t kLikelyStart = 24;  // bytes
// Less in common names no script.
constexpr size_t kMinCommonStart = 8;
constexpr size_t kMaxCommonStart = 60;

// Lines that hide a script from browsers of old: they tell nothing of it.
bool is_wrapper(std::string_view line) {
  return line.find("<![CDATA[") != std::string_view::npos ||
         line.starts_with("<!--");
}

std::string sameness_key(const Script& script, const PageAddresses& page) {
  std::string key;
  add_to_key(key, script_type_name(script.type));
  add_to_key(key, script.src ? page.key(*script.src) : script.sha256);
  key += script.async ? 'a' : '-';
  key += script.defer ? 'd' : '-';
  key += script.nomodule ? 'n' : '-';
  key += script.nonce ? 'n' : '-';
  add_optional_to_key(key, script.integrity);
  add_optional_to_key(key, script.crossorigin);
  add_to_key(key, script.referrer_policy);
  return key;
}

class ScriptChanges {
 public:
  explicit ScriptChanges(const CatalogueDiff& diff)
      : diff_(diff),
        pairs_(diff.before.scripts.scripts.size(),
               diff.after.scripts.scripts.size()) {}

  void run();

 private:
  const Script& script(Side side, size_t index) const {
    const Catalogue& catalogue =
        side == Side::kBefore ? diff_.before : diff_.after;
    return catalogue.scripts.scripts[index];
  }

  void pair_by_address();
  void pair_inline();

  void external_pair(const Script& before, const Script& after, int stage);
  void inline_pair(const Script& before, const Script& after, int stage);
  void compare_properties(const Script& before, const Script& after,
                          const Change& base, int stage);
  void compare_nonces(const Script& before, const Script& after,
                      PropertyChanges& properties);
  void one_sided(const Script& script, Side side);

  Level level_of_added(const Script& script);
  Level level_of_update(const Script& after) const;
  Level level_of_retargeting(const Script& before, const Script& after) const;

  const CatalogueDiff& diff_;
  ItemPairs pairs_;
  std::optional<std::unordered_set<std::string>> sites_before_;
};

void ScriptChanges::run() {
  pairs_.match_first(kSame, [this](Side side, size_t i) {
    return sameness_key(script(side, i), diff_.page(side));
  });
  pair_by_address();
  pair_inline();
  for (const ItemPairs::Row& row : pairs_.rows()) {
    if (!row.after) {
      one_sided(script(Side::kBefore, *row.before), Side::kBefore);
    } else if (!row.before) {
      one_sided(script(Side::kAfter, *row.after), Side::kAfter);
    } else {
      const Script& before = script(Side::kBefore, *row.before);
      const Script& after = script(Side::kAfter, *row.after);
      if (row.stage == kSame && before.nonce == after.nonce) continue;
      after.src ? external_pair(before, after, row.stage)
                : inline_pair(before, after, row.stage);
    }
  }
}

void ScriptChanges::pair_by_address() {
  const auto match = [this](Stage stage, auto key_of_address) {
    pairs_.match(stage, [&](Side side, size_t i) {
      const Script& item = script(side, i);
      return item.src ? key_of_address(side, *item.src) : std::string();
    });
  };
  match(kAddress, [this](Side side, const Address& address) {
    return diff_.page(side).key(address);
  });
  match(kNoise, [this](Side side, const Address& address) {
    return diff_.page(side).key(
        diff_.changes.masks().apply(text_of(address), MaskContext::kUrl).text);
  });
  match(kVersion, [this](Side side, const Address& address) {
    return diff_.page(side).key(versioned_address(text_of(address)).family);
  });
  match(kQuery, [this](Side side, const Address& address) {
    return diff_.page(side).key(without_query(text_of(address)));
  });
  match(kOtherHost, [](Side, const Address& address) {
    return std::string(behind_host(text_of(address)));
  });
  match(kOtherHost, [](Side, const Address& address) {
    return std::string(behind_host(versioned_address(text_of(address)).family));
  });
}

void ScriptChanges::pair_inline() {
  const auto key_of = [this](auto key_of_script) {
    return [this, key_of_script](Side side, size_t i) {
      const Script& item = script(side, i);
      std::string key;
      if (item.src) return key;
      return key_of_script(item);
    };
  };
  const auto with_type = [](const Script& item, std::string_view text) {
    std::string key;
    if (text.empty()) return key;
    add_to_key(key, script_type_name(item.type));
    return key += text;
  };
  pairs_.match(kAddress,
               key_of([](const Script& item) { return item.sha256; }));
  pairs_.match(kNoise,
               key_of([](const Script& item) { return stable_hash(item); }));
  const auto by_first_line = key_of([&](const Script& item) {
    return with_type(item, is_wrapper(item.first_line)
                               ? std::string_view()
                               : std::string_view(item.first_line));
  });
  pairs_.match_between_neighbours(kSimilar, by_first_line);
  pairs_.match(kSimilar, by_first_line);
  pairs_.match(kSimilar, key_of([&](const Script& item) {
                 const std::string_view line = item.first_line;
                 return with_type(item, is_wrapper(line)
                                            ? std::string_view()
                                            : line.substr(0, kLikelyStart));
               }));
  pairs_.match_between_neighbours(kSimilar, key_of([&](const Script& item) {
                                    return with_type(item, "inline");
                                  }));
}

Level ScriptChanges::level_of_added(const Script& added) {
  if (!added.src->url) return Level::kWarning;
  const std::string& url = *added.src->url;
  const std::string site = site_of(url);
  if (site.empty()) return Level::kWarning;  // data:, blob:
  if (diff_.after_page.is_own(url)) return Level::kNote;
  if (!sites_before_) {
    sites_before_.emplace();
    for (const Catalogue* catalogue :
         {&diff_.before_facts.page, &diff_.before_facts.templates}) {
      for (const Script& item : catalogue->scripts.scripts) {
        if (item.src) sites_before_->insert(site_of(text_of(*item.src)));
      }
    }
  }
  return sites_before_->contains(site) ? Level::kWarning : Level::kError;
}

// A site's own builds change as it does; another's releases, or a library's,
// are worth a look.
Level ScriptChanges::level_of_update(const Script& after) const {
  const std::string& url = text_of(*after.src);
  const bool is_own = !after.src->url || diff_.after_page.is_own(url);
  return is_own && !versioned_address(url).has_release ? Level::kNote
                                                       : Level::kWarning;
}

Level ScriptChanges::level_of_retargeting(const Script& before,
                                          const Script& after) const {
  const std::string& old_url = text_of(*before.src);
  const std::string& new_url = text_of(*after.src);
  if (is_downgrade(old_url, new_url)) return Level::kError;
  if (diff_.after_page.is_own(new_url)) return Level::kNote;
  return site_of(old_url) == site_of(new_url) ? Level::kWarning : Level::kError;
}

void ScriptChanges::external_pair(const Script& before, const Script& after,
                                  int stage) {
  const std::string& old_url = text_of(*before.src);
  const std::string& new_url = text_of(*after.src);
  const std::string name = common_url(old_url, new_url);
  Change base;
  base.kind = {ChangeSubject::kScript, ChangeAction::kChanged};
  base.path = diff_.path("scripts", name);
  base.what = diff_.what("script " + quoted(name));
  base.before_position = before.position;
  base.after_position = after.position;
  compare_properties(before, after, base, stage);
  if (stage == kSame || stage == kAddress) return;
  if (stage == kNoise && diff_.is_same_address(old_url, new_url)) {
    return;
  }
  Change change = std::move(base);
  if (stage == kOtherHost) {
    change.kind.action = ChangeAction::kRetargeted;
    change.level = level_of_retargeting(before, after);
  } else if (stage == kQuery) {
    change.level =
        diff_.after_page.is_own(new_url) ? Level::kNote : Level::kWarning;
  } else {
    change.kind.action = ChangeAction::kUpdated;
    change.level = level_of_update(after);
  }
  change.path += ".url";
  change.before = shown_url(old_url);
  change.after = shown_url(new_url);
  diff_.changes.add(std::move(change));
}

// Of a page with nonces every script has another one in every response.
void ScriptChanges::compare_nonces(const Script& before, const Script& after,
                                   PropertyChanges& properties) {
  if (before.nonce == after.nonce) return;
  if (before.nonce && after.nonce && diff_.changes.hide("nonces")) return;
  properties.compare("nonce", before.nonce, after.nonce);
}

void ScriptChanges::compare_properties(const Script& before,
                                       const Script& after, const Change& base,
                                       int stage) {
  PropertyChanges properties(base, diff_.changes);
  properties.compare_text("type", std::string(script_type_name(before.type)),
                          std::string(script_type_name(after.type)));
  properties.compare_flag("async", before.async, after.async);
  properties.compare_flag("defer", before.defer, after.defer);
  properties.compare_flag("nomodule", before.nomodule, after.nomodule);
  properties.compare("crossorigin", before.crossorigin, after.crossorigin);
  properties.compare_text("referrer_policy", before.referrer_policy,
                          after.referrer_policy);
  compare_nonces(before, after, properties);
  if (before.integrity == after.integrity) return;
  // Another build of a file has another digest; the change of the address
  // tells it.
  const bool both =
      has_integrity(before.integrity) && has_integrity(after.integrity);
  if (both && (stage == kVersion || stage == kQuery)) return;
  if (both && stage == kNoise && diff_.changes.hide("build-ids")) return;
  properties.compare_integrity(before.integrity, after.integrity);
}

// The same for (a, b) and (b, a).
std::string common_inline_name(const Script& a, const Script& b) {
  if (a.sha256 == b.sha256) return std::string(short_hash(a.sha256));
  const auto end = std::ranges::mismatch(a.first_line, b.first_line).in1;
  const auto length = static_cast<size_t>(end - a.first_line.begin());
  // Of a character that only starts the same nothing is kept.
  const std::string_view start = utf8_prefix(
      a.first_line, std::min({length, kMaxCommonStart, a.first_line.size()}));
  if (start.size() >= kMinCommonStart && !is_wrapper(start))
    return std::string(start) + "...";
  const std::string_view one = short_hash(a.sha256);
  const std::string_view other = short_hash(b.sha256);
  const auto [first, second] = std::minmax(one, other);
  return fmt::format("{} | {}", first, second);
}

std::string inline_summary(const Script& script) {
  return fmt::format("sha256 {}, {} bytes: {}", script.sha256, script.size,
                     script.first_line);
}

void ScriptChanges::inline_pair(const Script& before, const Script& after,
                                int stage) {
  const std::string name = common_inline_name(before, after);
  Change base;
  base.kind = {ChangeSubject::kInlineScript, ChangeAction::kChanged};
  base.path = diff_.path("scripts", "inline " + name);
  base.what = diff_.what("inline script " + quoted(before.sha256 == after.sha256
                                                       ? before.first_line
                                                       : name));
  base.before_position = before.position;
  base.after_position = after.position;
  compare_properties(before, after, base, stage);
  if (before.sha256 == after.sha256) return;
  if (stage == kNoise && diff_.changes.hide("inline-data")) return;
  base.level = Level::kWarning;
  base.before = inline_summary(before);
  base.after = inline_summary(after);
  diff_.changes.add(std::move(base));
}

void ScriptChanges::one_sided(const Script& item, Side side) {
  Change change;
  const bool added = side == Side::kAfter;
  change.kind.action = added ? ChangeAction::kAdded : ChangeAction::kRemoved;
  std::string value;
  if (item.src) {
    const std::string& url = text_of(*item.src);
    change.kind.subject = ChangeSubject::kScript;
    if (added) change.level = level_of_added(item);
    change.path = diff_.path("scripts", name_for_path(url));
    change.what = diff_.what("script " + quoted(url));
    value = shown_url(url);
  } else {
    change.kind.subject = ChangeSubject::kInlineScript;
    if (added) change.level = Level::kWarning;
    change.path = diff_.path("scripts",
                             fmt::format("inline {}", short_hash(item.sha256)));
    change.what = diff_.what("inline script " + quoted(item.first_line));
    value = inline_summary(item);
  }
  (added ? change.after : change.before) = std::move(value);
  (added ? change.after_position : change.before_position) = item.position;
  diff_.changes.add(std::move(change));
}

}  // namespace

void compare_scripts(const DiffInput& input, ChangeList& changes) {
  for_each_catalogue(input, changes, [](const CatalogueDiff& diff) {
    ScriptChanges(diff).run();
    compare_code(diff);
  });
}

}  // namespace pagescan
