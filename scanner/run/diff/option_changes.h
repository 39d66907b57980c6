// Compares the options of a select element. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "scanner/passes/forms.h"
#include "scanner/run/diff/change_list.h"

namespace pagescan {

/// How many options a change lists.
inline constexpr size_t kMaxListedOptions = 50;

/// Options that only one of the two has, as one text each; nothing where there
/// are none. Their order is no difference.
struct OptionDiff {
  std::optional<std::string> removed;
  std::optional<std::string> added;
};

/// Counts what masks hide in `changes`.
OptionDiff compare_options(std::span<const SelectOption> before,
                           std::span<const SelectOption> after,
                           ChangeList& changes);

/// The options that are selected, as one text; nothing where none is.
std::optional<std::string> selected_options(
    std::span<const SelectOption> options);

}  // namespace pagescan
