#include "scanner/passes/linear_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pagescan {

uint32_t LinearModel::row_of(uint32_t key) const {
  const size_t mask = slots_.size() - 1;
  size_t i = key & mask;
  while (slots_[i].key != key && slots_[i].key != 0) i = (i + 1) & mask;
  return slots_[i].key == key ? slots_[i].row : 0;
}

void LinearModel::find_rows(std::span<const Feature> features,
                            std::vector<uint32_t>& rows) const {
  rows.clear();
  if (slots_.empty()) {
    rows.resize(features.size());
    return;
  }
  // The table is larger than the nearest caches: ask for what comes next while
  // this is looked up.
  constexpr size_t kAhead = 8;
  const size_t mask = slots_.size() - 1;
  const Feature* const end = features.data() + features.size();
  for (const Feature& feature : features) {
    if (end - &feature > std::ptrdiff_t{kAhead}) {
      __builtin_prefetch(&slots_[(&feature)[kAhead].key & mask]);
    }
    rows.push_back(row_of(feature.key));
    __builtin_prefetch(&weights_[rows.back()]);
  }
}

void LinearModel::add_scores(std::span<const Feature> features,
                             std::span<const uint32_t> rows,
                             std::span<float> scores) const {
  for (size_t f = 0; f < features.size(); ++f) {
    const uint8_t* const row = weights_at(rows[f]).data();
    const float scale = features[f].value * unit_;
    if (is_dense(rows[f])) {
      float* const sums = scores.data();
      const size_t count = class_count();
      for (size_t i = 0; i < count; ++i) {
        sums[i] += scale * static_cast<float>(static_cast<int8_t>(row[i]));
      }
      continue;
    }
    const size_t size = size_t{weights_[rows[f]]} * 2;
    for (size_t i = 0; i < size; i += 2) {
      scores[row[i]] +=
          scale * static_cast<float>(static_cast<int8_t>(row[i + 1]));
    }
  }
}

int LinearModel::weight_at(uint32_t row, size_t chosen) const {
  const std::span<const uint8_t> weights = weights_at(row);
  if (is_dense(row)) return static_cast<int8_t>(weights[chosen]);
  for (size_t i = 0; i < weights.size(); i += 2) {
    if (weights[i] == chosen) return static_cast<int8_t>(weights[i + 1]);
  }
  return 0;
}

void LinearModel::add_evidence(std::span<const Feature> features,
                               std::span<const uint32_t> rows, size_t chosen,
                               std::span<float> sums) const {
  const float classes = static_cast<float>(class_count());
  for (size_t f = 0; f < features.size(); ++f) {
    const auto weight = static_cast<float>(weight_at(rows[f], chosen));
    const auto all = static_cast<float>(sum_at(rows[f]));
    sums[features[f].evidence] +=
        features[f].value * unit_ * (weight - all / classes);
  }
}

void to_probabilities(std::span<float> scores) {
  // As good as certain; past it what is unlikely for all would divide by zero.
  constexpr float kCertain = 30;
  float sum = 0;
  for (float& score : scores) {
    score = 1 / (1 + std::exp(-std::clamp(score, -kCertain, kCertain)));
    sum += score;
  }
  for (float& score : scores) score /= sum;
}

}  // namespace pagescan
