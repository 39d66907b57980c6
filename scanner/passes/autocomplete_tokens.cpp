#include "scanner/passes/autocomplete_tokens.h"

#include <algorithm>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// What a token is; the kinds that may stand together have the order of the
// grammar.
enum class TokenKind : uint8_t {
  kSection,
  kAddress,
  kContact,
  kField,
  kWebauthn,
  kState,
  kUnknown
};

// Words put where "off" does nothing, and others meant as on or off. They say
// no more than those, and users took it for a fault when they were reported.
constexpr std::array<std::string_view, 18> kStateWords = {
    "on",      "none",  "false", "true",    "no",         "nope",
    "yes",     "0",     "1",     "disable", "disabled",   "enable",
    "enabled", "never", "null",  "nofill",  "noautofill", "undefined"};

constexpr std::array<std::string_view, 6> kContactKinds = {
    "", "home", "work", "mobile", "fax", "pager"};

bool is_one_of(std::string_view word, std::string_view a, std::string_view b) {
  return ascii_iequals(word, a) || ascii_iequals(word, b);
}

// No field has "off" in its name; "xoff", "off1" and "new-off" do.
bool is_state_word(std::string_view token) {
  constexpr size_t kMaxWord = 64;
  if (token.size() > kMaxWord) return false;
  const std::string word = ascii_lowercase(token);
  return word.find("off") != std::string::npos ||
         std::find(kStateWords.begin(), kStateWords.end(), word) !=
             kStateWords.end();
}

std::optional<FieldPurpose> autofill_field_named(std::string_view token) {
  const auto* const begin = kFieldPurposeNames.begin();
  const auto* const end = begin + kAutofillFieldCount;
  const auto* const found = std::find_if(
      begin, end,
      [token](std::string_view name) { return ascii_iequals(name, token); });
  if (found == end) return std::nullopt;
  return static_cast<FieldPurpose>(found - begin);
}

ContactKind contact_kind_named(std::string_view token) {
  for (size_t i = 1; i < kContactKinds.size(); ++i) {
    if (ascii_iequals(kContactKinds[i], token)) {
      return static_cast<ContactKind>(i);
    }
  }
  return ContactKind::kNone;
}

bool is_contact_field(FieldPurpose field) {
  return field >= FieldPurpose::kTel && field <= FieldPurpose::kImpp;
}

// Reads token after token; the first fault stands.
class TokenReader {
 public:
  void read(std::string_view token);
  AutocompleteTokens finish();

 private:
  TokenKind take(std::string_view token);
  void fault(AutocompleteFault what, std::string_view token);

  AutocompleteTokens tokens_;
  size_t count_ = 0;
  size_t states_ = 0;
  bool said_off_ = false;
  bool said_on_ = false;
  TokenKind last_kind_ = TokenKind::kSection;
  std::string_view first_state_;
  std::string_view last_token_;
  std::string_view contact_token_;
};

void TokenReader::fault(AutocompleteFault what, std::string_view token) {
  if (tokens_.fault != AutocompleteFault::kNone) return;
  tokens_.fault = what;
  tokens_.fault_token = token;
}

// What the token is, kept.
TokenKind TokenReader::take(std::string_view token) {
  if (ascii_istarts_with(token, "section-")) {
    tokens_.section = token;
    return TokenKind::kSection;
  }
  if (is_one_of(token, "shipping", "billing")) {
    tokens_.address = ascii_iequals(token, "billing") ? AddressKind::kBilling
                                                      : AddressKind::kShipping;
    return TokenKind::kAddress;
  }
  if (const ContactKind kind = contact_kind_named(token);
      kind != ContactKind::kNone) {
    tokens_.contact = kind;
    contact_token_ = token;
    return TokenKind::kContact;
  }
  if (const auto field = autofill_field_named(token)) {
    if (tokens_.field) fault(AutocompleteFault::kSeveralFields, token);
    tokens_.field = field;
    return TokenKind::kField;
  }
  if (ascii_iequals(token, "webauthn")) {
    tokens_.webauthn = true;
    return TokenKind::kWebauthn;
  }
  if (is_state_word(token)) {
    said_off_ |= ascii_iequals(token, "off");
    said_on_ |= ascii_iequals(token, "on");
    if (states_++ == 0) first_state_ = token;
    return TokenKind::kState;
  }
  fault(AutocompleteFault::kUnknownToken, token);
  return TokenKind::kUnknown;
}

void TokenReader::read(std::string_view token) {
  const TokenKind kind = take(token);
  if (count_++ > 0 && kind <= last_kind_ && kind < TokenKind::kState) {
    fault(AutocompleteFault::kWrongOrder, token);
  }
  if (kind < TokenKind::kState) last_kind_ = kind;
  last_token_ = token;
}

AutocompleteTokens TokenReader::finish() {
  if (count_ == 0) return tokens_;
  if (states_ == count_) {
    const bool single = count_ == 1;
    tokens_.state = single && said_off_  ? AutocompleteState::kOff
                    : single && said_on_ ? AutocompleteState::kOn
                                         : AutocompleteState::kStateLike;
    return tokens_;
  }
  if (states_ > 0) fault(AutocompleteFault::kStateMixed, first_state_);
  if (!tokens_.field) fault(AutocompleteFault::kNoField, last_token_);
  if (tokens_.contact != ContactKind::kNone && tokens_.field &&
      !is_contact_field(*tokens_.field)) {
    fault(AutocompleteFault::kContactKind, contact_token_);
  }
  tokens_.state = tokens_.fault == AutocompleteFault::kNone
                      ? AutocompleteState::kField
                      : AutocompleteState::kInvalid;
  return tokens_;
}

// The control groups, but for those that take only what all of them take.
enum class ControlGroup : uint8_t {
  kText,
  kMultiline,
  kPassword,
  kUrl,
  kUsername,
  kEmail,
  kTel,
  kNumeric,
  kMonth,
  kDate,
  kDigits  // Text in the Standard: digits, of any length
};

ControlGroup control_group(FieldPurpose field) {
  switch (field) {
    case FieldPurpose::kStreetAddress:
      return ControlGroup::kMultiline;
    case FieldPurpose::kNewPassword:
    case FieldPurpose::kCurrentPassword:
      return ControlGroup::kPassword;
    case FieldPurpose::kUrl:
    case FieldPurpose::kPhoto:
    case FieldPurpose::kImpp:
      return ControlGroup::kUrl;
    case FieldPurpose::kUsername:
      return ControlGroup::kUsername;
    case FieldPurpose::kEmail:
      return ControlGroup::kEmail;
    case FieldPurpose::kTel:
      return ControlGroup::kTel;
    case FieldPurpose::kCcExpMonth:
    case FieldPurpose::kCcExpYear:
    case FieldPurpose::kTransactionAmount:
    case FieldPurpose::kBdayDay:
    case FieldPurpose::kBdayMonth:
    case FieldPurpose::kBdayYear:
      return ControlGroup::kNumeric;
    case FieldPurpose::kCcExp:
      return ControlGroup::kMonth;
    case FieldPurpose::kBday:
      return ControlGroup::kDate;
    case FieldPurpose::kOneTimeCode:
    case FieldPurpose::kPostalCode:
    case FieldPurpose::kCcNumber:
    case FieldPurpose::kCcCsc:
    case FieldPurpose::kTelCountryCode:
    case FieldPurpose::kTelNational:
    case FieldPurpose::kTelAreaCode:
    case FieldPurpose::kTelLocal:
    case FieldPurpose::kTelLocalPrefix:
    case FieldPurpose::kTelLocalSuffix:
    case FieldPurpose::kTelExtension:
      return ControlGroup::kDigits;
    default:
      return ControlGroup::kText;
  }
}

}  // namespace

AutocompleteTokens parse_autocomplete(std::string_view attribute) {
  TokenReader reader;
  for (const std::string_view token : split_on_ascii_whitespace(attribute)) {
    reader.read(token);
  }
  return reader.finish();
}

bool suits_control(FieldPurpose field, std::string_view element,
                   std::string_view type) {
  if (element == "textarea" || element == "select") return true;
  if (element != "input") return false;
  if (type == "hidden") return true;
  const ControlGroup group = control_group(field);
  if (type == "text" || type == "search") {
    return group != ControlGroup::kMultiline;
  }
  switch (group) {
    case ControlGroup::kText:
    case ControlGroup::kMultiline:
      return false;
    case ControlGroup::kPassword:
      return type == "password";
    case ControlGroup::kUrl:
      return type == "url";
    case ControlGroup::kUsername:
      return is_one_of(type, "email", "tel");
    case ControlGroup::kEmail:
      return type == "email";
    case ControlGroup::kTel:
      return type == "tel";
    case ControlGroup::kNumeric:
      return is_one_of(type, "number", "tel");
    case ControlGroup::kMonth:
      return is_one_of(type, "month", "tel");
    case ControlGroup::kDate:
      return is_one_of(type, "date", "tel");
    case ControlGroup::kDigits:
      return type == "password" || is_one_of(type, "number", "tel");
  }
  return false;
}

}  // namespace pagescan
