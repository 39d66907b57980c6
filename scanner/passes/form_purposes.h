// What forms and their fields are for: the closed lists of purposes, in the
// words of HTML's autofill where it has one and in our own where it has none.
// docs/form-purposes.md says what each means. Constants; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pagescan {

/// What a form is for. The order is that of the form model's classes.
enum class FormPurpose : uint8_t {
  kSearch,
  kLogin,
  kRegistration,
  kRecovery,
  kContact,
  kNewsletter,
  kOrder,
  kOther
};

inline constexpr std::array<std::string_view, 8> kFormPurposeNames = {
    "search",  "login",      "registration", "recovery",
    "contact", "newsletter", "order",        "other"};

constexpr std::string_view name_of(FormPurpose purpose) {
  return kFormPurposeNames[static_cast<size_t>(purpose)];
}

// X(constant, name): the autofill field names
// (https://html.spec.whatwg.org/#autofill-field), then our own.
#define PAGESCAN_FIELD_PURPOSES(X)                 \
  X(Name, "name")                                  \
  X(HonorificPrefix, "honorific-prefix")           \
  X(GivenName, "given-name")                       \
  X(AdditionalName, "additional-name")             \
  X(FamilyName, "family-name")                     \
  X(HonorificSuffix, "honorific-suffix")           \
  X(Nickname, "nickname")                          \
  X(Username, "username")                          \
  X(NewPassword, "new-password")                   \
  X(CurrentPassword, "current-password")           \
  X(OneTimeCode, "one-time-code")                  \
  X(OrganizationTitle, "organization-title")       \
  X(Organization, "organization")                  \
  X(StreetAddress, "street-address")               \
  X(AddressLine1, "address-line1")                 \
  X(AddressLine2, "address-line2")                 \
  X(AddressLine3, "address-line3")                 \
  X(AddressLevel4, "address-level4")               \
  X(AddressLevel3, "address-level3")               \
  X(AddressLevel2, "address-level2")               \
  X(AddressLevel1, "address-level1")               \
  X(Country, "country")                            \
  X(CountryName, "country-name")                   \
  X(PostalCode, "postal-code")                     \
  X(CcName, "cc-name")                             \
  X(CcGivenName, "cc-given-name")                  \
  X(CcAdditionalName, "cc-additional-name")        \
  X(CcFamilyName, "cc-family-name")                \
  X(CcNumber, "cc-number")                         \
  X(CcExp, "cc-exp")                               \
  X(CcExpMonth, "cc-exp-month")                    \
  X(CcExpYear, "cc-exp-year")                      \
  X(CcCsc, "cc-csc")                               \
  X(CcType, "cc-type")                             \
  X(TransactionCurrency, "transaction-currency")   \
  X(TransactionAmount, "transaction-amount")       \
  X(Language, "language")                          \
  X(Bday, "bday")                                  \
  X(BdayDay, "bday-day")                           \
  X(BdayMonth, "bday-month")                       \
  X(BdayYear, "bday-year")                         \
  X(Sex, "sex")                                    \
  X(Url, "url")                                    \
  X(Photo, "photo")                                \
  X(Tel, "tel")                                    \
  X(TelCountryCode, "tel-country-code")            \
  X(TelNational, "tel-national")                   \
  X(TelAreaCode, "tel-area-code")                  \
  X(TelLocal, "tel-local")                         \
  X(TelLocalPrefix, "tel-local-prefix")            \
  X(TelLocalSuffix, "tel-local-suffix")            \
  X(TelExtension, "tel-extension")                 \
  X(Email, "email")                                \
  X(Impp, "impp")                                  \
  X(About, "about")                                \
  X(Cancel, "cancel")                              \
  X(Captcha, "captcha")                            \
  X(Coupon, "coupon")                              \
  X(CsrfToken, "csrf-token")                       \
  X(Date, "date")                                  \
  X(DateDay, "date-day")                           \
  X(DateMonth, "date-month")                       \
  X(DateYear, "date-year")                         \
  X(DaylightSaving, "daylight-saving")             \
  X(EmailConfirmation, "email-confirmation")       \
  X(Fax, "fax")                                    \
  X(File, "file")                                  \
  X(Honeypot, "honeypot")                          \
  X(Message, "message")                            \
  X(NationalId, "national-id")                     \
  X(NewsletterConsent, "newsletter-consent")       \
  X(Number, "number")                              \
  X(Openid, "openid")                              \
  X(PasswordConfirmation, "password-confirmation") \
  X(Quantity, "quantity")                          \
  X(ReadOnly, "read-only")                         \
  X(RememberMe, "remember-me")                     \
  X(Reset, "reset")                                \
  X(SearchFilter, "search-filter")                 \
  X(SearchQuery, "search-query")                   \
  X(SecurityAnswer, "security-answer")             \
  X(SecurityQuestion, "security-question")         \
  X(SortOrder, "sort-order")                       \
  X(Style, "style")                                \
  X(Subject, "subject")                            \
  X(Submit, "submit")                              \
  X(Terms, "terms")                                \
  X(TimeZone, "time-zone")                         \
  X(UsernameOrEmail, "username-or-email")          \
  X(Other, "other")

enum class FieldPurpose : uint8_t {
#define PAGESCAN_FIELD_PURPOSE_CONSTANT(constant, name) k##constant,
  PAGESCAN_FIELD_PURPOSES(PAGESCAN_FIELD_PURPOSE_CONSTANT)
#undef PAGESCAN_FIELD_PURPOSE_CONSTANT
};

inline constexpr std::array kFieldPurposeNames = {
#define PAGESCAN_FIELD_PURPOSE_NAME(constant, name) std::string_view(name),
    PAGESCAN_FIELD_PURPOSES(PAGESCAN_FIELD_PURPOSE_NAME)
#undef PAGESCAN_FIELD_PURPOSE_NAME
};

constexpr std::string_view name_of(FieldPurpose purpose) {
  return kFieldPurposeNames[static_cast<size_t>(purpose)];
}

/// How many of the purposes, from the first on, are autofill's own.
inline constexpr size_t kAutofillFieldCount =
    static_cast<size_t>(FieldPurpose::kImpp) + 1;

std::optional<FormPurpose> form_purpose_named(std::string_view name);
std::optional<FieldPurpose> field_purpose_named(std::string_view name);

/// What a purpose was told from, in words for the report. The first ones are
/// what the models' features are of.
enum class Evidence : uint8_t {
  kType,
  kName,
  kId,
  kLabel,
  kPlaceholder,
  kTitle,
  kButton,
  kValue,
  kTextBefore,
  kOptions,
  kConstraints,
  kNeighbours,
  kForm,
  kAction,
  kLinks,
  kHeading,
  kText,
  kPageTitle,
  kPageUrl,
  kFields,
  kAutocomplete,
  kEntropy,
  kMarkup
};

inline constexpr std::array<std::string_view, 23> kEvidenceNames = {
    "type",         "name",       "id",         "label",       "placeholder",
    "title",        "button",     "value",      "text-before", "options",
    "constraints",  "neighbours", "form",       "action",      "links",
    "heading",      "text",       "page-title", "page-url",    "fields",
    "autocomplete", "entropy",    "markup"};

constexpr std::string_view name_of(Evidence evidence) {
  return kEvidenceNames[static_cast<size_t>(evidence)];
}

/// The reasons for one purpose, those that spoke most first.
class Reasons {
 public:
  static constexpr size_t kMax = 3;

  void add(Evidence evidence) {
    if (count_ < kMax) evidence_[count_++] = evidence;
  }
  size_t size() const { return count_; }
  const Evidence* begin() const { return evidence_.data(); }
  const Evidence* end() const { return evidence_.data() + count_; }

 private:
  std::array<Evidence, kMax> evidence_{};
  uint8_t count_ = 0;
};

/// How sure a purpose is: 0 to 1, in hundredths, so that a report says the same
/// on every machine.
struct Confidence {
  uint8_t hundredths = 0;
};

template <class Purpose>
struct Judged {
  Purpose type = Purpose::kOther;
  Confidence confidence;
  Reasons reasons;
};

using JudgedForm = Judged<FormPurpose>;
using JudgedField = Judged<FieldPurpose>;

}  // namespace pagescan
