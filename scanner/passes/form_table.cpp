#include "scanner/passes/form_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

// rules/form_model.bin, by form_table_bytes.S.
extern "C" {
// NOLINTBEGIN(readability-identifier-naming): names of the assembler file.
extern const char pagescan_form_table_begin[];
extern const char pagescan_form_table_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace pagescan {
namespace {

static_assert(std::is_sorted(kConceptNames.begin(), kConceptNames.end()));
static_assert(std::endian::native == std::endian::little,
              "the form table is little-endian; train one for this machine");

template <class T>
bool read_part(std::string_view bytes, FormTableHeader::Part part,
               std::span<const T>& out) {
  const bool fits = part.offset % alignof(T) == 0 &&
                    part.offset <= bytes.size() &&
                    part.count <= (bytes.size() - part.offset) / sizeof(T);
  if (!fits) return false;
  // The bytes are laid out as these types are, by the program that made them.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  out = {reinterpret_cast<const T*>(bytes.data() + part.offset), part.count};
  return true;
}

bool is_power_of_two(size_t n) { return std::has_single_bit(n); }

bool read_model(std::string_view bytes, const FormTableHeader::Model& model,
                LinearModel& out) {
  std::span<const float> bias;
  std::span<const LinearModel::Slot> slots;
  std::span<const uint8_t> weights;
  const bool good = read_part(bytes, model.bias, bias) &&
                    read_part(bytes, model.slots, slots) &&
                    read_part(bytes, model.weights, weights) &&
                    is_power_of_two(slots.size());
  if (good) out = {bias, slots, weights, model.unit};
  return good;
}

// The numbers of the concepts that code asks for; whether all are there.
bool number_concepts(std::string_view names,
                     std::array<uint8_t, kConceptNames.size()>& numbers) {
  size_t found = 0;
  uint8_t number = 0;
  while (!names.empty()) {
    const size_t end = std::min(names.find('\n'), names.size() - 1);
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(end + 1);
    const auto* it =
        std::lower_bound(kConceptNames.begin(), kConceptNames.end(), name);
    if (it != kConceptNames.end() && *it == name) {
      numbers[static_cast<size_t>(it - kConceptNames.begin())] = number;
      ++found;
    }
    ++number;
  }
  return found == kConceptNames.size();
}

}  // namespace

std::optional<FormTable> read_form_table(std::string_view bytes) {
  FormTableHeader header;
  if (bytes.size() < sizeof(header)) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.magic != FormTableHeader::kMagic) return std::nullopt;
  FormTable table;
  std::span<const PhraseTable::Slot> slots;
  std::span<const ConceptSet> sets;
  std::span<const char> names;
  const bool good = read_part(bytes, header.concept_names, names) &&
                    read_part(bytes, header.phrase_slots, slots) &&
                    read_part(bytes, header.phrase_sets, sets) &&
                    is_power_of_two(slots.size()) &&
                    read_model(bytes, header.forms, table.forms) &&
                    read_model(bytes, header.fields, table.fields) &&
                    read_part(bytes, header.domains, table.domains);
  if (!good) return std::nullopt;
  table.phrases = PhraseTable(slots, sets);
  const bool knows_all =
      number_concepts({names.data(), names.size()}, table.concept_numbers);
  if (!knows_all) return std::nullopt;
  table.words_hash = header.words_hash;
  return table;
}

std::string_view built_in_form_table_bytes() {
  return {
      pagescan_form_table_begin,
      static_cast<size_t>(pagescan_form_table_end - pagescan_form_table_begin)};
}

FormTable built_in_form_table() {
  return read_form_table(built_in_form_table_bytes()).value_or(FormTable{});
}

}  // namespace pagescan
