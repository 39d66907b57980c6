// What the form model sees of a form and of its fields. Training and inference
// read the same. Scratch memory is kept from form to form: one reader a page
// and thread; it borrows all it is given.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/feature_list.h"
#include "scanner/passes/form_words.h"
#include "scanner/passes/forms.h"

namespace pagescan {

/// A form as it was found: what is known of it and where it stands.
struct FoundForm {
  const Form& form;
  NodeId element = kNoNode;
  std::span<const NodeId> controls;  // the elements of form.controls
};

/// What is known of the page around the forms.
struct FormPage {
  const Document& document;
  std::string_view url;  // "" where it is not known
  std::string_view title;
  size_t form_count = 0;
};

/// The words of one control, by where they were read.
struct ControlWords {
  Words name;
  Words id;
  Words label;
  Words placeholder;
  Words title;
  Words button;
  Words value;
  Words before;  // text between it and what stands before it
  Words options;
  Words first_option;
  ConceptSet any;  // of what names it

  void clear();
};

class FormFeatureReader {
 public:
  FormFeatureReader(const PhraseTable& phrases, const FormPage& page);

  /// Reads a form; what follows is of the form last read, which must live on.
  void read(const FoundForm& found);

  /// What tells what the form is for.
  void form_features(FeatureList& features);

  /// What tells what each of its fields is for, the same for all of them.
  void context_features(FeatureList& features) const;

  /// Whether it has a password field.
  bool asks_password() const { return !passwords_.empty(); }
  /// Whether one or two values are typed into it, and no longer text.
  bool is_short() const;
  /// All that is said in it and on the page around it.
  ConceptSet said_anywhere() const;
  /// What is said where it is said what a form does: on its buttons, in its
  /// headings, in the page's title.
  ConceptSet said_in_headings() const;

  /// The fields: places in Form::controls of those that are not hidden.
  std::span<const size_t> fields() const { return fields_; }

  /// What tells what fields()[index] is for, but for context_features and
  /// the form's purpose.
  void field_features(size_t index, FeatureList& features);

  /// The words of fields()[index]. Good until the next but two is asked for.
  const ControlWords& words_of(size_t index);

 private:
  // Words of one kind from all over the form.
  enum Bag : uint8_t {
    kNames,
    kIds,
    kLabels,
    kPlaceholders,
    kButtons,
    kHiddenNames,
    kFormNames,
    kAction,
    kLinkTexts,
    kLinkTargets,
    kHeadings,
    kHeadingBefore,
    kText,
    kTitle,
    kUrl,
    kBagCount
  };

  void read_control(const Control& control, NodeId element,
                    ControlWords& words);
  void read_options(const Control& control, ControlWords& words);
  void read_around();
  void add_counts(FeatureList& features) const;
  void add_own_words(size_t index, FeatureList& features);
  void add_constraints(const Control& control, FeatureList& features) const;
  void add_place(size_t index, FeatureList& features);

  const Control& control(size_t index) const {
    return form_->controls[fields_[index]];
  }

  const FormPage& page_;
  WordReader reader_;
  const Form* form_ = nullptr;
  NodeId element_ = kNoNode;
  std::span<const NodeId> controls_;
  std::vector<size_t> fields_;
  // Of the first fields, and spare ones; of later ones, three at a time.
  std::vector<ControlWords> control_words_;
  std::array<ControlWords, 3> late_words_;
  std::array<size_t, 3> late_fields_{};
  std::vector<size_t> passwords_;  // places in fields_
  std::array<Words, kBagCount> bags_;
};

/// What the form's purpose, as a probability of each, says of its fields...
void add_form_purpose(std::span<const float> purposes, FeatureList& features);
/// ... and of those of the given type.
void add_form_purpose_of_type(std::span<const float> purposes,
                              std::string_view type, FeatureList& features);

}  // namespace pagescan
