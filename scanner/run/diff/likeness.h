// Pairs the items of two lists by what they have in common. The other way round
// the pairs are the same, turned. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "scanner/run/diff/item_pairs.h"

namespace pagescan {

/// What an item is like: numbers that items share, such as hashes of words.
using ItemTraits = std::vector<uint32_t>;

/// Appends those of an item.
using TraitsOf =
    std::function<void(Side side, size_t index, ItemTraits& traits)>;

/// Of the traits of an item the lowest, which are as good as any.
inline constexpr std::ptrdiff_t kMaxTraits = 128;

/// How many pairs of items one call may compare ...
inline constexpr size_t kMaxComparedPairs = size_t{1} << 17;
/// ... and where all of them are too many, how many that share one trait of
/// the lowest of each.
inline constexpr std::ptrdiff_t kMaxPairsOfTrait = 16;
inline constexpr size_t kMaxIndexedTraits = 8;

/// Pairs what has no pair yet and shares this part of its traits or more, the
/// most alike first, of those as alike the nearest.
void pair_alike(ItemPairs& pairs, const TraitsOf& traits_of,
                size_t min_percent);

}  // namespace pagescan
