#include "scanner/passes/control_signals.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "scanner/base/strings.h"
#include "scanner/passes/autocomplete_tokens.h"
#include "scanner/passes/csrf_token.h"

namespace pagescan {
namespace {

// The longest attribute, label or value that is looked at.
constexpr size_t kMaxText = 512;

bool is_password_purpose(FieldPurpose purpose) {
  return purpose == FieldPurpose::kCurrentPassword ||
         purpose == FieldPurpose::kNewPassword ||
         purpose == FieldPurpose::kPasswordConfirmation;
}

bool is_password(const Control& control, std::optional<FieldPurpose> asked) {
  if (asked) return is_password_purpose(*asked);
  return control.type == "password";
}

// Whether "pin" is a word of the text: not "pincode", which is a postal code,
// nor "shipping".
bool has_pin_word(std::string_view text) {
  text = text.substr(0, kMaxText);
  for (size_t at = 0; at + 3 <= text.size(); ++at) {
    if (!ascii_iequals(text.substr(at, 3), "pin")) continue;
    const bool starts = at == 0 || !is_ascii_alpha(text[at - 1]);
    const std::string_view after = text.substr(at + 3);
    const bool ends = after.empty() || !is_ascii_alpha(after[0]);
    const bool code =
        !after.empty() && ascii_istarts_with(after.substr(1), "code");
    if (starts && ends && !code) return true;
  }
  return false;
}

bool asks_for_pin(const Control& control) {
  constexpr std::array<std::string_view, 4> kTypes = {"password", "text", "tel",
                                                      "number"};
  if (control.element != "input" ||
      std::find(kTypes.begin(), kTypes.end(), control.type) == kTypes.end()) {
    return false;
  }
  return has_pin_word(control.name) || has_pin_word(control.id) ||
         has_pin_word(control.label);
}

std::optional<SensitiveKind> sensitive_kind(const Control& control,
                                            std::optional<FieldPurpose> asked) {
  if (asked == FieldPurpose::kNationalId) return SensitiveKind::kNationalId;
  if (asked == FieldPurpose::kCcCsc) return SensitiveKind::kCardCode;
  if (asked == FieldPurpose::kOneTimeCode) return SensitiveKind::kOneTimeCode;
  if (asked == FieldPurpose::kSecurityAnswer) {
    return SensitiveKind::kSecurityAnswer;
  }
  const bool other = asked && *asked != FieldPurpose::kOther &&
                     *asked != FieldPurpose::kNumber &&
                     !is_password_purpose(*asked);
  if (!other && asks_for_pin(control)) return SensitiveKind::kPin;
  if (is_password(control, asked)) return SensitiveKind::kPassword;
  return std::nullopt;
}

enum CardPart : uint8_t { kNumberPart = 1, kExpiryPart = 2, kCodePart = 4 };

// The part of a card a control asks for, 0 for its name and type; nothing if it
// has to do with no card.
std::optional<uint8_t> card_part(std::optional<FieldPurpose> asked) {
  if (!asked) return std::nullopt;
  switch (*asked) {
    case FieldPurpose::kCcNumber:
      return kNumberPart;
    case FieldPurpose::kCcExp:
    case FieldPurpose::kCcExpMonth:
    case FieldPurpose::kCcExpYear:
      return kExpiryPart;
    case FieldPurpose::kCcCsc:
      return kCodePart;
    case FieldPurpose::kCcName:
    case FieldPurpose::kCcGivenName:
    case FieldPurpose::kCcAdditionalName:
    case FieldPurpose::kCcFamilyName:
    case FieldPurpose::kCcType:
      return uint8_t{0};
    default:
      return std::nullopt;
  }
}

bool is_identity(const Control& control, std::optional<FieldPurpose> asked) {
  return control.type == "email" || asked == FieldPurpose::kEmail ||
         asked == FieldPurpose::kEmailConfirmation ||
         asked == FieldPurpose::kUsername ||
         asked == FieldPurpose::kUsernameOrEmail;
}

// Addresses that show what one looks like.
bool is_sample_address(std::string_view local, std::string_view domain) {
  constexpr std::array<std::string_view, 9> kLocals = {
      "you",  "your",     "yourname",  "name",      "email",
      "user", "username", "youremail", "your.email"};
  return ascii_istarts_with(domain, "example.") ||
         ascii_istarts_with(domain, "domain.") ||
         ascii_istarts_with(domain, "yourdomain.") ||
         std::any_of(kLocals.begin(), kLocals.end(), [&](std::string_view l) {
           return ascii_iequals(l, local);
         });
}

bool is_somebodys_address(std::string_view value) {
  const size_t at = value.find('@');
  if (at == 0 || at == std::string_view::npos) return false;
  const std::string_view domain = value.substr(at + 1);
  const size_t dot = domain.rfind('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 2 >= domain.size()) {
    return false;
  }
  const auto is_odd = [](char c) {
    return is_ascii_whitespace(c) || c == '@' || c == '<' || c == '>' ||
           c == '{' || c == '}' || c == '%' || c == '$';
  };
  return std::none_of(domain.begin(), domain.end(), is_odd) &&
         std::none_of(value.begin(), value.end(),
                      [](char c) { return c == '{' || c == '<'; }) &&
         !is_sample_address(value.substr(0, at), domain);
}

// Pages before placeholders put "Username" there, in all languages: a name is
// taken for somebody's only with a digit in it.
bool is_somebodys_name(const Control& control, std::string_view value) {
  if (value.size() < 3 || value == control.label || value == control.name ||
      value == control.placeholder.value_or("")) {
    return false;
  }
  const auto is_name_byte = [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' || c == '_' ||
           c == '-';
  };
  return std::all_of(value.begin(), value.end(), is_name_byte) &&
         std::any_of(value.begin(), value.end(), is_ascii_digit) &&
         std::any_of(value.begin(), value.end(), is_ascii_alpha);
}

bool is_prefilled(const Control& control, std::optional<FieldPurpose> asked) {
  if (control.element != "input" || !control.value ||
      control.value->size() > kMaxText) {
    return false;
  }
  const std::string_view value = strip_ascii_whitespace(*control.value);
  if (value.empty()) return false;
  // What a hidden control is for is not always told; an address in one called
  // by "mail" or "user" is the user's.
  const std::string name = ascii_lowercase(control.name.substr(0, kMaxText));
  const bool hidden_identity =
      control.type == "hidden" && (name == "email" || name == "username" ||
                                   name == "login" || name == "user");
  if (!hidden_identity && !is_identity(control, asked)) return false;
  if (is_somebodys_address(value)) return true;
  return (asked == FieldPurpose::kUsername ||
          asked == FieldPurpose::kUsernameOrEmail) &&
         is_somebodys_name(control, value);
}

bool shows_password(const Control& control) {
  return control.purpose && is_password_purpose(control.purpose->type) &&
         control.element == "input" &&
         (control.type == "text" || control.type == "search" ||
          control.type == "tel" || control.type == "email" ||
          control.type == "number" || control.type == "url");
}

// A purpose is a guess; nobody lays a trap with a button.
bool can_hold_text(const Control& control) {
  return !is_button(control) && control.type != "file";
}

// Collects over the controls of one form.
class ControlReader {
 public:
  explicit ControlReader(FormSignals& signals) : signals_(signals) {}

  void read(const Control& control, size_t index);
  void finish();

 private:
  void read_token(const Control& control, size_t index);

  FormSignals& signals_;
  uint8_t card_parts_ = 0;
  bool has_password_ = false;
  bool has_hidden_password_ = false;  // its text is not shown
};

void ControlReader::read_token(const Control& control, size_t index) {
  const bool by_name =
      signals_.csrf_token && signals_.csrf_token->how == CsrfEvidence::kName;
  if (by_name) return;
  const auto how = csrf_evidence(control);
  if (!how || (signals_.csrf_token && *how != CsrfEvidence::kName)) return;
  signals_.csrf_token = CsrfToken{*how, index};
}

void ControlReader::read(const Control& control, size_t index) {
  const std::optional<FieldPurpose> asked = asked_for(control);
  read_token(control, index);
  if (asked == FieldPurpose::kHoneypot && can_hold_text(control)) {
    signals_.honeypots.push_back(index);
    return;
  }
  if (auto misuse = autocomplete_misuse(control, index)) {
    signals_.autocomplete_misuse.push_back(*std::move(misuse));
  }
  if (is_prefilled(control, asked))
    signals_.prefilled_identity.push_back(index);
  if (control.type == "hidden") return;
  if (const auto part = card_part(asked)) {
    card_parts_ |= *part;
    signals_.payment_fields.push_back(index);
  }
  if (const auto kind = sensitive_kind(control, asked)) {
    auto& list = signals_.sensitive_combination;
    const bool known =
        std::any_of(list.begin(), list.end(),
                    [&](const auto& s) { return s.kind == *kind; });
    if (!known) list.push_back({*kind, index});
  }
  has_password_ |= is_password(control, asked);
  has_hidden_password_ |= control.type == "password";
  if (shows_password(control)) {
    signals_.shown_passwords.push_back({index, false});
  }
}

void ControlReader::finish() {
  const int parts =
      (card_parts_ & 1) + (card_parts_ >> 1 & 1) + (card_parts_ >> 2 & 1);
  if (parts < 2) signals_.payment_fields.clear();
  if (signals_.sensitive_combination.size() < kMinSensitiveKinds) {
    signals_.sensitive_combination.clear();
  }
  if (!has_password_) signals_.prefilled_identity.clear();
  for (ShownPassword& shown : signals_.shown_passwords) {
    shown.beside_password = has_hidden_password_;
  }
}

}  // namespace

std::optional<FieldPurpose> asked_for(const Control& control) {
  if (control.purpose) return control.purpose->type;
  if (!control.autocomplete || control.autocomplete->size() > kMaxText) {
    return std::nullopt;
  }
  const AutocompleteTokens tokens = parse_autocomplete(*control.autocomplete);
  return tokens.valid() ? tokens.field : std::nullopt;
}

bool is_action(const Control& control) {
  return is_button(control) && control.type != "reset";
}

std::optional<AutocompleteMisuse> autocomplete_misuse(const Control& control,
                                                      size_t index) {
  if (!control.autocomplete || control.autocomplete->size() > kMaxText) {
    return std::nullopt;
  }
  const AutocompleteTokens tokens = parse_autocomplete(*control.autocomplete);
  if (!tokens.valid()) {
    return AutocompleteMisuse{index, tokens.fault,
                              std::string(tokens.fault_token)};
  }
  if (tokens.field &&
      !suits_control(*tokens.field, control.element, control.type)) {
    return AutocompleteMisuse{index, AutocompleteFault::kWrongControl,
                              std::string(name_of(*tokens.field))};
  }
  return std::nullopt;
}

void read_control_signals(Form& form) {
  ControlReader reader(form.signals);
  for (size_t i = 0; i < form.controls.size(); ++i) {
    reader.read(form.controls[i], i);
  }
  reader.finish();
}

}  // namespace pagescan
