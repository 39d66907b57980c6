// Gathers the changes of one page: sees to masks, ignored paths and bounds.
// Borrowed masks; one thread at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/run/diff/change.h"
#include "scanner/run/diff/masks.h"

namespace pagescan {

/// Of one page; what is past it is counted and said.
inline constexpr size_t kDefaultMaxChanges = 10'000;

class ChangeList {
 public:
  ChangeList(const Masks& masks, size_t max_changes, PageDiff& diff)
      : masks_(masks), max_changes_(max_changes), diff_(diff) {}

  /// Adds a change, unless its path is ignored: then it is counted as hidden.
  void add(Change change);

  /// Whether two texts say the same. Where they do only but for noise, that is
  /// counted as one hidden change of each mask that found some in either.
  bool same(std::string_view before, std::string_view after,
            MaskContext context);

  /// Adds `change` with the two as its values, unless they are same(). Nothing
  /// and something differ.
  void compare(Change change, const std::optional<std::string>& before,
               const std::optional<std::string>& after, MaskContext context);

  /// Counts a change that a mask hides by other means than a text, such as a
  /// field that is a request's ID. False, and nothing counted, where the mask
  /// is off.
  bool hide(std::string_view mask);

  const Masks& masks() const { return masks_; }
  void count_same_finding() { ++diff_.findings_same; }

  /// Says what was cut. Once, at the end.
  void finish();

 private:
  const Masks& masks_;
  size_t max_changes_;
  PageDiff& diff_;
  size_t dropped_ = 0;
};

}  // namespace pagescan
