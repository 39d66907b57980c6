// A linear classifier over hashed features: sums, for each class, the weights
// of the features something has. Borrows its table; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pagescan {

/// One feature of what is classified.
struct Feature {
  uint32_t key = 0;  // hash of what it is
  float value = 1;
  uint8_t evidence = 0;  // what it was read from, for the reasons
};

class LinearModel {
 public:
  /// Where the weights of a feature stand. 0 in `key` is an empty slot.
  struct Slot {
    uint32_t key = 0;
    uint32_t row = 0;  // offset in the weights
  };

  static constexpr uint8_t kDense = 255;
  static constexpr size_t kRowHead = 3;  // bytes: count and sum

  LinearModel() = default;
  /// `bias` has one value a class. `slots` are a power of two, some empty.
  /// A row of `weights` is a count, the sum of its weights in two bytes, the
  /// lower first, then so many pairs of class and weight, or, where the count
  /// is kDense, a weight for each class. A weight is a signed byte in units of
  /// `unit`. The first row is empty, for features that are not known.
  LinearModel(std::span<const float> bias, std::span<const Slot> slots,
              std::span<const uint8_t> weights, float unit)
      : bias_(bias), slots_(slots), weights_(weights), unit_(unit) {}

  size_t class_count() const { return bias_.size(); }
  std::span<const float> bias() const { return bias_; }

  /// Where the weights of each feature stand, for the two below: one for each
  /// feature, whether the model knows it or not.
  void find_rows(std::span<const Feature> features,
                 std::vector<uint32_t>& rows) const;

  /// Adds the features' weights to `scores`, one a class.
  void add_scores(std::span<const Feature> features,
                  std::span<const uint32_t> rows,
                  std::span<float> scores) const;

  /// Adds to `sums`, one a kind of evidence, what the features of each kind
  /// say for class `chosen` over the mean of what they say for all.
  void add_evidence(std::span<const Feature> features,
                    std::span<const uint32_t> rows, size_t chosen,
                    std::span<float> sums) const;

 private:
  uint32_t row_of(uint32_t key) const;
  bool is_dense(uint32_t row) const { return weights_[row] == kDense; }
  std::span<const uint8_t> weights_at(uint32_t row) const {
    const size_t bytes =
        is_dense(row) ? class_count() : size_t{weights_[row]} * 2;
    return weights_.subspan(row + kRowHead, bytes);
  }
  int sum_at(uint32_t row) const {
    return static_cast<int16_t>(weights_[row + 1] | (weights_[row + 2] << 8));
  }
  int weight_at(uint32_t row, size_t chosen) const;

  std::span<const float> bias_;
  std::span<const Slot> slots_;
  std::span<const uint8_t> weights_;
  float unit_ = 0;
};

/// Probabilities of classes, of scores each a log-odds of its class against
/// all others; they sum to 1.
void to_probabilities(std::span<float> scores);

}  // namespace pagescan
