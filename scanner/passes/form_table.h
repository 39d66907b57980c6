// What the form model knows: the word list and the learned weights, as views
// into one table of bytes. The bytes are made by rules/training and built into
// the program; a FormTable borrows them. Immutable; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "scanner/passes/form_concepts.h"
#include "scanner/passes/form_words.h"
#include "scanner/passes/linear_model.h"

namespace pagescan {

/// The layout: this header, then the parts at the offsets it gives, each a
/// multiple of 8. Numbers are little-endian.
struct FormTableHeader {
  struct Part {
    uint32_t offset = 0;  // bytes from the start of the table
    uint32_t count = 0;   // elements, not bytes
  };
  struct Model {
    Part bias;     // float
    Part slots;    // LinearModel::Slot
    Part weights;  // uint8_t
    float unit = 0;
    uint32_t reserved = 0;
  };

  static constexpr uint64_t kMagic = 0x324D524F46534750;  // "PGSFORM2"

  uint64_t magic = kMagic;
  uint32_t words_hash = 0;  // hash_bytes() of the word list it is made from
  uint32_t reserved = 0;
  Part concept_names;  // char, each name ended by a line feed
  Part phrase_slots;   // PhraseTable::Slot
  Part phrase_sets;    // ConceptSet
  Model forms;
  Model fields;
  Part domains;  // uint32_t, sorted: hashes of the domains it learned from
};

struct FormTable {
  PhraseTable phrases;
  LinearModel forms;   // its classes are FormPurpose, in order
  LinearModel fields;  // its classes are FieldClass, in order
  std::span<const uint32_t> domains;
  uint32_t words_hash = 0;
  /// By Concept: the number each has in the word list.
  std::array<uint8_t, kConceptNames.size()> concept_numbers{};

  /// Whether `said` has the concept.
  bool has(const ConceptSet& said, Concept wanted) const {
    return said.test(concept_numbers[static_cast<size_t>(wanted)]);
  }
};

/// Reads a table; nothing if it is none, of another layout, or lacks a concept.
/// `bytes` must be aligned to 8 and outlive what is returned.
std::optional<FormTable> read_form_table(std::string_view bytes);

/// The table built into the program. Costs nothing to speak of.
std::string_view built_in_form_table_bytes();
FormTable built_in_form_table();

}  // namespace pagescan
