// What the parts of a diff share: facts with one value, lists of values that
// nothing else tells apart, URLs of other sites. Pure but for the list that
// changes are added to; one thread at a time.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "scanner/run/diff/change_list.h"

namespace pagescan {

/// A fact to compare. `path` and `what` as in Change.
struct Fact {
  ChangeSubject subject = ChangeSubject::kPage;
  std::string path;
  std::string what;
  Level level = Level::kNote;
  /// What masks are to take the values for; nothing: none of it is noise.
  std::optional<MaskContext> context = {};
};

/// Adds a change where the values differ: added or removed where one is
/// nothing.
void compare_value(const Fact& fact, const std::optional<std::string>& before,
                   const std::optional<std::string>& after,
                   ChangeList& changes);

/// The same for a fact that is changed by what it gains or loses as well.
void compare_part(const Fact& fact, const std::optional<std::string>& before,
                  const std::optional<std::string>& after, ChangeList& changes);

/// Compares lists in which the order means nothing: equals pair, then those
/// that are equal but for noise, then the nth that is left with the nth.
void compare_values(const Fact& fact, const std::vector<std::string>& before,
                    const std::vector<std::string>& after, ChangeList& changes);

/// Values by their names, repeats in order.
using NamedValues =
    std::map<std::string, std::vector<std::string>, std::less<>>;

/// Every name of either, in order, each once.
std::vector<std::string> names_of(const NamedValues& before,
                                  const NamedValues& after);

/// The values of that name; none where there is none.
const std::vector<std::string>& values_of(const NamedValues& values,
                                          std::string_view name);

/// Nothing for an empty text.
std::optional<std::string> unless_empty(std::string_view text);

/// Whether a serialised URL is of http or https and of another site than `of`
/// (schemelessly same site), which must be a URL too.
bool is_of_other_site(std::string_view url, std::string_view of);

/// From https to http.
bool loses_https(std::string_view before, std::string_view after);

}  // namespace pagescan
