#include "rules/training/trainer.h"

#include <linear.h>

#include <algorithm>
#include <memory>
#include <set>

#include "rules/training/table_writer.h"
#include "scanner/passes/field_class.h"
#include "scanner/passes/form_features.h"
#include "scanner/passes/linear_model.h"

namespace pagescan::training {
namespace {

// Found by cross-validation; results change little around them.
constexpr double kFormCost = 3;
constexpr double kFieldCost = 2;
constexpr double kTolerance = 0.01;
constexpr size_t kLeastOccurrences = 3;  // of a rarer feature it is chance
constexpr size_t kInnerFolds = 5;
constexpr float kNeverBias = -20;  // of a class without an example

struct Example {
  std::vector<Feature> features;
  size_t label = 0;
};

// Features by number, those that occur often enough.
std::map<uint32_t, int> number_features(std::span<const Example> examples) {
  std::map<uint32_t, size_t> counts;
  for (const Example& example : examples) {
    std::set<uint32_t> keys;
    for (const Feature& f : example.features) keys.insert(f.key);
    for (const uint32_t key : keys) ++counts[key];
  }
  std::map<uint32_t, int> numbers;
  for (const auto& [key, count] : counts) {
    if (count < kLeastOccurrences) continue;
    const int number = static_cast<int>(numbers.size()) + 1;
    numbers.emplace(key, number);
  }
  return numbers;
}

// One example as LIBLINEAR wants it: sorted, ended by -1, the bias last.
std::vector<feature_node> to_nodes(const Example& example,
                                   const std::map<uint32_t, int>& numbers) {
  std::map<int, double> values;
  for (const Feature& f : example.features) {
    const auto it = numbers.find(f.key);
    if (it != numbers.end()) values[it->second] += double{f.value};
  }
  std::vector<feature_node> nodes;
  nodes.reserve(values.size() + 2);
  for (const auto& [index, value] : values) nodes.push_back({index, value});
  nodes.push_back({static_cast<int>(numbers.size()) + 1, 1.0});
  nodes.push_back({-1, 0.0});
  return nodes;
}

LearnedModel to_learned(const model& trained, size_t class_count,
                        const std::map<uint32_t, int>& numbers) {
  LearnedModel learned;
  learned.bias.assign(class_count, kNeverBias);
  for (int c = 0; c < trained.nr_class; ++c) {
    const auto label = static_cast<size_t>(trained.label[c]);
    learned.bias[label] = static_cast<float>(get_decfun_bias(&trained, c));
  }
  for (const auto& [key, number] : numbers) {
    std::vector<float>& weights = learned.weights[key];
    weights.assign(class_count, 0);
    for (int c = 0; c < trained.nr_class; ++c) {
      const auto label = static_cast<size_t>(trained.label[c]);
      weights[label] = static_cast<float>(get_decfun_coef(&trained, number, c));
    }
  }
  return learned;
}

LearnedModel learn(std::span<const Example> examples, size_t class_count,
                   double cost) {
  const std::map<uint32_t, int> numbers = number_features(examples);
  std::vector<std::vector<feature_node>> rows;
  std::vector<feature_node*> row_starts;
  std::vector<double> labels;
  rows.reserve(examples.size());
  row_starts.reserve(examples.size());
  labels.reserve(examples.size());
  for (const Example& example : examples) {
    rows.push_back(to_nodes(example, numbers));
    labels.push_back(static_cast<double>(example.label));
  }
  for (auto& row : rows) row_starts.push_back(row.data());
  problem data{};
  data.l = static_cast<int>(rows.size());
  data.n = static_cast<int>(numbers.size()) + 1;
  data.y = labels.data();
  data.x = row_starts.data();
  data.bias = 1;
  parameter settings{};
  settings.solver_type = L2R_LR;
  settings.eps = kTolerance;
  settings.C = cost;
  set_print_string_function([](const char*) {});
  model* trained = train(&data, &settings);
  LearnedModel learned = to_learned(*trained, class_count, numbers);
  free_and_destroy_model(&trained);
  return learned;
}

std::vector<float> probabilities(const LearnedModel& model,
                                 std::span<const Feature> features) {
  std::vector<float> scores = model.bias;
  for (const Feature& f : features) {
    const auto it = model.weights.find(f.key);
    if (it == model.weights.end()) continue;
    for (size_t c = 0; c < scores.size(); ++c) {
      scores[c] += f.value * it->second[c];
    }
  }
  to_probabilities(scores);
  return scores;
}

LearnedModel learn_forms(std::span<const FormSample* const> samples,
                         std::optional<size_t> left_out) {
  std::vector<Example> examples;
  for (const FormSample* sample : samples) {
    const bool is_out =
        left_out && fold_of(sample->domain, kInnerFolds) == *left_out;
    if (!sample->purpose || is_out) continue;
    examples.push_back({sample->features, *sample->purpose});
  }
  return learn(examples, kFormPurposeNames.size(), kFormCost);
}

// Fields are learned beside what a model that has not seen their form takes it
// for, as it will be when pages are scanned.
LearnedModel learn_fields(std::span<const FormSample* const> samples) {
  std::vector<LearnedModel> forms;
  for (size_t fold = 0; fold < kInnerFolds; ++fold) {
    forms.push_back(learn_forms(samples, fold));
  }
  std::vector<Example> examples;
  for (const FormSample* sample : samples) {
    const std::vector<float> purposes = probabilities(
        forms[fold_of(sample->domain, kInnerFolds)], sample->features);
    for (const FieldSample& field : sample->fields) {
      if (!field.field_class) continue;
      FeatureList all;
      all.append(field.features);
      all.append(sample->context);
      add_form_purpose(purposes, all);
      add_form_purpose_of_type(purposes, field.type, all);
      examples.push_back(
          {{all.features().begin(), all.features().end()}, *field.field_class});
    }
  }
  return learn(examples, kFieldClassCount, kFieldCost);
}

}  // namespace

size_t fold_of(std::string_view domain, size_t folds) {
  // The upper half: FNV's low bits are weak for short strings.
  constexpr uint32_t kHalf = 16;
  return (hash_bytes(domain) >> kHalf) % folds;
}

std::string train_form_table(std::span<const FormSample* const> samples,
                             const PhraseList& phrases,
                             std::string_view word_list) {
  std::set<uint32_t> domains;
  for (const FormSample* sample : samples) {
    domains.insert(hash_bytes(sample->domain));
  }
  return write_form_table(phrases, word_list,
                          learn_forms(samples, std::nullopt),
                          learn_fields(samples), domains);
}

}  // namespace pagescan::training
