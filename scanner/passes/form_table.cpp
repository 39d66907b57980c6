#include "scanner/passes/form_table.h"

#include <bit>
#include <cstring>

#include "scanner/base/strings.h"

// rules/form_model.bin, by form_table_bytes.S.
extern "C" {
// NOLINTBEGIN(readability-identifier-naming): names of the assembler file.
extern const char pagescan_form_table_begin[];
extern const char pagescan_form_table_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace pagescan {
namespace {

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
  table.concept_names = {names.data(), names.size()};
  table.words_hash = header.words_hash;
  return table;
}

std::optional<size_t> FormTable::concept_named(std::string_view name) const {
  size_t number = 0;
  for (const std::string_view n : split(concept_names, '\n')) {
    if (n == name) return number;
    ++number;
  }
  return std::nullopt;
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
