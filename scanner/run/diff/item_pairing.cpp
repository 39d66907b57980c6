#include "scanner/run/diff/item_pairing.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace pagescan {
namespace {

// An unpaired item with its traits, sorted, each once.
struct Described {
  size_t item = 0;
  ItemTraits traits;
};

std::vector<Described> describe(const std::vector<size_t>& items,
                                const ItemPairing::TraitsOf& traits_of) {
  std::vector<Described> described;
  described.reserve(items.size());
  for (const size_t item : items) {
    ItemTraits traits = traits_of(item);
    std::ranges::sort(traits);
    traits.erase(std::unique(traits.begin(), traits.end()), traits.end());
    traits.resize(std::min(traits.size(), kMaxTraits));
    traits.shrink_to_fit();
    described.push_back({item, std::move(traits)});
  }
  return described;
}

// How much of the lowest kMaxTraits of both together is in each, which is an
// even sample of how much of all is (Broder, "On the resemblance and
// containment of documents", 1997).
size_t percent_shared(const ItemTraits& a, const ItemTraits& b) {
  size_t shared = 0;
  size_t all = 0;
  auto at = a.begin();
  auto bt = b.begin();
  while ((at != a.end() || bt != b.end()) && all < kMaxTraits) {
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

// A trait and the place of an item that has it, sorted by trait.
using TraitIndex = std::vector<std::pair<uint32_t, uint32_t>>;

TraitIndex index_of(const std::vector<Described>& items) {
  TraitIndex index;
  for (size_t i = 0; i < items.size(); ++i) {
    const ItemTraits& traits = items[i].traits;
    const size_t count = std::min(traits.size(), kMaxIndexedTraits);
    for (size_t t = 0; t < count; ++t) {
      index.emplace_back(traits[t], static_cast<uint32_t>(i));
    }
  }
  std::ranges::sort(index);
  return index;
}

// Those that share a trait that few have. In the order of traits: what the
// bound leaves out does not hang on which side is which.
Candidates likely_candidates(const std::vector<Described>& before,
                             const std::vector<Described>& after) {
  const TraitIndex olds = index_of(before);
  const TraitIndex news = index_of(after);
  Candidates candidates;
  auto old_at = olds.begin();
  auto new_at = news.begin();
  while (old_at != olds.end() && new_at != news.end() &&
         candidates.size() < kMaxComparedPairs) {
    const uint32_t trait = std::max(old_at->first, new_at->first);
    const auto past = [trait](auto at, auto end) {
      return std::find_if(at, end,
                          [trait](auto& e) { return e.first > trait; });
    };
    if (old_at->first < trait || new_at->first < trait) {
      const auto differs = [trait](auto& e) { return e.first >= trait; };
      old_at = std::find_if(old_at, olds.end(), differs);
      new_at = std::find_if(new_at, news.end(), differs);
      continue;
    }
    const auto old_end = past(old_at, olds.end());
    const auto new_end = past(new_at, news.end());
    if ((old_end - old_at) * (new_end - new_at) <= kMaxPairsOfTrait) {
      for (auto i = old_at; i != old_end; ++i) {
        for (auto j = new_at; j != new_end; ++j) {
          candidates.push_back({i->second, j->second});
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

ItemPairing::ItemPairing(size_t before_size, size_t after_size)
    : before_(before_size, kUnpaired),
      after_(after_size, kUnpaired),
      unpaired_before_(before_size),
      unpaired_after_(after_size) {}

void ItemPairing::pair(size_t before, size_t after) {
  before_[before] = after;
  after_[after] = before;
  --unpaired_before_;
  --unpaired_after_;
}

void ItemPairing::by_key(const KeyOf& before, const KeyOf& after,
                         Repeated repeated) {
  if (done()) return;
  struct Holders {
    std::vector<size_t> before;
    std::vector<size_t> after;
  };
  std::unordered_map<std::string, Holders> by_key;
  for (const size_t item : unpaired_before()) {
    std::string key = before(item);
    if (!key.empty()) by_key[std::move(key)].before.push_back(item);
  }
  for (const size_t item : unpaired_after()) {
    const auto found = by_key.find(after(item));
    if (found != by_key.end()) found->second.after.push_back(item);
  }
  for (const auto& [key, holders] : by_key) {
    const size_t count = std::min(holders.before.size(), holders.after.size());
    if (repeated == Repeated::kLeft &&
        (holders.before.size() != 1 || holders.after.size() != 1)) {
      continue;
    }
    for (size_t i = 0; i < count; ++i) {
      pair(holders.before[i], holders.after[i]);
    }
  }
}

void ItemPairing::by_likeness(const TraitsOf& before, const TraitsOf& after,
                              size_t min_percent) {
  if (done()) return;
  const std::vector<Described> olds = describe(unpaired_before(), before);
  const std::vector<Described> news = describe(unpaired_after(), after);
  Candidates candidates = olds.size() <= kMaxComparedPairs / news.size()
                              ? all_candidates(olds.size(), news.size())
                              : likely_candidates(olds, news);
  std::vector<Likeness> alike;
  for (const AlignedPair& candidate : candidates) {
    const Described& old_item = olds[candidate.before];
    const Described& new_item = news[candidate.after];
    const size_t percent = percent_shared(old_item.traits, new_item.traits);
    if (percent < min_percent) continue;
    alike.push_back({percent, {old_item.item, new_item.item}});
  }
  std::ranges::sort(alike, comes_first);
  for (const Likeness& likeness : alike) {
    if (before_[likeness.pair.before] != kUnpaired ||
        after_[likeness.pair.after] != kUnpaired) {
      continue;
    }
    pair(likeness.pair.before, likeness.pair.after);
  }
}

std::vector<AlignedPair> ItemPairing::pairs() const {
  std::vector<AlignedPair> found;
  found.reserve(before_.size() - unpaired_before_);
  for (size_t i = 0; i < before_.size(); ++i) {
    if (before_[i] != kUnpaired) found.push_back({i, before_[i]});
  }
  return found;
}

std::vector<size_t> ItemPairing::unpaired(const std::vector<size_t>& items) {
  std::vector<size_t> found;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i] == kUnpaired) found.push_back(i);
  }
  return found;
}

}  // namespace pagescan
