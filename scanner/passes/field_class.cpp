#include "scanner/passes/field_class.h"

#include "scanner/base/one_of.h"

namespace pagescan {
namespace {

// What a button does.
bool is_action(FieldPurpose field_class) {
  using P = FieldPurpose;
  return is_one_of(field_class, {P::kSubmit, P::kCancel, P::kReset});
}

// What is said yes or no to.
bool is_consent(FieldPurpose field_class) {
  using P = FieldPurpose;
  return is_one_of(field_class,
                   {P::kTerms, P::kNewsletterConsent, P::kRememberMe});
}

// What may be chosen of several, as well as typed.
bool is_choice(FieldPurpose field_class) {
  using P = FieldPurpose;
  return is_one_of(
      field_class,
      {P::kSex, P::kDateDay, P::kDateMonth, P::kDateYear, P::kTimeZone,
       P::kDaylightSaving, P::kCountry, P::kAddressLevel1, P::kAddressLevel2,
       P::kSubject, P::kSecurityQuestion, P::kSearchFilter, P::kQuantity,
       P::kStyle, P::kSortOrder, P::kNumber, P::kOther, P::kHoneypot});
}

}  // namespace

bool can_be(FieldPurpose field_class, std::string_view type) {
  using namespace std::string_view_literals;
  if (is_one_of(type, {"submit"sv, "image"sv, "button"sv, "reset"sv})) {
    return is_action(field_class) || field_class == FieldPurpose::kOther;
  }
  if (is_one_of(type, {"checkbox"sv, "radio"sv})) {
    return is_consent(field_class) || is_choice(field_class);
  }
  if (type.starts_with("select")) return !is_action(field_class);
  if (type == "password") {
    return !is_action(field_class) && !is_consent(field_class) &&
           field_class != FieldPurpose::kEmail;
  }
  return !is_action(field_class) && !is_consent(field_class);
}

}  // namespace pagescan
