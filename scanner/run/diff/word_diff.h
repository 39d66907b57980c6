// How two texts differ, word by word, for people to read. A pure function; the
// spans borrow the two texts. Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pagescan {

struct WordSpan {
  enum class Kind : uint8_t { kSame, kRemoved, kAdded } kind = Kind::kSame;
  /// Part of `before`, but of `after` where it is kAdded. Raw bytes.
  std::string_view text;

  friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

/// Words, runs of white space and single marks are kept, removed or added.
/// kSame and kRemoved together are `before`, kSame and kAdded are `after`; of
/// neighbours kRemoved comes first; no two of a kind follow each other. The
/// other way round gives the same spans, removed for added. n log n but for
/// what kMaxAlignCells allows: past that a stretch is removed and added whole.
std::vector<WordSpan> word_diff(std::string_view before,
                                std::string_view after);

}  // namespace pagescan
