// Pairs the items of two lists: by keys, the strongest first, then by what
// they have in common. The other way round the pairs are the same, turned.
// Borrows nothing; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "scanner/run/diff/align.h"

namespace pagescan {

/// What an item is like: numbers that items share, such as hashes of words.
using ItemTraits = std::vector<uint32_t>;

/// Of the traits of an item the lowest, which are as good as any.
inline constexpr std::ptrdiff_t kMaxTraits = 128;

/// How many pairs of items one call may compare ...
inline constexpr size_t kMaxComparedPairs = size_t{1} << 17;
/// ... and where all of them are too many, how many that share one trait of
/// the lowest of each.
inline constexpr std::ptrdiff_t kMaxPairsOfTrait = 16;
inline constexpr size_t kMaxIndexedTraits = 8;

class ItemPairing {
 public:
  /// "" for an item that has no such key.
  using KeyOf = std::function<std::string(size_t)>;
  /// Appends them.
  using TraitsOf = std::function<void(size_t, ItemTraits&)>;

  enum class Repeated : uint8_t {
    kInOrder,  // the nth of a key with the nth
    kLeft,     // pairs only items whose key no other unpaired one has
  };

  ItemPairing(size_t before_size, size_t after_size);

  /// Pairs what is unpaired yet and has the same key.
  void by_key(const KeyOf& before, const KeyOf& after, Repeated repeated);
  void by_key(const KeyOf& before, const KeyOf& after) {
    by_key(before, after, Repeated::kInOrder);
  }

  /// Pairs what is unpaired yet and shares this part of its traits or more,
  /// the most alike first, of those as alike the nearest.
  void by_likeness(const TraitsOf& before, const TraitsOf& after,
                   size_t min_percent);

  /// Pairs these two; neither may be paired yet.
  void pair(size_t before, size_t after);

  bool done() const { return unpaired_before_ == 0 || unpaired_after_ == 0; }
  /// The other item, or kUnpaired.
  size_t pair_of_before(size_t item) const { return before_[item]; }
  size_t pair_of_after(size_t item) const { return after_[item]; }
  static constexpr size_t kUnpaired = SIZE_MAX;

  /// All pairs, rising in `before`.
  std::vector<AlignedPair> pairs() const;
  std::vector<size_t> unpaired_before() const { return unpaired(before_); }
  std::vector<size_t> unpaired_after() const { return unpaired(after_); }

 private:
  static std::vector<size_t> unpaired(const std::vector<size_t>& items);

  std::vector<size_t> before_;  // the other's place by item, or kUnpaired
  std::vector<size_t> after_;
  size_t unpaired_before_;
  size_t unpaired_after_;
};

}  // namespace pagescan
