#include "scanner/passes/classify_forms.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "scanner/base/one_of.h"
#include "scanner/passes/autocomplete_tokens.h"
#include "scanner/passes/csrf_token.h"
#include "scanner/passes/field_class.h"
#include "scanner/passes/honeypot.h"

namespace pagescan {
namespace {

Confidence as_confidence(float probability) {
  constexpr float kHundred = 100;
  return {static_cast<uint8_t>(std::lround(probability * kHundred))};
}

size_t most_likely(std::span<const float> scores) {
  return static_cast<size_t>(std::max_element(scores.begin(), scores.end()) -
                             scores.begin());
}

// The part of a birthday a part of a date is.
FieldPurpose of_birthday(FieldPurpose date) {
  switch (date) {
    case FieldPurpose::kDateDay:
      return FieldPurpose::kBdayDay;
    case FieldPurpose::kDateMonth:
      return FieldPurpose::kBdayMonth;
    case FieldPurpose::kDateYear:
      return FieldPurpose::kBdayYear;
    default:
      return FieldPurpose::kBday;
  }
}

// The part of a card's expiry a part of a date is.
FieldPurpose of_expiry(FieldPurpose date) {
  if (date == FieldPurpose::kDateMonth) return FieldPurpose::kCcExpMonth;
  if (date == FieldPurpose::kDateYear) return FieldPurpose::kCcExpYear;
  return FieldPurpose::kCcExp;
}

// What a field asks whose label is one phrase that means just this. Only what
// is typed or chosen, for fields the model is not sure of.
struct Said {
  Concept said;
  FieldPurpose purpose;
};

constexpr std::array<Said, 20> kSaid = {{
    {Concept::kUsername, FieldPurpose::kUsername},
    {Concept::kEmail, FieldPurpose::kEmail},
    {Concept::kFirstName, FieldPurpose::kGivenName},
    {Concept::kLastName, FieldPurpose::kFamilyName},
    {Concept::kMiddleName, FieldPurpose::kAdditionalName},
    {Concept::kFullName, FieldPurpose::kName},
    {Concept::kOrganization, FieldPurpose::kOrganization},
    {Concept::kGender, FieldPurpose::kSex},
    {Concept::kHonorific, FieldPurpose::kHonorificPrefix},
    {Concept::kBirth, FieldPurpose::kBday},
    {Concept::kCountry, FieldPurpose::kCountry},
    {Concept::kCity, FieldPurpose::kAddressLevel2},
    {Concept::kState, FieldPurpose::kAddressLevel1},
    {Concept::kAddress, FieldPurpose::kStreetAddress},
    {Concept::kPostalCode, FieldPurpose::kPostalCode},
    {Concept::kPhone, FieldPurpose::kTel},
    {Concept::kFax, FieldPurpose::kFax},
    {Concept::kUrl, FieldPurpose::kUrl},
    {Concept::kCaptcha, FieldPurpose::kCaptcha},
    {Concept::kTimezone, FieldPurpose::kTimeZone},
}};

JudgedField judged(FieldPurpose purpose, uint8_t hundredths,
                   Evidence evidence) {
  JudgedField field{purpose, {hundredths}, {}};
  field.reasons.add(evidence);
  return field;
}

// What a field is for by its author's own word, or by being a trap.
std::optional<JudgedField> stated_purpose(const Document& document,
                                          NodeId element,
                                          const Control& control) {
  constexpr uint8_t kTrap = 95;
  if (control.autocomplete) {
    const AutocompleteTokens tokens = parse_autocomplete(*control.autocomplete);
    if (tokens.state == AutocompleteState::kField && tokens.field) {
      return judged(*tokens.field, 100, Evidence::kAutocomplete);
    }
  }
  if (looks_like_honeypot(document, element, control)) {
    return judged(FieldPurpose::kHoneypot, kTrap, Evidence::kMarkup);
  }
  return std::nullopt;
}

std::optional<JudgedField> hidden_purpose(const Control& control) {
  constexpr uint8_t kByName = 95;
  constexpr uint8_t kByEntropy = 75;
  const std::optional<CsrfEvidence> evidence = csrf_evidence(control);
  if (!evidence) return std::nullopt;
  return *evidence == CsrfEvidence::kEntropy
             ? judged(FieldPurpose::kCsrfToken, kByEntropy, Evidence::kEntropy)
             : judged(FieldPurpose::kCsrfToken, kByName, Evidence::kName);
}

using EvidenceSums = std::array<float, kEvidenceNames.size()>;

Reasons strongest(EvidenceSums sums) {
  Reasons reasons;
  for (size_t n = 0; n < Reasons::kMax; ++n) {
    auto* const most = std::max_element(sums.begin(), sums.end());
    if (*most <= 0) break;
    reasons.add(static_cast<Evidence>(most - sums.begin()));
    *most = 0;
  }
  return reasons;
}

// What scores that hold for all fields of a form say for one class.
float excess(std::span<const float> scores, std::span<const float> bias,
             size_t chosen) {
  float all = 0;
  for (size_t i = 0; i < scores.size(); ++i) all += scores[i] - bias[i];
  return scores[chosen] - bias[chosen] - all / static_cast<float>(bias.size());
}

}  // namespace

FormClassifier::FormClassifier(const FormTable& table, const FormPage& page)
    : table_(table),
      page_(page),
      reader_(table.phrases, page),
      form_scores_(table.forms.class_count()),
      shared_scores_(table.fields.class_count()),
      field_scores_(table.fields.class_count()) {}

// Leaves in rows_ where the model has what it knows of the features.
void FormClassifier::add_scores(const LinearModel& model,
                                const FeatureList& features,
                                std::span<float> scores) {
  model.find_rows(features.features(), rows_);
  model.add_scores(features.features(), rows_, scores);
}

// What people know and the examples are too few to show.
void FormClassifier::weigh_by_rules() {
  constexpr float kUnlikely = 0.1F;
  constexpr float kLessLikely = 0.3F;
  constexpr float kStepInOther = 0.6F;
  const auto score = [&](FormPurpose purpose) -> float& {
    return form_scores_[static_cast<size_t>(purpose)];
  };
  if (reader_.asks_password()) {
    score(FormPurpose::kSearch) *= kUnlikely;
    score(FormPurpose::kNewsletter) *= kUnlikely;
    score(FormPurpose::kOther) *= kLessLikely;
  }
  // The first step of an account: an address and a button, and words that say
  // what for.
  const bool may_be_step =
      reader_.is_short() && !reader_.asks_password() &&
      !table_.has(reader_.said_anywhere(), Concept::kSubscribe);
  if (may_be_step) {
    const ConceptSet headed = reader_.said_in_headings();
    const bool signs_up = table_.has(headed, Concept::kRegister);
    if (signs_up || table_.has(headed, Concept::kLogin)) {
      float& step =
          score(signs_up ? FormPurpose::kRegistration : FormPurpose::kLogin);
      step += std::exchange(score(FormPurpose::kNewsletter), 0.0F);
      float& other = score(FormPurpose::kOther);
      step += other * kStepInOther;
      other *= 1 - kStepInOther;
    }
  }
  const float sum =
      std::accumulate(form_scores_.begin(), form_scores_.end(), 0.0F);
  for (float& s : form_scores_) s /= sum;
}

void FormClassifier::judge_form(Form& form) {
  features_.clear();
  reader_.form_features(features_);
  const LinearModel& model = table_.forms;
  std::copy(model.bias().begin(), model.bias().end(), form_scores_.begin());
  add_scores(model, features_, form_scores_);
  to_probabilities(form_scores_);
  weigh_by_rules();
  const size_t chosen = most_likely(form_scores_);
  EvidenceSums sums{};
  model.add_evidence(features_.features(), rows_, chosen, sums);
  form.purpose =
      JudgedForm{static_cast<FormPurpose>(chosen),
                 as_confidence(form_scores_[chosen]), strongest(sums)};
}

// What the field's label says as a whole, nothing where it says several things.
std::optional<FieldPurpose> FormClassifier::said_outright(size_t index) {
  const ControlWords& words = reader_.words_of(index);
  ConceptSet whole = words.label.whole;
  whole |= words.placeholder.whole;
  whole |= words.before.whole;
  std::optional<FieldPurpose> purpose;
  for (const Said& said : kSaid) {
    if (!table_.has(whole, said.said)) continue;
    if (purpose) return std::nullopt;
    purpose = said.purpose;
  }
  return purpose;
}

// What the model's coarse classes leave open, by the words of the field.
FieldPurpose FormClassifier::refined(FieldPurpose purpose, size_t index,
                                     const Form& form) {
  const ConceptSet& said = reader_.words_of(index).any;
  const bool is_date =
      is_one_of(purpose, {FieldPurpose::kDate, FieldPurpose::kDateDay,
                          FieldPurpose::kDateMonth, FieldPurpose::kDateYear});
  if (is_date && table_.has(said, Concept::kCardExpiry))
    return of_expiry(purpose);
  if (is_date) {
    const bool is_persons = form.purpose.type == FormPurpose::kRegistration ||
                            form.purpose.type == FormPurpose::kNewsletter;
    const bool is_part = purpose != FieldPurpose::kDate;
    const bool is_birthday =
        table_.has(said, Concept::kBirth) || (is_persons && is_part);
    return is_birthday ? of_birthday(purpose) : purpose;
  }
  if (purpose == FieldPurpose::kCurrentPassword) {
    const bool is_new = table_.has(said, Concept::kNew) ||
                        (!table_.has(said, Concept::kCurrent) &&
                         (form.purpose.type == FormPurpose::kRegistration ||
                          form.purpose.type == FormPurpose::kRecovery));
    return is_new ? FieldPurpose::kNewPassword : purpose;
  }
  if (purpose == FieldPurpose::kName && table_.has(said, Concept::kNickname)) {
    return FieldPurpose::kNickname;
  }
  if (purpose == FieldPurpose::kSex) {
    return is_honorific(index) ? FieldPurpose::kHonorificPrefix : purpose;
  }
  const Control& control = form.controls[reader_.fields()[index]];
  if (control.type == "reset") return FieldPurpose::kReset;
  if (says_card(said)) return refined_card(purpose, control, said);
  const bool is_code = purpose == FieldPurpose::kCaptcha &&
                       table_.has(said, Concept::kOneTimeCode) &&
                       !table_.has(said, Concept::kCaptcha);
  return purpose == FieldPurpose::kOther || is_code
             ? refined_other(control, said)
             : purpose;
}

bool FormClassifier::says_card(const ConceptSet& said) const {
  return table_.has(said, Concept::kCardNumber) ||
         table_.has(said, Concept::kCardCode);
}

// A field of a payment card, for which there are too few examples.
FieldPurpose FormClassifier::refined_card(FieldPurpose purpose,
                                          const Control& control,
                                          const ConceptSet& said) const {
  if (purpose == FieldPurpose::kName) return FieldPurpose::kCcName;
  const bool is_code = table_.has(said, Concept::kCardCode);
  const bool may_be_card =
      is_code ||
      is_one_of(purpose, {FieldPurpose::kOther, FieldPurpose::kNumber,
                          FieldPurpose::kCaptcha, FieldPurpose::kUsername,
                          FieldPurpose::kTel, FieldPurpose::kReadOnly});
  if (!may_be_card) return purpose;
  const FieldPurpose card = refined_other(control, said);
  return card == FieldPurpose::kOther ? purpose : card;
}

// "Mr" and "Mrs" rather than "male" and "female".
bool FormClassifier::is_honorific(size_t index) {
  const ControlWords& words = reader_.words_of(index);
  ConceptSet said = words.any;
  said |= words.options.concepts;
  return table_.has(said, Concept::kHonorific) &&
         !table_.has(words.any, Concept::kGender);
}

FieldPurpose FormClassifier::refined_other(const Control& control,
                                           const ConceptSet& said) const {
  if (control.type == "file") return FieldPurpose::kFile;
  const bool is_typed = control.element == "input" &&
                        control.type != "checkbox" && control.type != "radio";
  if (!is_typed || control.submitter) return FieldPurpose::kOther;
  if (table_.has(said, Concept::kCardCode)) return FieldPurpose::kCcCsc;
  if (table_.has(said, Concept::kCardNumber)) return FieldPurpose::kCcNumber;
  if (table_.has(said, Concept::kCardExpiry)) return FieldPurpose::kCcExp;
  if (table_.has(said, Concept::kNationalId)) return FieldPurpose::kNationalId;
  if (table_.has(said, Concept::kOneTimeCode))
    return FieldPurpose::kOneTimeCode;
  if (table_.has(said, Concept::kCoupon)) return FieldPurpose::kCoupon;
  return FieldPurpose::kOther;
}

void FormClassifier::judge_field(size_t index, Form& form, NodeId element) {
  Control& control = form.controls[reader_.fields()[index]];
  control.purpose = stated_purpose(page_.document, element, control);
  if (control.purpose) return;
  features_.clear();
  reader_.field_features(index, features_);
  add_form_purpose_of_type(form_scores_, control.type, features_);
  const LinearModel& model = table_.fields;
  std::copy(shared_scores_.begin(), shared_scores_.end(),
            field_scores_.begin());
  add_scores(model, features_, field_scores_);
  to_probabilities(field_scores_);
  for (size_t i = 0; i < field_scores_.size(); ++i) {
    if (!can_be(kFieldClassPurposes[i], control.type)) field_scores_[i] = 0;
  }
  const size_t chosen = most_likely(field_scores_);
  const FieldPurpose purpose =
      refined(kFieldClassPurposes[chosen], index, form);
  constexpr float kUnsure = 0.3F;
  constexpr uint8_t kByLabel = 70;
  const bool is_entry = !control.submitter && control.type != "checkbox" &&
                        control.type != "radio" && control.type != "password";
  if (is_entry &&
      (purpose == FieldPurpose::kOther || field_scores_[chosen] < kUnsure)) {
    if (const auto said = said_outright(index)) {
      control.purpose = judged(*said, kByLabel, Evidence::kLabel);
      return;
    }
  }
  EvidenceSums sums{};
  sums[static_cast<size_t>(Evidence::kForm)] =
      excess(shared_scores_, model.bias(), chosen);
  model.add_evidence(features_.features(), rows_, chosen, sums);
  control.purpose = JudgedField{purpose, as_confidence(field_scores_[chosen]),
                                strongest(sums)};
}

void FormClassifier::judge(Form& form, NodeId element,
                           std::span<const NodeId> controls) {
  // Without a table nothing is judged: so it is while the first is learned.
  if (table_.forms.class_count() == 0) return;
  const FoundForm found{form, element, controls};
  reader_.read(found);
  judge_form(form);
  shared_.clear();
  reader_.context_features(shared_);
  add_form_purpose(form_scores_, shared_);
  const LinearModel& model = table_.fields;
  std::copy(model.bias().begin(), model.bias().end(), shared_scores_.begin());
  add_scores(model, shared_, shared_scores_);
  for (size_t i = 0; i < reader_.fields().size(); ++i) {
    judge_field(i, form, controls[reader_.fields()[i]]);
  }
  for (Control& control : form.controls) {
    if (control.type == "hidden") control.purpose = hidden_purpose(control);
  }
}

}  // namespace pagescan
