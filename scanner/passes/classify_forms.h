// Says what each form is for and what each of its fields asks. Pure function;
// thread-safe.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "scanner/passes/form_features.h"
#include "scanner/passes/form_table.h"
#include "scanner/passes/forms.h"

namespace pagescan {

/// Judges the forms of one page, one after the other. Borrows what it is given.
class FormClassifier {
 public:
  FormClassifier(const FormTable& table, const FormPage& page);

  /// Sets the purpose of `form` and of its controls. `element` and `controls`
  /// are the form's element and those of its controls.
  void judge(Form& form, NodeId element, std::span<const NodeId> controls);

 private:
  void add_scores(const LinearModel& model, const FeatureList& features,
                  std::span<float> scores);
  void weigh_by_rules();
  void judge_form(Form& form);
  void judge_field(size_t index, Form& form, NodeId element);
  FieldPurpose refined(FieldPurpose purpose, size_t index, const Form& form);
  bool says_card(const ConceptSet& said) const;
  FieldPurpose refined_card(FieldPurpose purpose, const Control& control,
                            const ConceptSet& said) const;
  bool is_honorific(size_t index);
  std::optional<FieldPurpose> said_outright(size_t index);
  FieldPurpose refined_other(const Control& control,
                             const ConceptSet& said) const;

  const FormTable& table_;
  const FormPage& page_;
  FormFeatureReader reader_;
  FeatureList features_;
  FeatureList shared_;              // of all fields of the form
  std::vector<uint32_t> rows_;      // of the features last looked up
  std::vector<float> form_scores_;  // then probabilities
  std::vector<float> shared_scores_;
  std::vector<float> field_scores_;
};

}  // namespace pagescan
