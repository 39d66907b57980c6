#include "scanner/passes/classify_forms.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scanner/passes/field_class.h"

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

bool is_one_of(FieldPurpose purpose,
               std::initializer_list<FieldPurpose> purposes) {
  return std::find(purposes.begin(), purposes.end(), purpose) != purposes.end();
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
  std::string_view concept_name;
  FieldPurpose purpose;
};

constexpr std::array<Said, kSaidCount> kSaid = {{
    {"username", FieldPurpose::kUsername},
    {"email", FieldPurpose::kEmail},
    {"first-name", FieldPurpose::kGivenName},
    {"last-name", FieldPurpose::kFamilyName},
    {"middle-name", FieldPurpose::kAdditionalName},
    {"full-name", FieldPurpose::kName},
    {"organization", FieldPurpose::kOrganization},
    {"gender", FieldPurpose::kSex},
    {"honorific", FieldPurpose::kHonorificPrefix},
    {"birth", FieldPurpose::kBday},
    {"country", FieldPurpose::kCountry},
    {"city", FieldPurpose::kAddressLevel2},
    {"state", FieldPurpose::kAddressLevel1},
    {"address", FieldPurpose::kStreetAddress},
    {"postal-code", FieldPurpose::kPostalCode},
    {"phone", FieldPurpose::kTel},
    {"fax", FieldPurpose::kFax},
    {"url", FieldPurpose::kUrl},
    {"captcha", FieldPurpose::kCaptcha},
    {"timezone", FieldPurpose::kTimeZone},
}};

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
      reader_(table.phrases, page),
      form_scores_(table.forms.class_count()),
      shared_scores_(table.fields.class_count()),
      field_scores_(table.fields.class_count()) {
  const auto number = [&](std::string_view name) {
    return table.concept_named(name).value_or(ConceptSet::kMaxConcepts - 1);
  };
  for (size_t i = 0; i < kSaid.size(); ++i) {
    said_numbers_[i] = number(kSaid[i].concept_name);
  }
  concepts_ = {
      number("birth"),       number("card-number"), number("card-code"),
      number("card-expiry"), number("coupon"),      number("current"),
      number("new"),         number("national-id"), number("one-time-code"),
      number("subscribe"),   number("login"),       number("register"),
      number("nickname"),    number("honorific"),   number("gender"),
      number("captcha")};
}

// What people know and the examples are too few to show.
void FormClassifier::weigh_by_rules() {
  constexpr float kUnlikely = 0.1F;
  constexpr float kLessLikely = 0.3F;
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
  const bool may_be_step = reader_.is_short() && !reader_.asks_password() &&
                           !reader_.says(concepts_.subscribe);
  if (may_be_step) {
    float& newsletter = score(FormPurpose::kNewsletter);
    if (reader_.is_headed(concepts_.registration)) {
      score(FormPurpose::kRegistration) += newsletter;
      newsletter = 0;
    } else if (reader_.is_headed(concepts_.login)) {
      score(FormPurpose::kLogin) += newsletter;
      newsletter = 0;
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
  model.add_scores(features_.features(), form_scores_);
  to_probabilities(form_scores_);
  weigh_by_rules();
  const size_t chosen = most_likely(form_scores_);
  EvidenceSums sums{};
  model.add_evidence(features_.features(), chosen, sums);
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
  for (size_t i = 0; i < kSaid.size(); ++i) {
    if (!whole.test(said_numbers_[i])) continue;
    if (purpose) return std::nullopt;
    purpose = kSaid[i].purpose;
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
  if (is_date && said.test(concepts_.card_expiry)) return of_expiry(purpose);
  if (is_date) {
    const bool is_persons = form.purpose.type == FormPurpose::kRegistration ||
                            form.purpose.type == FormPurpose::kNewsletter;
    const bool is_part = purpose != FieldPurpose::kDate;
    const bool is_birthday =
        said.test(concepts_.birth) || (is_persons && is_part);
    return is_birthday ? of_birthday(purpose) : purpose;
  }
  if (purpose == FieldPurpose::kCurrentPassword) {
    const bool is_new = said.test(concepts_.fresh) ||
                        (!said.test(concepts_.current) &&
                         (form.purpose.type == FormPurpose::kRegistration ||
                          form.purpose.type == FormPurpose::kRecovery));
    return is_new ? FieldPurpose::kNewPassword : purpose;
  }
  if (purpose == FieldPurpose::kName && said.test(concepts_.nickname)) {
    return FieldPurpose::kNickname;
  }
  if (purpose == FieldPurpose::kSex) {
    return is_honorific(index) ? FieldPurpose::kHonorificPrefix : purpose;
  }
  const Control& control = form.controls[reader_.fields()[index]];
  const bool is_code = purpose == FieldPurpose::kCaptcha &&
                       said.test(concepts_.one_time_code) &&
                       !said.test(concepts_.captcha);
  if (control.type == "reset") return FieldPurpose::kReset;
  return purpose == FieldPurpose::kOther || is_code
             ? refined_other(control, said)
             : purpose;
}

// "Mr" and "Mrs" rather than "male" and "female".
bool FormClassifier::is_honorific(size_t index) {
  const ControlWords& words = reader_.words_of(index);
  ConceptSet said = words.any;
  said |= words.options.concepts;
  return said.test(concepts_.honorific) && !words.any.test(concepts_.gender);
}

FieldPurpose FormClassifier::refined_other(const Control& control,
                                           const ConceptSet& said) const {
  if (control.type == "file") return FieldPurpose::kFile;
  const bool is_typed = control.element == "input" &&
                        control.type != "checkbox" && control.type != "radio";
  if (!is_typed || control.submitter) return FieldPurpose::kOther;
  if (said.test(concepts_.card_code)) return FieldPurpose::kCcCsc;
  if (said.test(concepts_.card_number)) return FieldPurpose::kCcNumber;
  if (said.test(concepts_.card_expiry)) return FieldPurpose::kCcExp;
  if (said.test(concepts_.national_id)) return FieldPurpose::kNationalId;
  if (said.test(concepts_.one_time_code)) return FieldPurpose::kOneTimeCode;
  if (said.test(concepts_.coupon)) return FieldPurpose::kCoupon;
  return FieldPurpose::kOther;
}

void FormClassifier::judge_field(size_t index, Form& form) {
  Control& control = form.controls[reader_.fields()[index]];
  features_.clear();
  reader_.field_features(index, features_);
  add_form_purpose_of_type(form_scores_, control.type, features_);
  const LinearModel& model = table_.fields;
  std::copy(shared_scores_.begin(), shared_scores_.end(),
            field_scores_.begin());
  model.add_scores(features_.features(), field_scores_);
  to_probabilities(field_scores_);
  for (size_t i = 0; i < field_scores_.size(); ++i) {
    if (!can_be(kFieldClassPurposes[i], control.type)) field_scores_[i] = 0;
  }
  const size_t chosen = most_likely(field_scores_);
  FieldPurpose purpose = refined(kFieldClassPurposes[chosen], index, form);
  constexpr float kUnsure = 0.3F;
  const bool is_entry = !control.submitter && control.type != "checkbox" &&
                        control.type != "radio" && control.type != "password";
  if (is_entry &&
      (purpose == FieldPurpose::kOther || field_scores_[chosen] < kUnsure)) {
    purpose = said_outright(index).value_or(purpose);
  }
  EvidenceSums sums{};
  sums[static_cast<size_t>(Evidence::kForm)] =
      excess(shared_scores_, model.bias(), chosen);
  model.add_evidence(features_.features(), chosen, sums);
  control.purpose = JudgedField{purpose, as_confidence(field_scores_[chosen]),
                                strongest(sums)};
}

void FormClassifier::judge(Form& form, NodeId element,
                           std::span<const NodeId> controls) {
  const FoundForm found{form, element, controls};
  reader_.read(found);
  judge_form(form);
  shared_.clear();
  reader_.context_features(shared_);
  add_form_purpose(form_scores_, shared_);
  const LinearModel& model = table_.fields;
  std::copy(model.bias().begin(), model.bias().end(), shared_scores_.begin());
  model.add_scores(shared_.features(), shared_scores_);
  for (size_t i = 0; i < reader_.fields().size(); ++i) judge_field(i, form);
}

}  // namespace pagescan
