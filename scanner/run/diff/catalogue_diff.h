// What the parts that compare lists of a catalogue (scripts, links, resources)
// share. Borrowed for the time of the comparison; one thread at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/passes/facts.h"
#include "scanner/run/diff/change_list.h"
#include "scanner/run/diff/item_pairs.h"
#include "scanner/run/diff/page_addresses.h"
#include "scanner/run/diff/parts.h"

namespace pagescan {

/// The page's catalogue of two scans, or that of its templates' contents.
struct CatalogueDiff {
  const Facts& before_facts;
  const Facts& after_facts;
  const Catalogue& before;
  const Catalogue& after;
  const PageAddresses& before_page;
  const PageAddresses& after_page;
  bool in_template = false;
  ChangeList& changes;

  const PageAddresses& page(Side side) const {
    return side == Side::kBefore ? before_page : after_page;
  }

  /// Whether the old page's URL and the new one's are one but for noise, which
  /// is counted.
  bool is_same_address(std::string_view old_url,
                       std::string_view new_url) const {
    return changes.same(before_page.relative(old_url),
                        after_page.relative(new_url), MaskContext::kUrl);
  }

  /// `LIST[NAME]`, as Change::path has it.
  std::string path(std::string_view list, std::string_view name) const;
  /// Change::what of the thing.
  std::string what(std::string thing) const;
};

/// Calls `compare` for the page, then for its templates. Nothing where the
/// results have no facts.
void for_each_catalogue(const DiffInput& input, ChangeList& changes,
                        void (*compare)(const CatalogueDiff& diff));

/// Compares properties of one thing that is in both scans: each that differs is
/// a change with `base`'s kind, its path with `.PROPERTY` behind.
class PropertyChanges {
 public:
  PropertyChanges(Change base, ChangeList& changes)
      : base_(std::move(base)), changes_(changes) {}

  /// Without a context nothing in the values is noise.
  void compare(std::string_view property,
               const std::optional<std::string>& before,
               const std::optional<std::string>& after,
               Level level = Level::kNote,
               std::optional<MaskContext> context = std::nullopt);
  /// "" is nothing.
  void compare_text(std::string_view property, const std::string& before,
                    const std::string& after,
                    std::optional<MaskContext> context = std::nullopt);
  void compare_flag(std::string_view property, bool before, bool after);
  /// An integrity attribute: losing it is an error.
  void compare_integrity(const std::optional<std::string>& before,
                         const std::optional<std::string>& after);

 private:
  Change base_;
  ChangeList& changes_;
};

/// An integrity attribute that says something.
bool has_integrity(const std::optional<std::string>& integrity);

/// The start of a digest, enough to tell things of one page by.
inline std::string_view short_hash(std::string_view sha256) {
  return sha256.substr(0, 12);
}

}  // namespace pagescan
