// What a diff has in all, and the words for it. A value; one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>

#include "rules/finding.h"
#include "scanner/run/diff/change.h"

namespace pagescan {

/// Changes by level.
using ChangeCounts = std::array<size_t, kLevelNames.size()>;

ChangeCounts count_changes(const PageDiff& diff);

/// "1 error, 0 warnings, 2 notes".
std::string changes_in_words(const ChangeCounts& counts);

/// "3 nonces, 12 timestamps", "" for none. Names may be the user's: raw bytes.
std::string hidden_in_words(const std::map<std::string, size_t>& hidden);

/// How hidden changes are shown; said after hidden_in_words().
inline constexpr std::string_view kShowHidden =
    "--no-mask NAME shows what a mask hides";

struct DiffTotals {
  size_t pages = 0;
  size_t changed = 0;
  size_t not_compared = 0;
  ChangeCounts changes{};
  std::map<std::string, size_t> hidden;
  size_t findings_new = 0;
  size_t findings_fixed = 0;
  size_t findings_same = 0;

  void add(const PageDiff& diff);

  size_t same() const { return pages - changed - not_compared; }
  /// "3 pages: 1 changed, 1 the same, 1 not compared".
  std::string pages_in_words() const;
  /// "1 new, 2 fixed, 30 the same".
  std::string findings_in_words() const;
  /// How many changes are hidden.
  size_t all_hidden() const;
};

}  // namespace pagescan
