// Pairs the items of two lists, first by all that tells them, then by less and
// less: a cascade of keys. Items of one key pair nth with nth, so that the
// pairs of (b, a) are those of (a, b) turned round. A value; one thread at a
// time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/run/diff/align.h"

namespace pagescan {

enum class Side : uint8_t { kBefore, kAfter };

/// Adds a part to a key so that no other parts give the same key.
void add_to_key(std::string& key, std::string_view part);
void add_optional_to_key(std::string& key,
                         const std::optional<std::string>& part);

class ItemPairs {
 public:
  /// The key of an item that has no pair yet; "" where it has none of this
  /// kind.
  using KeyOf = std::function<std::string(Side side, size_t index)>;

  /// Two items that are one, or an item that only one list has.
  struct Row {
    std::optional<size_t> before;
    std::optional<size_t> after;
    /// What the stage that paired them was called with.
    int stage = 0;
  };

  ItemPairs(size_t before_count, size_t after_count);

  /// The first stage: pairs what is of one key, at the ends of the lists and
  /// between two of the same keys first, so that of a picture that is there ten
  /// times the right nine pair when one was replaced. n log n.
  void match_first(int stage, const KeyOf& key);

  /// Pairs what has no pair yet and is of one key. n log n in what is left.
  void match(int stage, const KeyOf& key);

  /// Pairs what has no pair yet, is of one key and stands between the same
  /// neighbours that have: only where both lists have as many of them there,
  /// as nothing else tells which is which.
  void match_between_neighbours(int stage, const KeyOf& key);

  /// Pairs of one key where each list has a single one left of it.
  void match_single(int stage, const KeyOf& key);

  /// Pairs these two; neither may have a pair yet.
  void pair(size_t before, size_t after, int stage = 0);

  /// Whether one of the lists has nothing without a pair.
  bool is_done() const {
    return count_ == partner_[0].size() || count_ == partner_[1].size();
  }
  bool has_pair(Side side, size_t index) const {
    return pair_of(side, index) != kNone;
  }
  /// The place of the other in its list, or kNone.
  size_t pair_of(Side side, size_t index) const {
    return partner_[static_cast<size_t>(side)][index];
  }
  static constexpr size_t kNone = SIZE_MAX;

  /// Rising.
  std::vector<size_t> unpaired(Side side) const;
  /// All pairs, rising in `before`.
  std::vector<AlignedPair> pairs() const;

  /// Every item, in the order of the newer list; what only the older has stands
  /// behind what it stood behind.
  std::vector<Row> rows() const;

 private:
  struct Keyed {
    std::string key;
    size_t index = 0;
  };
  enum class Groups : uint8_t { kAny, kEven, kSingle };

  std::array<std::vector<size_t>, 2> ranks(const KeyOf& key) const;
  void pair_ends(int stage, const std::vector<size_t>& before,
                 const std::vector<size_t>& after);
  std::vector<Keyed> keyed(Side side, const KeyOf& key) const;
  void match_groups(int stage, const KeyOf& key, Groups groups);
  void forget_matched();
  std::vector<std::string> neighbours(Side side) const;

  std::array<std::vector<size_t>, 2> left_;     // rising; some have pairs
  std::array<std::vector<size_t>, 2> partner_;  // by index; kNone: no pair yet
  std::vector<int> stage_;                      // by the older list's index
  size_t count_ = 0;                            // of pairs
};

}  // namespace pagescan
