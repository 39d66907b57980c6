#include "rules/training/table_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "scanner/passes/form_table.h"

namespace pagescan::training {
namespace {

constexpr float kLargest = 127;
// Weights are cut at what all but this part of them is under.
constexpr double kCutPart = 0.0005;
// Weights under so many units say next to nothing and take most of the room.
constexpr float kLeastUnits = 2;

template <class T>
FormTableHeader::Part append_part(const std::vector<T>& items,
                                  std::string& bytes) {
  constexpr size_t kAlignment = 8;
  while (bytes.size() % kAlignment != 0) bytes += '\0';
  const FormTableHeader::Part part{static_cast<uint32_t>(bytes.size()),
                                   static_cast<uint32_t>(items.size())};
  const size_t size = items.size() * sizeof(T);
  bytes.resize(bytes.size() + size);
  std::memcpy(bytes.data() + part.offset, items.data(), size);
  return part;
}

float weight_unit(const LearnedModel& model) {
  std::vector<float> sizes;
  for (const auto& [key, weights] : model.weights) {
    for (const float weight : weights) sizes.push_back(std::abs(weight));
  }
  if (sizes.empty()) return 1;
  const auto cut = static_cast<std::ptrdiff_t>(
      static_cast<double>(sizes.size()) * (1 - kCutPart));
  std::nth_element(sizes.begin(), sizes.begin() + cut, sizes.end());
  return std::max(sizes[static_cast<size_t>(cut)], 1e-6F) / kLargest;
}

// A row as LinearModel has it. Nothing where all weights are small.
std::vector<uint8_t> to_row(const std::vector<float>& weights, float unit) {
  std::vector<uint8_t> pairs;
  std::vector<uint8_t> dense;
  int sum = 0;
  for (size_t c = 0; c < weights.size(); ++c) {
    float units =
        std::clamp(std::round(weights[c] / unit), -kLargest, kLargest);
    if (std::abs(units) < kLeastUnits) units = 0;
    const auto weight = static_cast<int8_t>(units);
    sum += weight;
    dense.push_back(static_cast<uint8_t>(weight));
    if (weight == 0) continue;
    pairs.push_back(static_cast<uint8_t>(c));
    pairs.push_back(static_cast<uint8_t>(weight));
  }
  if (pairs.empty()) return {};
  // One of each class is no longer than the pairs would be, and faster.
  const bool is_dense = pairs.size() >= dense.size();
  constexpr int kByte = 0xFF;
  constexpr int kByteBits = 8;
  std::vector<uint8_t> row = {
      is_dense ? LinearModel::kDense : static_cast<uint8_t>(pairs.size() / 2),
      static_cast<uint8_t>(sum & kByte),
      static_cast<uint8_t>((sum >> kByteBits) & kByte)};
  const std::vector<uint8_t>& rest = is_dense ? dense : pairs;
  row.insert(row.end(), rest.begin(), rest.end());
  return row;
}

std::vector<LinearModel::Slot> hash_slots(
    const std::map<uint32_t, uint32_t>& rows) {
  size_t size = 2;
  while (size * 2 < rows.size() * 3) size *= 2;  // at most two thirds full
  std::vector<LinearModel::Slot> slots(size);
  for (const auto& [key, row] : rows) {
    size_t slot = key & (size - 1);
    while (slots[slot].key != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = {key, row};
  }
  return slots;
}

FormTableHeader::Model append_model(const LearnedModel& model,
                                    std::string& bytes) {
  FormTableHeader::Model header;
  header.unit = weight_unit(model);
  std::map<uint32_t, uint32_t> rows;
  std::map<std::string, uint32_t> known;            // equal rows stand once
  std::vector<uint8_t> all(LinearModel::kRowHead);  // of unknown features
  for (const auto& [key, weights] : model.weights) {
    const std::vector<uint8_t> row = to_row(weights, header.unit);
    if (row.empty()) continue;
    const auto [it, is_new] = known.emplace(std::string(row.begin(), row.end()),
                                            static_cast<uint32_t>(all.size()));
    if (is_new) all.insert(all.end(), row.begin(), row.end());
    rows.emplace(key, it->second);
  }
  header.bias = append_part(model.bias, bytes);
  header.slots = append_part(hash_slots(rows), bytes);
  header.weights = append_part(all, bytes);
  return header;
}

std::vector<char> joined_names(const std::vector<std::string>& names) {
  std::vector<char> joined;
  for (const std::string& name : names) {
    joined.insert(joined.end(), name.begin(), name.end());
    joined.push_back('\n');
  }
  return joined;
}

}  // namespace

std::string write_form_table(const PhraseList& phrases,
                             std::string_view word_list,
                             const LearnedModel& forms,
                             const LearnedModel& fields,
                             const std::set<uint32_t>& domains) {
  std::string bytes(sizeof(FormTableHeader), '\0');
  FormTableHeader header;
  header.words_hash = hash_bytes(word_list);
  header.concept_names = append_part(joined_names(phrases.concepts), bytes);
  header.phrase_slots = append_part(phrases.slots, bytes);
  header.phrase_sets = append_part(phrases.sets, bytes);
  header.forms = append_model(forms, bytes);
  header.fields = append_model(fields, bytes);
  header.domains =
      append_part(std::vector<uint32_t>(domains.begin(), domains.end()), bytes);
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

}  // namespace pagescan::training
