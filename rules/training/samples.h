// Annotated forms as features: what the trainer learns from. Owns everything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/training/annotations.h"
#include "scanner/page.h"
#include "scanner/passes/form_table.h"
#include "scanner/passes/linear_model.h"

namespace pagescan::training {

struct FieldSample {
  std::vector<Feature> features;  // without the form's purpose
  std::string type;
  std::optional<size_t> field_class;  // nothing: not annotated
};

struct FormSample {
  std::string domain;
  std::optional<size_t> purpose;  // nothing: not annotated
  std::vector<Feature> features;
  std::vector<Feature> context;  // of all its fields
  std::vector<FieldSample> fields;
};

/// An annotated page read as pagescan reads it, its forms judged by `table`;
/// nothing where it has other forms than were annotated.
std::optional<Page> judged_page(const AnnotatedPage& annotated,
                                const FormTable& table);

/// The field of `form` annotated as `name`: the first control of that name that
/// is not hidden, null if there is none.
const Control* annotated_control(const Form& form, std::string_view name);

/// The forms of the pages as features. Pages with other forms than were
/// annotated give none.
std::vector<FormSample> read_samples(std::span<const AnnotatedPage> pages,
                                     const PhraseTable& phrases);

}  // namespace pagescan::training
