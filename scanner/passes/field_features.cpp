// The part of FormFeatureReader that is about one field.
#include <algorithm>
#include <charconv>

#include "scanner/base/strings.h"
#include "scanner/passes/form_features.h"

namespace pagescan {
namespace {

// How many options there are: the counts that tell days, months, years, states
// and countries apart.
uint32_t option_count_step(size_t count) {
  constexpr std::array<size_t, 9> kSteps = {2, 3, 7, 12, 14, 26, 41, 71, 300};
  return static_cast<uint32_t>(
      std::upper_bound(kSteps.begin(), kSteps.end(), count) - kSteps.begin());
}

bool is_number(std::string_view text) {
  const std::string_view digits = strip_ascii_whitespace(text);
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(), is_ascii_digit);
}

// How many fourths of the options are numbers.
uint32_t numeric_fourths(const std::vector<SelectOption>& options) {
  const auto numeric = static_cast<size_t>(
      std::count_if(options.begin(), options.end(),
                    [](const SelectOption& o) { return is_number(o.label); }));
  return static_cast<uint32_t>(numeric * 4 / options.size());
}

// The length allowed, exact where it tells something, in tens above.
uint32_t length_step(std::string_view max_length) {
  constexpr uint32_t kExact = 20;
  constexpr uint32_t kLong = 200;
  uint32_t length = 0;
  const auto read = std::from_chars(
      max_length.data(), max_length.data() + max_length.size(), length);
  if (read.ec != std::errc()) return kLong + 1;
  if (length <= kExact) return length;
  return kExact + std::min(length, kLong) / 10;
}

bool is_choice(const Control& control) {
  return control.type == "checkbox" || control.type == "radio";
}

// What the form's purpose weighs, and how likely it must be to count.
constexpr float kPurposeWeight = 2;
constexpr float kLeastProbability = 0.05F;

// What stands before a field, or after it.
struct Neighbour {
  FeatureSpace type;
  FeatureSpace name;
  FeatureSpace label;
  FeatureSpace any;
};

constexpr Neighbour kPrevious = {
    FeatureSpace::kPreviousType, FeatureSpace::kPreviousName,
    FeatureSpace::kPreviousLabel, FeatureSpace::kPreviousAny};
constexpr Neighbour kNext = {FeatureSpace::kNextType, FeatureSpace::kNextName,
                             FeatureSpace::kNextLabel, FeatureSpace::kNextAny};

void add_neighbour(const Neighbour& spaces, const Control& control,
                   const ControlWords& words, FeatureList& features) {
  constexpr size_t kMaxLabelWords = 4;
  features.add(Evidence::kNeighbours, spaces.type, control.type);
  features.add_words(Evidence::kNeighbours, spaces.name, words.name.hashes);
  const std::span<const uint32_t> label =
      words.label.hashes.empty() ? words.button.hashes : words.label.hashes;
  features.add_words(Evidence::kNeighbours, spaces.label,
                     label.first(std::min(label.size(), kMaxLabelWords)));
  features.add_concepts(Evidence::kNeighbours, spaces.any, words.any);
}

}  // namespace

void FormFeatureReader::add_own_words(size_t index, FeatureList& features) {
  const Control& field = control(index);
  const ControlWords& words = words_of(index);
  const auto add = [&](Evidence evidence, FeatureSpace space,
                       const Words& own) {
    features.add_words(evidence, space, own.hashes);
    features.add_concepts(evidence, space, own);
  };
  add(Evidence::kName, FeatureSpace::kFieldName, words.name);
  add(Evidence::kId, FeatureSpace::kFieldId, words.id);
  add(Evidence::kLabel, FeatureSpace::kFieldLabel, words.label);
  add(Evidence::kPlaceholder, FeatureSpace::kFieldPlaceholder,
      words.placeholder);
  add(Evidence::kTitle, FeatureSpace::kFieldTitle, words.title);
  add(Evidence::kButton, FeatureSpace::kFieldButton, words.button);
  add(Evidence::kValue,
      is_choice(field) ? FeatureSpace::kFieldCheckValue
                       : FeatureSpace::kFieldValue,
      words.value);
  add(Evidence::kTextBefore, FeatureSpace::kFieldBefore, words.before);
  add(Evidence::kOptions, FeatureSpace::kFieldOptions, words.options);
  add(Evidence::kOptions, FeatureSpace::kFieldFirstOption, words.first_option);
  features.add_concepts(Evidence::kName, FeatureSpace::kFieldAny, words.any);
  const uint32_t type = hash_bytes(field.type);
  words.any.for_each([&](size_t number) {
    features.add(Evidence::kType, FeatureSpace::kFieldAnyOfType,
                 type + static_cast<uint32_t>(number));
  });
}

void FormFeatureReader::add_constraints(const Control& field,
                                        FeatureList& features) const {
  const auto flag = [&](bool is_set, uint32_t number) {
    if (!is_set) return;
    features.add(Evidence::kConstraints, FeatureSpace::kFieldFlag, number);
  };
  flag(field.required, 1);
  flag(field.readonly, 2);
  flag(field.multiple, 3);
  flag(field.checked, 4);
  flag(field.disabled, 5);
  flag(field.pattern.has_value(), 6);
  if (field.max_length) {
    features.add(Evidence::kConstraints, FeatureSpace::kFieldMaxLength,
                 length_step(*field.max_length));
  }
  if (field.autocomplete) {
    features.add(Evidence::kAutocomplete, FeatureSpace::kFieldAutocomplete,
                 ascii_lowercase(*field.autocomplete));
  }
  if (!field.options.empty()) {
    features.add(Evidence::kOptions, FeatureSpace::kFieldOptionCount,
                 option_count_step(field.options.size()));
    features.add(Evidence::kOptions, FeatureSpace::kFieldNumericOptions,
                 numeric_fourths(field.options));
  }
}

void FormFeatureReader::add_place(size_t index, FeatureList& features) {
  const auto add = [&](FeatureSpace space, uint32_t what) {
    features.add(Evidence::kNeighbours, space, what);
  };
  const auto it = std::lower_bound(passwords_.begin(), passwords_.end(), index);
  if (it != passwords_.end() && *it == index) {
    constexpr uint32_t kMost = 3;
    const auto nth = static_cast<uint32_t>(it - passwords_.begin());
    const auto count = static_cast<uint32_t>(passwords_.size());
    add(FeatureSpace::kFieldPassword,
        std::min(nth, kMost) * (kMost + 1) + std::min(count, kMost));
  }
  add(FeatureSpace::kFieldCount, count_step(fields_.size()));
  constexpr uint32_t kFirst = 1;
  constexpr uint32_t kLast = 2;
  if (index == 0) {
    add(FeatureSpace::kFieldPlace, kFirst);
    add(FeatureSpace::kPreviousType, 0);
  } else {
    add_neighbour(kPrevious, control(index - 1), words_of(index - 1), features);
  }
  if (index + 1 == fields_.size()) {
    add(FeatureSpace::kFieldPlace, kLast);
    add(FeatureSpace::kNextType, 0);
  } else {
    add_neighbour(kNext, control(index + 1), words_of(index + 1), features);
  }
}

void FormFeatureReader::field_features(size_t index, FeatureList& features) {
  features.add(Evidence::kType, FeatureSpace::kFieldType, control(index).type);
  add_own_words(index, features);
  add_constraints(control(index), features);
  add_place(index, features);
}

void add_form_purpose(std::span<const float> purposes, FeatureList& features) {
  for (uint32_t i = 0; i < purposes.size(); ++i) {
    if (purposes[i] < kLeastProbability) continue;
    features.add(Evidence::kForm, FeatureSpace::kContextPurpose, i,
                 kPurposeWeight * purposes[i]);
  }
}

void add_form_purpose_of_type(std::span<const float> purposes,
                              std::string_view type, FeatureList& features) {
  const uint32_t type_hash = hash_bytes(type);
  for (uint32_t i = 0; i < purposes.size(); ++i) {
    if (purposes[i] < kLeastProbability) continue;
    features.add(Evidence::kForm, FeatureSpace::kContextPurposeOfType,
                 type_hash + i, kPurposeWeight * purposes[i]);
  }
}

}  // namespace pagescan
