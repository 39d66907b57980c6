#include "scanner/passes/linear_model.h"

#include <cmath>

namespace pagescan {

std::span<const uint8_t> LinearModel::row_of(uint32_t key) const {
  if (slots_.empty() || key == 0) return {};
  const size_t mask = slots_.size() - 1;
  for (size_t i = key & mask; slots_[i].key != 0; i = (i + 1) & mask) {
    if (slots_[i].key != key) continue;
    const size_t count = weights_[slots_[i].row];
    return weights_.subspan(slots_[i].row + 1, count * 2);
  }
  return {};
}

void LinearModel::add_scores(std::span<const Feature> features,
                             std::span<float> scores) const {
  for (const Feature& feature : features) {
    const std::span<const uint8_t> row = row_of(feature.key);
    const float scale = feature.value * unit_;
    for (size_t i = 0; i < row.size(); i += 2) {
      scores[row[i]] +=
          scale * static_cast<float>(static_cast<int8_t>(row[i + 1]));
    }
  }
}

void LinearModel::add_evidence(std::span<const Feature> features, size_t chosen,
                               std::span<float> sums) const {
  const auto classes = static_cast<float>(class_count());
  for (const Feature& feature : features) {
    const std::span<const uint8_t> row = row_of(feature.key);
    const float scale = feature.value * unit_;
    float weight = 0;
    float all = 0;
    for (size_t i = 0; i < row.size(); i += 2) {
      const auto value = static_cast<float>(static_cast<int8_t>(row[i + 1]));
      all += value;
      if (row[i] == chosen) weight = value;
    }
    sums[feature.evidence] += scale * (weight - all / classes);
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
