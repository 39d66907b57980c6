#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "scanner/base/strings.h"
#include "scanner/run/diff/field_levels.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

Fact fact_of(std::string_view name, std::string_view what,
             std::optional<MaskContext> context, Level level = Level::kNote) {
  return {ChangeSubject::kMetadata, fmt::format("metadata.{}", name),
          std::string(what), level, context};
}

// --- Texts -------------------------------------------------------------------

struct TextFact {
  std::string_view name;
  std::string_view what;
  std::string Metadata::*text;
  std::optional<MaskContext> context;
};

void compare_texts(const Metadata& before, const Metadata& after,
                   ChangeList& changes) {
  static constexpr TextFact kTexts[] = {
      {"title", "title", &Metadata::title, MaskContext::kText},
      {"language", "language", &Metadata::language, std::nullopt},
      {"description", "description", &Metadata::description,
       MaskContext::kText},
      {"viewport", "viewport", &Metadata::viewport, std::nullopt},
      {"doctype", "doctype", &Metadata::doctype, std::nullopt},
      {"charset_declared", "declared encoding", &Metadata::charset_declared,
       std::nullopt},
  };
  for (const TextFact& fact : kTexts) {
    const auto text = [&fact](const Metadata& metadata) {
      return unless_empty(
          strip_and_collapse_ascii_whitespace(metadata.*fact.text));
    };
    compare_value(fact_of(fact.name, fact.what, fact.context), text(before),
                  text(after), changes);
  }
}

void compare_robots(const Metadata& before, const Metadata& after,
                    ChangeList& changes) {
  compare_value(fact_of("robots", "robots", std::nullopt,
                        robots_level(before.robots, after.robots)),
                robots_words(before.robots), robots_words(after.robots),
                changes);
}

void compare_referrer_policy(const Metadata& before, const Metadata& after,
                             ChangeList& changes) {
  const auto words = [](const Metadata& metadata) {
    return unless_empty(metadata.referrer_policy);
  };
  compare_value(
      fact_of("referrer_policy", "referrer policy", std::nullopt,
              field_level("referrer-policy", words(before), words(after))),
      words(before), words(after), changes);
}

// The product without its version: "WordPress" of "WordPress 6.4.2".
std::string_view product_of(std::string_view generator) {
  return strip_ascii_whitespace(
      generator.substr(0, generator.find_first_of("0123456789")));
}

void compare_generator(const Metadata& before, const Metadata& after,
                       ChangeList& changes) {
  const bool same_product =
      !before.generator.empty() && !after.generator.empty() &&
      product_of(before.generator) == product_of(after.generator);
  if (!same_product) {
    return compare_value(fact_of("generator", "generator", MaskContext::kValue),
                         unless_empty(before.generator),
                         unless_empty(after.generator), changes);
  }
  if (before.generator == after.generator) return;
  Change change;
  change.kind = {ChangeSubject::kMetadata, ChangeAction::kUpdated};
  change.path = "metadata.generator";
  change.what = "generator";
  change.level = Level::kNote;
  changes.compare(std::move(change), before.generator, after.generator,
                  MaskContext::kValue);
}

// --- Addresses ---------------------------------------------------------------

std::optional<std::string> href_of(const std::optional<Address>& address) {
  if (!address) return std::nullopt;
  return address->url ? *address->url : address->written;
}

// Whether it leads to another site than both the page's and the one before.
bool leads_away(const std::optional<std::string>& after,
                const std::optional<std::string>& before,
                const std::string& page_url) {
  if (!after || !is_of_other_site(*after, page_url)) return false;
  return !before || is_of_other_site(*after, *before);
}

void compare_addresses(const DiffInput& input, ChangeList& changes) {
  const Metadata& before = input.before.facts->metadata;
  const Metadata& after = input.after.facts->metadata;
  const std::string& page_url = input.after.page.url;
  const auto compare_one = [&](std::string_view name, std::string_view what,
                               const std::optional<Address>& old_address,
                               const std::optional<Address>& new_address,
                               Level same_site_level, Level other_site_level) {
    const auto old_url = href_of(old_address);
    const auto new_url = href_of(new_address);
    const Level level = leads_away(new_url, old_url, page_url)
                            ? other_site_level
                            : same_site_level;
    compare_value(fact_of(name, what, MaskContext::kUrl, level), old_url,
                  new_url, changes);
  };
  compare_one("base", "base URL", before.base, after.base, Level::kWarning,
              Level::kError);
  compare_one("canonical", "canonical URL", before.canonical, after.canonical,
              Level::kNote, Level::kWarning);
}

// --- Refresh -----------------------------------------------------------------

std::optional<std::string> refresh_target(
    const std::optional<MetaRefresh>& refresh) {
  return refresh ? href_of(refresh->url) : std::nullopt;
}

void compare_refresh(const DiffInput& input, ChangeList& changes) {
  const auto& before = input.before.facts->metadata.refresh;
  const auto& after = input.after.facts->metadata.refresh;
  const auto old_target = refresh_target(before);
  const auto new_target = refresh_target(after);
  const bool leaves = leads_away(new_target, old_target, input.after.page.url);
  const Level level = leaves ? Level::kError : Level::kWarning;
  if (!before || !after) {
    return compare_value(
        fact_of("refresh", "refresh", std::nullopt,
                after ? level : Level::kNote),
        before ? std::optional(fmt::format("{}; {}", before->delay,
                                           old_target.value_or("")))
               : std::nullopt,
        after ? std::optional(fmt::format("{}; {}", after->delay,
                                          new_target.value_or("")))
              : std::nullopt,
        changes);
  }
  compare_part(fact_of("refresh.delay", "delay of the refresh", std::nullopt),
               std::to_string(before->delay), std::to_string(after->delay),
               changes);
  if (old_target == new_target) return;
  Change change;
  change.kind = {ChangeSubject::kMetadata, ChangeAction::kRetargeted};
  change.level = level;
  change.path = "metadata.refresh.url";
  change.what = "refresh";
  changes.compare(std::move(change), old_target, new_target, MaskContext::kUrl);
}

// --- Lists -------------------------------------------------------------------

NamedValues by_property(const std::vector<MetaProperty>& properties) {
  NamedValues values;
  for (const auto& [property, content] : properties) {
    values[property].push_back(strip_and_collapse_ascii_whitespace(content));
  }
  return values;
}

MaskContext context_of(std::string_view property) {
  constexpr std::string_view kOfUrls[] = {"url", "image", "video", "audio",
                                          "player"};
  const bool is_url =
      std::ranges::any_of(kOfUrls, [property](std::string_view word) {
        return property.find(word) != std::string_view::npos;
      });
  return is_url ? MaskContext::kUrl : MaskContext::kText;
}

void compare_properties(std::string_view list,
                        const std::vector<MetaProperty>& before,
                        const std::vector<MetaProperty>& after,
                        ChangeList& changes) {
  const NamedValues old_values = by_property(before);
  const NamedValues new_values = by_property(after);
  for (const std::string& name : names_of(old_values, new_values)) {
    compare_values(fact_of(fmt::format("{}[{}]", list, name),
                           "property " + quoted(name), context_of(name)),
                   values_of(old_values, name), values_of(new_values, name),
                   changes);
  }
}

std::vector<std::string> addresses_of(const std::vector<NamedAddress>& list) {
  std::vector<std::string> addresses;
  addresses.reserve(list.size());
  for (const NamedAddress& item : list) {
    addresses.push_back(item.href.url.value_or(item.href.written));
  }
  return addresses;
}

}  // namespace

void compare_metadata(const DiffInput& input, ChangeList& changes) {
  const Metadata& before = input.before.facts->metadata;
  const Metadata& after = input.after.facts->metadata;
  compare_texts(before, after, changes);
  compare_robots(before, after, changes);
  compare_referrer_policy(before, after, changes);
  compare_generator(before, after, changes);
  compare_addresses(input, changes);
  compare_refresh(input, changes);
  compare_properties("open_graph", before.open_graph, after.open_graph,
                     changes);
  compare_properties("twitter", before.twitter, after.twitter, changes);
  compare_values(fact_of("feeds", "feed", MaskContext::kUrl),
                 addresses_of(before.feeds), addresses_of(after.feeds),
                 changes);
}

}  // namespace pagescan
