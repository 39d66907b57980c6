#include "scanner/run/diff/align.h"

#include <algorithm>
#include <dtl/dtl.hpp>

namespace pagescan {
namespace {

constexpr size_t kNone = SIZE_MAX;

// Items of one side that the other has too, and where they stood.
struct Reduced {
  std::vector<uint32_t> items;
  std::vector<size_t> places;
};

class Aligner {
 public:
  Aligner(std::span<const uint32_t> before, std::span<const uint32_t> after,
          size_t item_count)
      : before_(before),
        after_(after),
        before_counts_(item_count),
        after_counts_(item_count) {}

  std::vector<AlignedPair> run() && {
    const size_t shorter = std::min(before_.size(), after_.size());
    size_t head = 0;
    while (head < shorter && before_[head] == after_[head]) {
      pairs_.push_back({head, head});
      ++head;
    }
    size_t tail = 0;
    while (tail < shorter - head && before_[before_.size() - 1 - tail] ==
                                        after_[after_.size() - 1 - tail]) {
      ++tail;
    }
    align_middle(head, tail);
    for (; tail > 0; --tail) {
      pairs_.push_back({before_.size() - tail, after_.size() - tail});
    }
    return std::move(pairs_);
  }

 private:
  void align_middle(size_t head, size_t tail) {
    const auto old_middle = before_.subspan(head, before_.size() - head - tail);
    const auto new_middle = after_.subspan(head, after_.size() - head - tail);
    if (old_middle.empty() || new_middle.empty()) return;
    for (const uint32_t item : old_middle) ++before_counts_[item];
    for (const uint32_t item : new_middle) ++after_counts_[item];
    old_ = reduce(old_middle, head, after_counts_);
    new_ = reduce(new_middle, head, before_counts_);
    // Between items that are there once on each side, each gap by itself.
    size_t old_begin = 0;
    size_t new_begin = 0;
    if (!fits(old_.items.size(), new_.items.size())) {
      for (const AlignedPair& anchor : anchors()) {
        align_gap(old_begin, anchor.before, new_begin, anchor.after);
        pairs_.push_back(
            {old_.places[anchor.before], new_.places[anchor.after]});
        old_begin = anchor.before + 1;
        new_begin = anchor.after + 1;
      }
    }
    align_gap(old_begin, old_.items.size(), new_begin, new_.items.size());
  }

  static Reduced reduce(std::span<const uint32_t> items, size_t begin,
                        const std::vector<uint32_t>& other_counts) {
    Reduced reduced;
    reduced.items.reserve(items.size());
    reduced.places.reserve(items.size());
    for (size_t i = 0; i < items.size(); ++i) {
      if (other_counts[items[i]] == 0) continue;
      reduced.items.push_back(items[i]);
      reduced.places.push_back(begin + i);
    }
    return reduced;
  }

  std::vector<AlignedPair> anchors() const {
    std::vector<size_t> new_place(after_counts_.size(), kNone);
    for (size_t j = 0; j < new_.items.size(); ++j) {
      if (is_anchor(new_.items[j])) new_place[new_.items[j]] = j;
    }
    std::vector<size_t> olds;
    std::vector<size_t> news;
    for (size_t i = 0; i < old_.items.size(); ++i) {
      if (!is_anchor(old_.items[i])) continue;
      olds.push_back(i);
      news.push_back(new_place[old_.items[i]]);
    }
    std::vector<AlignedPair> found;
    for (const size_t i : longest_rising(news)) {
      found.push_back({olds[i], news[i]});
    }
    return found;
  }

  bool is_anchor(uint32_t item) const {
    return before_counts_[item] == 1 && after_counts_[item] == 1;
  }

  bool fits(size_t old_size, size_t new_size) const {
    return (old_size + 1) <= cells_left_ / (new_size + 1);
  }

  void align_gap(size_t old_begin, size_t old_end, size_t new_begin,
                 size_t new_end) {
    const size_t old_size = old_end - old_begin;
    const size_t new_size = new_end - new_begin;
    if (old_size == 0 || new_size == 0 || !fits(old_size, new_size)) return;
    cells_left_ -= (old_size + 1) * (new_size + 1);
    const auto part = [](const Reduced& side, size_t begin, size_t end) {
      return std::vector<uint32_t>(
          side.items.begin() + static_cast<std::ptrdiff_t>(begin),
          side.items.begin() + static_cast<std::ptrdiff_t>(end));
    };
    dtl::Diff<uint32_t, std::vector<uint32_t>> diff(
        part(old_, old_begin, old_end), part(new_, new_begin, new_end));
    diff.compose();
    for (const auto& [item, info] : diff.getSes().getSequence()) {
      if (info.type != dtl::SES_COMMON) continue;
      // dtl counts from 1.
      pairs_.push_back(
          {old_.places[old_begin + static_cast<size_t>(info.beforeIdx) - 1],
           new_.places[new_begin + static_cast<size_t>(info.afterIdx) - 1]});
    }
  }

  std::span<const uint32_t> before_;
  std::span<const uint32_t> after_;
  std::vector<uint32_t> before_counts_;  // by item, of the middle
  std::vector<uint32_t> after_counts_;
  Reduced old_;
  Reduced new_;
  size_t cells_left_ = kMaxAlignCells;
  std::vector<AlignedPair> pairs_;
};

}  // namespace

std::vector<AlignedPair> align(std::span<const uint32_t> before,
                               std::span<const uint32_t> after,
                               size_t item_count) {
  return Aligner(before, after, item_count).run();
}

std::vector<size_t> longest_rising(std::span<const size_t> numbers) {
  // By length - 1: where the rising subsequence of that length ends lowest.
  std::vector<size_t> ends;
  std::vector<size_t> previous(numbers.size(), kNone);
  for (size_t i = 0; i < numbers.size(); ++i) {
    const auto place = std::lower_bound(
        ends.begin(), ends.end(), numbers[i],
        [&](size_t end, size_t number) { return numbers[end] < number; });
    if (place != ends.begin()) previous[i] = *(place - 1);
    if (place == ends.end()) {
      ends.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<size_t> found;
  found.reserve(ends.size());
  for (size_t i = ends.empty() ? kNone : ends.back(); i != kNone;
       i = previous[i]) {
    found.push_back(i);
  }
  std::ranges::reverse(found);
  return found;
}

}  // namespace pagescan
