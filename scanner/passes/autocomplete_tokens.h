// The autocomplete attribute of a control, read by the Standard's grammar
// (https://html.spec.whatwg.org/#autofill-detail-tokens). Pure functions;
// views are into the attribute; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "scanner/passes/form_purposes.h"

namespace pagescan {

/// What an autocomplete attribute says as a whole.
enum class AutocompleteState : uint8_t {
  kNone,       // empty: nothing is said
  kOn,         // "on"
  kOff,        // "off"
  kStateLike,  // a word meant as one of the two: "none", "false", "xoff"
  kField,      // tokens that name a field, as the Standard has them
  kInvalid,    // none of these: browsers take it for an empty one
};

enum class AddressKind : uint8_t { kNone, kShipping, kBilling };

enum class ContactKind : uint8_t { kNone, kHome, kWork, kMobile, kFax, kPager };

/// What is wrong with an attribute or with where it stands.
enum class AutocompleteFault : uint8_t {
  kNone,
  kUnknownToken,   // a token the Standard does not have
  kNoField,        // "billing", "section-a": no field is named
  kSeveralFields,  // "username email"
  kWrongOrder,     // "email section-a", "billing shipping name"
  kContactKind,    // "home" before a field that is no telephone or such
  kStateMixed,     // "off email"
  kWrongControl,   // a field that control can't take; see suits_control
};

inline constexpr std::array<std::string_view, 8> kAutocompleteFaultNames = {
    "none",        "unknown-token", "no-field",    "several-fields",
    "wrong-order", "contact-kind",  "state-mixed", "wrong-control"};

constexpr std::string_view name_of(AutocompleteFault fault) {
  return kAutocompleteFaultNames[static_cast<size_t>(fault)];
}

struct AutocompleteTokens {
  AutocompleteState state = AutocompleteState::kNone;
  std::string_view section;  // "section-blue", as written; "" if none
  AddressKind address = AddressKind::kNone;
  ContactKind contact = ContactKind::kNone;
  /// One of autofill's own. Of a kInvalid attribute the last field it names,
  /// which is what its author had in mind; browsers do not fill it.
  std::optional<FieldPurpose> field;
  bool webauthn = false;  // offers passkeys
  /// kNone unless kInvalid.
  AutocompleteFault fault = AutocompleteFault::kNone;
  std::string_view fault_token;  // what the fault is about, as written

  bool valid() const { return state != AutocompleteState::kInvalid; }
};

/// Reads the attribute's value; ASCII case does not count. Linear time.
AutocompleteTokens parse_autocomplete(std::string_view attribute);

/// Whether a control takes the field by the control groups of the Standard
/// (https://html.spec.whatwg.org/#inappropriate-for-the-control). Beyond the
/// Standard fields that hold digits may be of type tel, number or password,
/// which is how pages ask for the right keyboard and hide a code, and a user
/// name of type tel. `element` and `type` are those of Control; `field` is
/// autofill's own.
bool suits_control(FieldPurpose field, std::string_view element,
                   std::string_view type);

}  // namespace pagescan
