// Links. Their order is not compared. What other parts tell is left to them: a
// link element that loads something is a resource, the canonical URL and feeds
// are metadata, and javascript: URLs are code.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "rules/rule.h"
#include "scanner/base/strings.h"
#include "scanner/run/diff/catalogue_diff.h"
#include "scanner/run/diff/item_pairs.h"
#include "scanner/run/diff/page_addresses.h"
#include "scanner/run/diff/parts.h"

namespace pagescan {
namespace {

// How two links were found to be one.
enum Stage : int { kSame, kAlike };

uint64_t place_of(const SourcePosition& position) {
  return (uint64_t{position.line} << 32) ^ uint64_t { position.column };
}

// What other parts tell of a catalogue.
class ToldElsewhere {
 public:
  ToldElsewhere(const Catalogue& catalogue, const Facts& facts,
                bool in_template) {
    for (const Resource& resource : catalogue.resources) {
      if (resource.element == "link") {
        loading_.insert(place_of(resource.position));
      }
    }
    if (in_template) return;  // no part of the metadata
    if (facts.metadata.canonical) {
      named_.insert(text_of(*facts.metadata.canonical));
    }
    for (const NamedAddress& feed : facts.metadata.feeds) {
      named_.insert(text_of(feed.href));
    }
  }

  bool has(const Link& link) const {
    return link.element == "link" &&
           (loading_.contains(place_of(link.position)) ||
            named_.contains(text_of(link.href)));
  }

 private:
  std::unordered_set<uint64_t> loading_;
  std::unordered_set<std::string> named_;
};

std::vector<const Link*> links_to_compare(const Catalogue& catalogue,
                                          const Facts& facts,
                                          bool in_template) {
  const ToldElsewhere told(catalogue, facts, in_template);
  std::vector<const Link*> result;
  result.reserve(catalogue.links.size());
  // Of a tag that is misnested the parser makes several elements, which stand
  // in one place: https://html.spec.whatwg.org/#reconstruct-the-active-
  // formatting-elements.
  std::unordered_set<uint64_t> places;
  for (const Link& link : catalogue.links) {
    const bool is_new = link.position.line == 0 ||
                        places.insert(place_of(link.position)).second;
    if (is_new && !told.has(link)) result.push_back(&link);
  }
  return result;
}

class LinkChanges {
 public:
  explicit LinkChanges(const CatalogueDiff& diff)
      : diff_(diff),
        links_{
            links_to_compare(diff.before, diff.before_facts, diff.in_template),
            links_to_compare(diff.after, diff.after_facts, diff.in_template)},
        pairs_(links_[0].size(), links_[1].size()) {}

  void run();

 private:
  const Link& link(Side side, size_t index) const {
    return *links_[static_cast<size_t>(side)][index];
  }
  std::string address(Side side, const Link& link) const {
    return in_page(link).value_or(diff_.page(side).key(link.href));
  }
  std::string masked_address(Side side, const Link& link) const {
    return in_page(link).value_or(
        diff_.page(side).key(masked(text_of(link.href), MaskContext::kUrl)));
  }
  // What a link to a place in the page itself leads to, whatever the page's
  // own address has become.
  static std::optional<std::string> in_page(const Link& link) {
    const std::string& url = text_of(link.href);
    const size_t hash = url.find('#');
    if (link.kind != LinkKind::kSamePage || hash == std::string::npos) {
      return std::nullopt;
    }
    return url.substr(hash);
  }
  std::string masked(const std::string& text, MaskContext context) const {
    return diff_.changes.masks().apply(text, context).text;
  }

  void pair_links();
  void pair_retargeted();
  // Pairs by the element and what `parts` adds to the key; false: no key.
  template <class Parts>
  ItemPairs::KeyOf key(Parts parts) const;

  void both(const Link& before, const Link& after);
  void compare_targets(const Link& before, const Link& after, Change change);
  void one_sided(const Link& link, Side side);
  Level level_of_retargeting(const Link& before, const Link& after) const;

  const CatalogueDiff& diff_;
  std::array<std::vector<const Link*>, 2> links_;
  ItemPairs pairs_;
};

template <class Parts>
ItemPairs::KeyOf LinkChanges::key(Parts parts) const {
  return [this, parts](Side side, size_t index) {
    const Link& item = link(side, index);
    std::string result;
    add_to_key(result, item.element);
    if (!parts(result, side, item)) result.clear();
    return result;
  };
}

// From links that are the same in all to those that lead to one place.
void LinkChanges::pair_links() {
  pairs_.match_first(
      kSame, key([this](std::string& out, Side side, const Link& a) {
        add_to_key(out, address(side, a));
        for (const std::string* part :
             {&a.text, &a.rel, &a.target, &a.hreflang, &a.type}) {
          add_to_key(out, *part);
        }
        add_optional_to_key(out, a.download);
        return true;
      }));
  pairs_.match(kAlike, key([this](std::string& out, Side side, const Link& a) {
                 add_to_key(out, address(side, a));
                 out += a.text;
                 return true;
               }));
  pairs_.match(kAlike, key([this](std::string& out, Side side, const Link& a) {
                 add_to_key(out, masked_address(side, a));
                 out += masked(a.text, MaskContext::kText);
                 return true;
               }));
  pairs_.match(kAlike, key([this](std::string& out, Side side, const Link& a) {
                 out += address(side, a);
                 return true;
               }));
  pairs_.match(kAlike, key([this](std::string& out, Side side, const Link& a) {
                 out += masked_address(side, a);
                 return true;
               }));
}

// Those that lead elsewhere: to the same on another host first.
void LinkChanges::pair_retargeted() {
  pairs_.match(kAlike, key([](std::string& out, Side, const Link& a) {
                 const std::string_view rest = behind_host(text_of(a.href));
                 add_to_key(out, rest);
                 out += a.text;
                 return !rest.empty();
               }));
  const ItemPairs::KeyOf by_text =
      key([](std::string& out, Side, const Link& a) {
        out += a.text;
        return !a.text.empty();
      });
  pairs_.match_between_neighbours(kAlike, by_text);
  pairs_.match(kAlike, by_text);
  pairs_.match(kAlike, key([this](std::string& out, Side, const Link& a) {
                 out += masked(a.text, MaskContext::kText);
                 return !a.text.empty();
               }));
  pairs_.match(kAlike, key([](std::string& out, Side, const Link& a) {
                 const std::string_view rest = behind_host(text_of(a.href));
                 out += rest;
                 return !rest.empty();
               }));
  pairs_.match_between_neighbours(
      kAlike, key([](std::string& out, Side, const Link& a) {
        add_to_key(out, a.rel);
        return a.text.empty();
      }));
}

void LinkChanges::run() {
  pair_links();
  pair_retargeted();
  for (const ItemPairs::Row& row : pairs_.rows()) {
    if (!row.after) {
      one_sided(link(Side::kBefore, *row.before), Side::kBefore);
    } else if (!row.before) {
      one_sided(link(Side::kAfter, *row.after), Side::kAfter);
    } else if (row.stage != kSame) {
      both(link(Side::kBefore, *row.before), link(Side::kAfter, *row.after));
    }
  }
}

// The rel attribute is a set.
std::string rel_set(const std::string& rel) {
  const std::vector<std::string_view> parts = split_on_ascii_whitespace(rel);
  std::vector<std::string> tokens;
  tokens.reserve(parts.size());
  for (const std::string_view token : parts) {
    tokens.push_back(ascii_lowercase(token));
  }
  std::ranges::sort(tokens);
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return fmt::format("{}", fmt::join(tokens, " "));
}

void LinkChanges::both(const Link& before, const Link& after) {
  const std::string& old_url = text_of(before.href);
  const std::string& new_url = text_of(after.href);
  const std::string name = common_url(old_url, new_url);
  Change base;
  base.kind = {ChangeSubject::kLink, ChangeAction::kChanged};
  base.path = diff_.path("links", name);
  base.what = diff_.what("link " + quoted(name));
  base.before_position = before.position;
  base.after_position = after.position;
  compare_targets(before, after, base);
  PropertyChanges properties(std::move(base), diff_.changes);
  properties.compare_text("text", before.text, after.text, MaskContext::kText);
  if (rel_set(before.rel) != rel_set(after.rel)) {
    properties.compare_text("rel", before.rel, after.rel);
  }
  properties.compare_text("target", before.target, after.target,
                          MaskContext::kName);
  properties.compare_text("hreflang", before.hreflang, after.hreflang);
  properties.compare_text("type", before.type, after.type);
  properties.compare("download", before.download, after.download, Level::kNote,
                     MaskContext::kName);
}

void LinkChanges::compare_targets(const Link& before, const Link& after,
                                  Change change) {
  const std::string& old_url = text_of(before.href);
  const std::string& new_url = text_of(after.href);
  if (address(Side::kBefore, before) == address(Side::kAfter, after)) return;
  if (before.kind == LinkKind::kJavascript &&
      after.kind == LinkKind::kJavascript) {
    return;  // told with the code
  }
  if (diff_.is_same_address(old_url, new_url)) return;
  change.kind.action = ChangeAction::kRetargeted;
  change.level = level_of_retargeting(before, after);
  if (before.text == after.text && !before.text.empty()) {
    change.path =
        diff_.path("links", "text " + name_for_path(quoted(before.text)));
    change.what = diff_.what("link with the text " + quoted(before.text));
  }
  change.path += ".url";
  change.before = shown_url(old_url);
  change.after = shown_url(new_url);
  diff_.changes.add(std::move(change));
}

Level LinkChanges::level_of_retargeting(const Link& before,
                                        const Link& after) const {
  const std::string& old_url = text_of(before.href);
  const std::string& new_url = text_of(after.href);
  if (after.kind == LinkKind::kJavascript || after.kind == LinkKind::kData ||
      is_downgrade(old_url, new_url)) {
    return Level::kWarning;
  }
  const std::string site = site_of(new_url);
  const bool is_elsewhere = !site.empty() && site != site_of(old_url) &&
                            !diff_.after_page.is_own(new_url);
  return is_elsewhere ? Level::kWarning : Level::kNote;
}

void LinkChanges::one_sided(const Link& item, Side side) {
  if (item.kind == LinkKind::kJavascript) return;  // told with the code
  const bool added = side == Side::kAfter;
  const std::string& url = text_of(item.href);
  Change change;
  change.kind = {ChangeSubject::kLink,
                 added ? ChangeAction::kAdded : ChangeAction::kRemoved};
  if (added && item.kind == LinkKind::kData) change.level = Level::kWarning;
  change.path = diff_.path("links", name_for_path(url));
  change.what = "link " + quoted(url);
  if (!item.text.empty()) change.what += " with the text " + quoted(item.text);
  change.what = diff_.what(std::move(change.what));
  (added ? change.after : change.before) = shown_url(url);
  (added ? change.after_position : change.before_position) = item.position;
  diff_.changes.add(std::move(change));
}

}  // namespace

void compare_links(const DiffInput& input, ChangeList& changes) {
  for_each_catalogue(input, changes, [](const CatalogueDiff& diff) {
    LinkChanges(diff).run();
  });
}

}  // namespace pagescan
