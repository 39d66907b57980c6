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

  LinearModel() = default;
  /// `bias` has one value a class. `slots` are a power of two, some empty.
  /// A row of `weights` is its count, then so many pairs of class and weight,
  /// the weight a signed byte in units of `unit`.
  LinearModel(std::span<const float> bias, std::span<const Slot> slots,
              std::span<const uint8_t> weights, float unit)
      : bias_(bias), slots_(slots), weights_(weights), unit_(unit) {}

  size_t class_count() const { return bias_.size(); }
  std::span<const float> bias() const { return bias_; }

  /// Adds the features' weights to `scores`, one a class.
  void add_scores(std::span<const Feature> features,
                  std::span<float> scores) const;

  /// Adds to `sums`, one a kind of evidence, what the features of each kind
  /// say for class `chosen` over the mean of what they say for all.
  void add_evidence(std::span<const Feature> features, size_t chosen,
                    std::span<float> sums) const;

 private:
  // The row of a feature, count first; empty if the model does not know it.
  std::span<const uint8_t> row_of(uint32_t key) const;

  std::span<const float> bias_;
  std::span<const Slot> slots_;
  std::span<const uint8_t> weights_;
  float unit_ = 0;
};

/// Probabilities of classes, of scores each a log-odds of its class against
/// all others; they sum to 1.
void to_probabilities(std::span<float> scores);

}  // namespace pagescan
