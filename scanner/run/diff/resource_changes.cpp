// Resources. Their order is not compared. Icons of the page are told with the
// metadata.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "rules/page_reading.h"
#include "rules/rule.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/run/diff/catalogue_diff.h"
#include "scanner/run/diff/item_pairs.h"
#include "scanner/run/diff/page_addresses.h"
#include "scanner/run/diff/parts.h"
#include "scanner/run/diff/script_versions.h"

namespace pagescan {
namespace {

// How two resources were found to be one.
enum Stage : int { kSame, kAddress, kNoise, kVersion, kElsewhere };

bool embeds_a_page(const Resource& resource) {
  return is_one_of<std::string_view>(resource.kind,
                                     {"iframe", "frame", "object", "embed"});
}

bool is_media(const Resource& resource) {
  return is_one_of<std::string_view>(
      resource.kind, {"image", "video", "audio", "track", "icon"});
}

// Names of pictures are often hashes alone: they tell no versions.
std::string family_of(const Resource& resource) {
  const std::string& url = text_of(*resource.address);
  return is_media(resource) ? url : versioned_address(url).family;
}

std::vector<const Resource*> resources_to_compare(const Catalogue& catalogue,
                                                  bool in_template) {
  std::vector<const Resource*> result;
  result.reserve(catalogue.resources.size());
  for (const Resource& resource : catalogue.resources) {
    if (in_template || resource.kind != "icon") result.push_back(&resource);
  }
  return result;
}

class ResourceChanges {
 public:
  explicit ResourceChanges(const CatalogueDiff& diff)
      : diff_(diff),
        resources_{resources_to_compare(diff.before, diff.in_template),
                   resources_to_compare(diff.after, diff.in_template)},
        pairs_(resources_[0].size(), resources_[1].size()) {}

  void run();

 private:
  const Resource& resource(Side side, size_t index) const {
    return *resources_[static_cast<size_t>(side)][index];
  }
  std::string address(Side side, const Resource& item) const {
    return item.address ? diff_.page(side).key(*item.address) : std::string();
  }
  std::string sameness_key(Side side, const Resource& item) const;
  void pair_resources();
  void pair_by_address();

  void both(const Resource& before, const Resource& after, int stage);
  void compare_addresses(const Resource& before, const Resource& after,
                         int stage, Change change);
  void compare_properties(const Resource& before, const Resource& after,
                          int stage, PropertyChanges properties);
  void one_sided(const Resource& item, Side side);

  Level level_of_new_address(const Resource& item);
  bool is_new_style_site(const std::string& site);

  const CatalogueDiff& diff_;
  std::array<std::vector<const Resource*>, 2> resources_;
  ItemPairs pairs_;
  std::optional<std::unordered_set<std::string>> style_sites_before_;
};

std::string ResourceChanges::sameness_key(Side side,
                                          const Resource& item) const {
  std::string key;
  add_to_key(key, item.kind);
  add_to_key(key, address(side, item));
  for (const auto* part :
       {&item.sandbox, &item.allow, &item.name, &item.srcdoc_sha256,
        &item.integrity, &item.crossorigin, &item.media, &item.as,
        &item.loading}) {
    add_optional_to_key(key, *part);
  }
  key += item.alternate ? 'a' : '-';
  return key;
}

void ResourceChanges::pair_by_address() {
  const auto match = [this](Stage stage, auto key_of_address) {
    pairs_.match(stage, [&](Side side, size_t i) {
      const Resource& item = resource(side, i);
      std::string key;
      if (!item.address) return key;
      const std::string told = key_of_address(side, item);
      if (told.empty()) return key;
      add_to_key(key, item.kind);
      return key += told;
    });
  };
  match(kAddress, [this](Side side, const Resource& item) {
    return address(side, item);
  });
  match(kNoise, [this](Side side, const Resource& item) {
    return diff_.page(side).key(
        diff_.changes.masks()
            .apply(text_of(*item.address), MaskContext::kUrl)
            .text);
  });
  match(kVersion, [this](Side side, const Resource& item) {
    return diff_.page(side).key(family_of(item));
  });
  // Another size of a picture, another state of a frame.
  match(kVersion, [this](Side side, const Resource& item) {
    return diff_.page(side).key(without_query(text_of(*item.address)));
  });
  match(kElsewhere, [](Side, const Resource& item) {
    return std::string(behind_host(text_of(*item.address)));
  });
}

void ResourceChanges::pair_resources() {
  pairs_.match_first(kSame, [this](Side side, size_t i) {
    return sameness_key(side, resource(side, i));
  });
  pair_by_address();
  const auto kind_and_name = [this](Side side, size_t i) {
    const Resource& item = resource(side, i);
    std::string key;
    if (!embeds_a_page(item) || !item.name) return key;
    add_to_key(key, item.kind);
    return key += *item.name;
  };
  pairs_.match(kElsewhere, kind_and_name);
  pairs_.match_between_neighbours(kElsewhere, [this](Side side, size_t i) {
    const Resource& item = resource(side, i);
    std::string key;
    for (const std::string* part :
         {&item.kind, &item.element, &item.attribute}) {
      add_to_key(key, *part);
    }
    return key;
  });
}

void ResourceChanges::run() {
  pair_resources();
  for (const ItemPairs::Row& row : pairs_.rows()) {
    if (!row.after) {
      one_sided(resource(Side::kBefore, *row.before), Side::kBefore);
    } else if (!row.before) {
      one_sided(resource(Side::kAfter, *row.after), Side::kAfter);
    } else if (row.stage != kSame) {
      both(resource(Side::kBefore, *row.before),
           resource(Side::kAfter, *row.after), row.stage);
    }
  }
}

bool ResourceChanges::is_new_style_site(const std::string& site) {
  if (!style_sites_before_) {
    style_sites_before_.emplace();
    for (const Catalogue* catalogue :
         {&diff_.before_facts.page, &diff_.before_facts.templates}) {
      for (const Resource& item : catalogue->resources) {
        if (item.kind == "stylesheet") {
          style_sites_before_->insert(site_of(text_of(item.address)));
        }
      }
    }
  }
  return !style_sites_before_->contains(site);
}

// Of one that is new, or leads elsewhere now.
Level ResourceChanges::level_of_new_address(const Resource& item) {
  if (item.srcdoc_sha256) return Level::kWarning;  // any page, unseen
  const std::string url = text_of(item.address);
  if (url.empty() || diff_.after_page.is_own(url)) return Level::kNote;
  const std::string site = site_of(url);
  if (embeds_a_page(item)) {
    return url.starts_with("about:") ? Level::kNote : Level::kWarning;
  }
  const bool is_new_style =
      item.kind == "stylesheet" && !site.empty() && is_new_style_site(site);
  return is_new_style ? Level::kWarning : Level::kNote;
}

std::string name_of(const Resource& resource, std::string_view address) {
  std::string name = resource.kind;
  if (!address.empty()) {
    name += ' ';
    name += address;
  } else if (resource.name && !resource.name->empty()) {
    name += ' ';
    name += *resource.name;
  }
  return name;
}

void ResourceChanges::both(const Resource& before, const Resource& after,
                           int stage) {
  const std::string address =
      common_url(text_of(before.address), text_of(after.address));
  Change base;
  base.kind = {ChangeSubject::kResource, ChangeAction::kChanged};
  // Where only the name tells it, that may be what changed.
  base.path =
      diff_.path("resources", before.name == after.name || !address.empty()
                                  ? name_of(before, address)
                                  : before.kind);
  base.what =
      diff_.what(before.kind + (address.empty() ? "" : ' ' + quoted(address)));
  base.before_position = before.position;
  base.after_position = after.position;
  compare_addresses(before, after, stage, base);
  compare_properties(before, after, stage,
                     PropertyChanges(std::move(base), diff_.changes));
}

void ResourceChanges::compare_addresses(const Resource& before,
                                        const Resource& after, int stage,
                                        Change change) {
  const std::string old_url = text_of(before.address);
  const std::string new_url = text_of(after.address);
  if (address(Side::kBefore, before) == address(Side::kAfter, after)) return;
  if (diff_.is_same_address(old_url, new_url)) return;
  change.kind.action = ChangeAction::kRetargeted;
  if (stage == kVersion) {
    change.kind.action = ChangeAction::kUpdated;
  } else if (is_downgrade(old_url, new_url)) {
    change.level = Level::kWarning;
  } else {
    const std::string site = site_of(new_url);
    if (site.empty() || site != site_of(old_url)) {
      change.level = level_of_new_address(after);
    }
  }
  change.path += ".url";
  if (before.address) change.before = shown_url(old_url);
  if (after.address) change.after = shown_url(new_url);
  diff_.changes.add(std::move(change));
}

// The parts of a list in which order means nothing.
std::vector<std::string> parts_of(const std::string& list, char separator) {
  const std::vector<std::string_view> items = split(list, separator);
  std::vector<std::string> parts;
  parts.reserve(items.size());
  for (const std::string_view part : items) {
    std::string text = strip_and_collapse_ascii_whitespace(part);
    if (!text.empty()) parts.push_back(std::move(text));
  }
  std::ranges::sort(parts);
  return parts;
}

// A list of what a frame may do. Where `none_allows`, one without the list may
// do all.
void compare_permissions(PropertyChanges& properties, std::string_view property,
                         char separator, bool none_allows,
                         const std::optional<std::string>& before,
                         const std::optional<std::string>& after) {
  if (before == after) return;
  const auto parts = [separator](const std::optional<std::string>& list) {
    return list ? parts_of(ascii_lowercase(*list), separator)
                : std::vector<std::string>();
  };
  const std::vector<std::string> old_parts = parts(before);
  const std::vector<std::string> new_parts = parts(after);
  if (before.has_value() == after.has_value() && old_parts == new_parts) {
    return;
  }
  bool allows_more = !std::ranges::includes(old_parts, new_parts);
  if (none_allows && !after) allows_more = true;
  if (none_allows && !before) allows_more = false;
  properties.compare(property, before, after,
                     allows_more ? Level::kWarning : Level::kNote);
}

void ResourceChanges::compare_properties(const Resource& before,
                                         const Resource& after, int stage,
                                         PropertyChanges properties) {
  compare_permissions(properties, "sandbox", ' ', true, before.sandbox,
                      after.sandbox);
  compare_permissions(properties, "allow", ';', false, before.allow,
                      after.allow);
  properties.compare("name", before.name, after.name, Level::kNote,
                     MaskContext::kName);
  properties.compare("srcdoc_sha256", before.srcdoc_sha256, after.srcdoc_sha256,
                     Level::kWarning);
  properties.compare("crossorigin", before.crossorigin, after.crossorigin);
  properties.compare("media", before.media, after.media);
  properties.compare("as", before.as, after.as);
  properties.compare("loading", before.loading, after.loading);
  properties.compare_flag("alternate", before.alternate, after.alternate);
  if (before.integrity == after.integrity) return;
  // Another build of a file has another digest; the change of the address
  // tells it.
  const bool both =
      has_integrity(before.integrity) && has_integrity(after.integrity);
  if (both && stage == kVersion) return;
  if (both && stage == kNoise && diff_.changes.hide("build-ids")) return;
  properties.compare_integrity(before.integrity, after.integrity);
}

void ResourceChanges::one_sided(const Resource& item, Side side) {
  const bool added = side == Side::kAfter;
  const std::string url = text_of(item.address);
  Change change;
  change.kind = {ChangeSubject::kResource,
                 added ? ChangeAction::kAdded : ChangeAction::kRemoved};
  if (added) change.level = level_of_new_address(item);
  change.path = diff_.path("resources", name_for_path(name_of(item, url)));
  change.what = diff_.what(item.kind + (url.empty() ? "" : ' ' + quoted(url)));
  std::optional<std::string>& value = added ? change.after : change.before;
  if (item.address) {
    value = shown_url(url);
  } else if (item.srcdoc_sha256) {
    value = "srcdoc, sha256 " + *item.srcdoc_sha256;
  }
  (added ? change.after_position : change.before_position) = item.position;
  diff_.changes.add(std::move(change));
}

}  // namespace

void compare_resources(const DiffInput& input, ChangeList& changes) {
  for_each_catalogue(input, changes, [](const CatalogueDiff& diff) {
    ResourceChanges(diff).run();
  });
}

}  // namespace pagescan
