#include "scanner/passes/linear_model.h"

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
    const std::span<const uint8_t> row = weights_at(rows[f]);
    const float scale = features[f].value * unit_;
    for (size_t i = 0; i < row.size(); i += 2) {
      scores[row[i]] +=
          scale * static_cast<float>(static_cast<int8_t>(row[i + 1]));
    }
  }
}

void LinearModel::add_evidence(std::span<const Feature> features,
                               std::span<const uint32_t> rows, size_t chosen,
                               std::span<float> sums) const {
  const auto classes = static_cast<float>(class_count());
  for (size_t f = 0; f < features.size(); ++f) {
    const std::span<const uint8_t> row = weights_at(rows[f]);
    int weight = 0;
    int all = 0;
    for (size_t i = 0; i < row.size(); i += 2) {
      const int value = static_cast<int8_t>(row[i + 1]);
      all += value;
      if (row[i] == chosen) weight = value;
    }
    sums[features[f].evidence] +=
        features[f].value * unit_ *
        (static_cast<float>(weight) - static_cast<float>(all) / classes);
  }
}

void to_probabilities(std::span<float> scores) {
  float sum = 0;
  for (float& score : scores) {
    score = 1 / (1 + std::exp(-score));
    sum += score;
  }
  for (float& score : scores) score /= sum;
}

}  // namespace pagescan
