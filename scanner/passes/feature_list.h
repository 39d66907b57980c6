// Features for the form model, as hashes of where something was read and what.
// A value with scratch memory of its own; one thread's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/passes/form_purposes.h"
#include "scanner/passes/form_words.h"
#include "scanner/passes/linear_model.h"

namespace pagescan {

/// Where a feature was read: part of its key. Learned weights belong to these
/// numbers: a new one goes at the end, and training is run again.
enum class FeatureSpace : uint32_t {
  kFormName = 1,
  kFormId,
  kFormLabel,
  kFormPlaceholder,
  kFormButton,
  kFormHiddenName,
  kFormNames,
  kFormAction,
  kFormLinkText,
  kFormLinkTarget,
  kFormHeading,
  kFormText,
  kPageTitle,
  kPageUrl,
  kFormAny,
  kFormCount,
  kFormMethod,
  kFormOnly,
  kFieldType,
  kFieldName,
  kFieldId,
  kFieldLabel,
  kFieldPlaceholder,
  kFieldTitle,
  kFieldButton,
  kFieldCheckValue,
  kFieldValue,
  kFieldBefore,
  kFieldOptions,
  kFieldFirstOption,
  kFieldOptionCount,
  kFieldNumericOptions,
  kFieldAutocomplete,
  kFieldFlag,
  kFieldMaxLength,
  kFieldAny,
  kFieldAnyOfType,
  kFieldPassword,
  kFieldCount,
  kFieldPlace,
  kPreviousType,
  kPreviousName,
  kPreviousLabel,
  kPreviousAny,
  kNextType,
  kNextName,
  kNextLabel,
  kNextAny,
  kContextPasswords,
  kContextMethod,
  kContextTexts,
  kContextButton,
  kContextAction,
  kContextNames,
  kContextPurpose,
  kContextPurposeOfType,
  kFormHeadingBefore
};

class FeatureList {
 public:
  /// What a group of words weighs together, however many they are.
  static constexpr float kGroupWeight = 3;

  void clear() { features_.clear(); }
  std::span<const Feature> features() const { return features_; }

  void add(Evidence evidence, FeatureSpace space, uint32_t what,
           float value = 1);
  void add(Evidence evidence, FeatureSpace space, std::string_view what) {
    add(evidence, space, hash_bytes(what));
  }

  /// A group of words, each counted once.
  void add_words(Evidence evidence, FeatureSpace space,
                 std::span<const uint32_t> hashes);

  /// What words mean, each concept for itself...
  void add_concepts(Evidence evidence, FeatureSpace space,
                    const ConceptSet& concepts, float value = 1);
  /// ... and once more for what the words mean as a whole.
  void add_concepts(Evidence evidence, FeatureSpace space, const Words& words,
                    float value = 1);

  void append(std::span<const Feature> features) {
    features_.insert(features_.end(), features.begin(), features.end());
  }

 private:
  std::vector<Feature> features_;
  std::vector<uint32_t> distinct_;
};

/// How many, in steps that matter less the more they are.
constexpr uint32_t count_step(size_t count) {
  if (count < 4) return static_cast<uint32_t>(count);
  if (count < 7) return 4;
  return count < 13 ? 5 : 6;
}

}  // namespace pagescan
