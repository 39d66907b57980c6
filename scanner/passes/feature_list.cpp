#include "scanner/passes/feature_list.h"

#include <algorithm>
#include <cmath>

namespace pagescan {
namespace {

// Concepts have spaces of their own beside those of words.
FeatureSpace concepts_of(FeatureSpace space) {
  constexpr uint32_t kConcepts = 1U << 16U;
  return static_cast<FeatureSpace>(static_cast<uint32_t>(space) | kConcepts);
}

// The finalizer of MurmurHash3, in the public domain.
uint32_t feature_key(uint32_t space, uint32_t what) {
  uint32_t key = what ^ (space * 0x9E3779B1U);
  key ^= key >> 16U;
  key *= 0x85EBCA6BU;
  key ^= key >> 13U;
  key *= 0xC2B2AE35U;
  key ^= key >> 16U;
  return key == 0 ? 1 : key;  // 0 is an empty slot of the table
}

}  // namespace

void FeatureList::add(Evidence evidence, FeatureSpace space, uint32_t what,
                      float value) {
  features_.push_back({feature_key(static_cast<uint32_t>(space), what), value,
                       static_cast<uint8_t>(evidence)});
}

void FeatureList::add_words(Evidence evidence, FeatureSpace space,
                            std::span<const uint32_t> hashes) {
  if (hashes.empty()) return;
  distinct_.assign(hashes.begin(), hashes.end());
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()),
                  distinct_.end());
  const float value =
      kGroupWeight / std::sqrt(static_cast<float>(distinct_.size()));
  for (const uint32_t hash : distinct_) add(evidence, space, hash, value);
}

void FeatureList::add_concepts(Evidence evidence, FeatureSpace space,
                               const ConceptSet& concepts, float value) {
  concepts.for_each([&](size_t number) {
    add(evidence, concepts_of(space), static_cast<uint32_t>(number) * 2, value);
  });
}

void FeatureList::add_concepts(Evidence evidence, FeatureSpace space,
                               const Words& words, float value) {
  add_concepts(evidence, space, words.concepts, value);
  words.whole.for_each([&](size_t number) {
    add(evidence, concepts_of(space), static_cast<uint32_t>(number) * 2 + 1,
        value);
  });
}

}  // namespace pagescan
