// Which forms and controls of two scans are the same ones: by all they say, by
// what names them, then by likeness. Pure functions; thread-safe. n log n but
// for what the bounds of ItemPairs allow.
#pragma once

#include <span>

#include "scanner/run/diff/form_keys.h"
#include "scanner/run/diff/item_pairs.h"

namespace pagescan {

/// How keys of the two scans are made, with noise and without it.
struct FormKeysOfBoth {
  FormKeys before;
  FormKeys after;
  FormKeys masked_before;
  FormKeys masked_after;
};

/// How much forms have in common at least, in percent, that are the same
/// under another name.
inline constexpr size_t kMinFormLikeness = 33;

ItemPairs match_forms(std::span<const Form> before, std::span<const Form> after,
                      const FormKeysOfBoth& keys);

/// The controls of one form, or those that no form owns.
ItemPairs match_controls(std::span<const Control> before,
                         std::span<const Control> after,
                         const FormKeysOfBoth& keys);

}  // namespace pagescan
