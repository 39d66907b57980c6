#include "scanner/run/diff/likeness.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace pagescan {
namespace {

// The items of one side without a pair and the traits of each, sorted, each
// once.
class Described {
 public:
  Described(const ItemPairs& pairs, Side side, const TraitsOf& traits_of)
      : items_(pairs.unpaired(side)) {
    ends_.reserve(items_.size());
    ItemTraits traits;
    for (const size_t item : items_) {
      traits.clear();
      traits_of(side, item, traits);
      std::ranges::sort(traits);
      const auto end = std::unique(traits.begin(), traits.end());
      const auto kept =
          std::min<std::ptrdiff_t>(end - traits.begin(), kMaxTraits);
      traits_.insert(traits_.end(), traits.begin(), traits.begin() + kept);
      ends_.push_back(traits_.size());
    }
  }

  size_t size() const { return items_.size(); }
  size_t item(size_t i) const { return items_[i]; }
  std::span<const uint32_t> traits(size_t i) const {
    const size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::span(traits_).subspan(begin, ends_[i] - begin);
  }

 private:
  std::vector<size_t> items_;
  ItemTraits traits_;         // of all, one item after the other
  std::vector<size_t> ends_;  // by item, in traits_
};

// How much of the lowest kMaxTraits of both together is in each, which is an
// even sample of how much of all is (Broder, "On the resemblance and
// containment of documents", 1997).
size_t percent_shared(std::span<const uint32_t> a,
                      std::span<const uint32_t> b) {
  size_t shared = 0;
  size_t all = 0;
  constexpr auto kMost = static_cast<size_t>(kMaxTraits);
  auto at = a.begin();
  auto bt = b.begin();
  while ((at != a.end() || bt != b.end()) && all < kMost) {
    ++all;
    if (bt == b.end() || (at != a.end() && *at < *bt)) {
      ++at;
    } else if (at == a.end() || *bt < *at) {
      ++bt;
    } else {
      ++shared;
      ++at;
      ++bt;
    }
  }
  return all == 0 ? 0 : shared * 100 / all;
}

// Places in two lists of Described.
using Candidates = std::vector<AlignedPair>;

Candidates all_candidates(size_t before, size_t after) {
  Candidates candidates;
  candidates.reserve(before * after);
  for (size_t i = 0; i < before; ++i) {
    for (size_t j = 0; j < after; ++j) candidates.push_back({i, j});
  }
  return candidates;
}

// A trait in the upper half, the place of an item that has it in the lower;
// sorted.
using TraitIndex = std::vector<uint64_t>;

constexpr unsigned kPlaceBits = 32;

uint32_t trait_of(uint64_t entry) {
  return static_cast<uint32_t>(entry >> kPlaceBits);
}
size_t place_of(uint64_t entry) { return static_cast<uint32_t>(entry); }

TraitIndex index_of(const Described& items) {
  TraitIndex index;
  index.reserve(items.size() * kMaxIndexedTraits);
  for (size_t i = 0; i < items.size(); ++i) {
    const std::span<const uint32_t> traits = items.traits(i);
    const size_t count = std::min(traits.size(), kMaxIndexedTraits);
    for (const uint32_t trait : traits.first(count)) {
      index.push_back(uint64_t{trait} << kPlaceBits | i);
    }
  }
  std::ranges::sort(index);
  return index;
}

// Those that share a trait that few have. In the order of traits: what the
// bound leaves out does not hang on which side is which.
Candidates likely_candidates(const Described& before, const Described& after) {
  const TraitIndex olds = index_of(before);
  const TraitIndex news = index_of(after);
  Candidates candidates;
  auto old_at = olds.begin();
  auto new_at = news.begin();
  const auto past = [](auto at, auto end, uint32_t trait) {
    return std::find_if(
        at, end, [trait](uint64_t entry) { return trait_of(entry) > trait; });
  };
  while (old_at != olds.end() && new_at != news.end() &&
         candidates.size() < kMaxComparedPairs) {
    const uint32_t old_trait = trait_of(*old_at);
    const uint32_t new_trait = trait_of(*new_at);
    if (old_trait < new_trait) {
      ++old_at;
      continue;
    }
    if (new_trait < old_trait) {
      ++new_at;
      continue;
    }
    const auto old_end = past(old_at, olds.end(), old_trait);
    const auto new_end = past(new_at, news.end(), new_trait);
    if ((old_end - old_at) * (new_end - new_at) <= kMaxPairsOfTrait) {
      for (auto i = old_at; i != old_end; ++i) {
        for (auto j = new_at; j != new_end; ++j) {
          candidates.push_back({place_of(*i), place_of(*j)});
        }
      }
    }
    old_at = old_end;
    new_at = new_end;
  }
  return candidates;
}

struct Likeness {
  size_t percent = 0;
  AlignedPair pair;
};

// The most alike first, of those the nearest; then in an order that is the
// same the other way round: (i, j) and (j, i) never contend for an item.
bool comes_first(const Likeness& a, const Likeness& b) {
  const auto rank = [](const Likeness& likeness) {
    const auto [low, high] =
        std::minmax(likeness.pair.before, likeness.pair.after);
    return std::tuple(100 - likeness.percent, high - low, low,
                      likeness.pair.before);
  };
  return rank(a) < rank(b);
}

}  // namespace

void pair_alike(ItemPairs& pairs, const TraitsOf& traits_of,
                size_t min_percent) {
  if (pairs.is_done()) return;
  const Described olds(pairs, Side::kBefore, traits_of);
  const Described news(pairs, Side::kAfter, traits_of);
  const Candidates candidates = olds.size() <= kMaxComparedPairs / news.size()
                                    ? all_candidates(olds.size(), news.size())
                                    : likely_candidates(olds, news);
  std::vector<Likeness> alike;
  for (const AlignedPair& candidate : candidates) {
    const size_t percent = percent_shared(olds.traits(candidate.before),
                                          news.traits(candidate.after));
    if (percent < min_percent) continue;
    alike.push_back(
        {percent, {olds.item(candidate.before), news.item(candidate.after)}});
  }
  std::ranges::sort(alike, comes_first);
  for (const auto& [percent, pair] : alike) {
    if (!pairs.has_pair(Side::kBefore, pair.before) &&
        !pairs.has_pair(Side::kAfter, pair.after)) {
      pairs.pair(pair.before, pair.after);
    }
  }
}

}  // namespace pagescan
