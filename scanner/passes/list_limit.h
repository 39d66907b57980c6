// How far one list of the facts may grow: to the limit for items, and to a
// bound on the bytes of all its strings, without which a short page can ask for
// gigabytes (a 64 KB base address under 100,000 relative ones, nested links
// that all hold the same text). Lives for one pass; one thread.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// The most bytes the strings of one list may take, give or take one item.
inline constexpr size_t kMaxListBytes = size_t{32} << 20;

class ListLimit {
 public:
  /// `what` names the list where it is noted as truncated; a literal.
  ListLimit(const char* what, const PassInput& input, Facts& facts)
      : what_(what), input_(input), facts_(facts) {}

  /// Whether `list` takes another item. Where not, notes it, so that the work
  /// of making the item can be spared.
  template <class T>
  bool has_room(const std::vector<T>& list) {
    const bool has_bytes = bytes_ < kMaxListBytes;
    if (has_bytes && list.size() < input_.limits.max_items) return true;
    note_full_list(has_bytes ? Bound::kItems : Bound::kBytes);
    return false;
  }

  /// Appends an item whose strings have `bytes` in all, if there is room.
  template <class T>
  void append(std::vector<T>& list, T item, size_t bytes) {
    if (!has_room(list)) return;
    bytes_ += bytes;
    list.push_back(std::move(item));
  }

 private:
  enum class Bound { kItems, kBytes };

  void note_full_list(Bound bound);

  const char* what_;
  const PassInput& input_;
  Facts& facts_;
  size_t bytes_ = 0;
};

/// The bytes of an address in a report.
inline size_t byte_size(const Address& address) {
  return address.written.size() + (address.url ? address.url->size() : 0);
}

inline size_t byte_size(const std::optional<std::string>& text) {
  return text ? text->size() : 0;
}

}  // namespace pagescan
