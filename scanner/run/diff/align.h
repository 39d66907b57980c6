// What two sequences have in common, in order. Pure functions; thread-safe.
// dtl finds it, after what bounds its time: its algorithm is O(NP), quadratic
// where all differs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pagescan {

/// Items of two sequences that are the same, by place.
struct AlignedPair {
  size_t before = 0;
  size_t after = 0;

  friend bool operator==(const AlignedPair&, const AlignedPair&) = default;
};

/// How many cells of the table of two sequences, once what is easily told is
/// left out, one call may look at. It keeps dtl from ever restarting at its
/// limit of coordinates, too.
inline constexpr size_t kMaxAlignCells = size_t{1} << 18;

/// A common subsequence, rising on both sides: the longest within
/// kMaxAlignCells, past that the one that items found once on each side give.
/// Items are numbers below `item_count`. Which one of several as long is not
/// the same the other way round: callers see to the order of the two.
std::vector<AlignedPair> align(std::span<const uint32_t> before,
                               std::span<const uint32_t> after,
                               size_t item_count);

/// The places of a longest rising subsequence of distinct numbers, in order.
/// O(n log n).
std::vector<size_t> longest_rising(std::span<const size_t> numbers);

}  // namespace pagescan
