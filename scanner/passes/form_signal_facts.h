// What the signals pass says of forms: facts that rules judge, none of them a
// judgement. Own their strings; values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/autocomplete_tokens.h"
#include "scanner/passes/form_purposes.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// How a token against cross-site request forgery was told.
enum class CsrfEvidence : uint8_t {
  kName,     // a hidden control is called as frameworks call theirs
  kEntropy,  // a hidden control's value, or its name, is random
  kMeta,     // a meta element of the page holds one for scripts
};

inline constexpr std::array<std::string_view, 3> kCsrfEvidenceNames = {
    "name", "entropy", "meta"};
constexpr std::string_view csrf_evidence_name(CsrfEvidence how) {
  return kCsrfEvidenceNames[static_cast<size_t>(how)];
}

struct CsrfToken {
  CsrfEvidence how = CsrfEvidence::kName;
  std::optional<size_t> control;  // in Form::controls; nothing for kMeta
};

/// Where a captcha, a payment or an offer to sign in was seen.
enum class SightingPlace : uint8_t {
  kScript,   // a script of the provider
  kFrame,    // a frame with its contents
  kElement,  // an element with its class, ID or name
  kField,    // a control with its name; of a captcha of no vendor, its answer
  kLink,     // a link to it, or whose words or path name it
  kButton,   // a button whose words name it
  kAction,   // the form submits to it
};

inline constexpr std::array<std::string_view, 7> kSightingPlaceNames = {
    "script", "frame", "element", "field", "link", "button", "action"};
constexpr std::string_view sighting_place_name(SightingPlace place) {
  return kSightingPlaceNames[static_cast<size_t>(place)];
}

/// Whether a form has something in it or only near it.
enum class FormNearness : uint8_t { kInside, kBeside };

inline constexpr std::array<std::string_view, 2> kFormNearnessNames = {
    "inside", "beside"};
constexpr std::string_view form_nearness_name(FormNearness nearness) {
  return kFormNearnessNames[static_cast<size_t>(nearness)];
}

/// The form a sighting belongs to.
struct SightingForm {
  size_t form = 0;  // in FormFacts::forms
  FormNearness nearness = FormNearness::kInside;
  std::optional<size_t> control;  // in Form::controls, of kField and kButton
};

struct ProviderSighting {
  /// As in rules/form_providers.json; "" for a captcha of no known vendor.
  std::string provider;
  SightingPlace place = SightingPlace::kScript;
  std::string text;  // of a link or button
  std::optional<Address> address;
  std::optional<SightingForm> form;
  SourcePosition position;
};

/// Secrets that are seldom asked for together.
enum class SensitiveKind : uint8_t {
  kPassword,
  kNationalId,
  kCardCode,
  kOneTimeCode,
  kSecurityAnswer,
  kPin,
};

inline constexpr std::array<std::string_view, 6> kSensitiveKindNames = {
    "password",      "national-id",     "cc-csc",
    "one-time-code", "security-answer", "pin"};
constexpr std::string_view sensitive_kind_name(SensitiveKind kind) {
  return kSensitiveKindNames[static_cast<size_t>(kind)];
}

struct SensitiveField {
  SensitiveKind kind = SensitiveKind::kPassword;
  size_t control = 0;  // the first of its kind, in Form::controls
};

/// A password control whose type shows what is typed.
struct ShownPassword {
  size_t control = 0;
  /// There is one of type password too, as where a button shows the password.
  bool beside_password = false;
};

struct AutocompleteMisuse {
  size_t control = 0;
  AutocompleteFault fault = AutocompleteFault::kUnknownToken;
  std::string token;  // as written
};

/// What is said of one form. Numbers are places in Form::controls.
struct FormSignals {
  std::optional<CsrfToken> csrf_token;
  std::vector<size_t> captchas;  // in PageFormSignals, as the next two
  std::vector<size_t> payments;
  std::vector<size_t> login_providers;
  std::vector<size_t> honeypots;
  /// Of a payment card; only if two of number, expiry and code are asked for.
  std::vector<size_t> payment_fields;
  /// Empty unless there are at least kMinSensitiveKinds.
  std::vector<SensitiveField> sensitive_combination;
  /// E-mail addresses and user names that are filled in already; only in a form
  /// with a password.
  std::vector<size_t> prefilled_identity;
  std::vector<ShownPassword> shown_passwords;
  std::vector<AutocompleteMisuse> autocomplete_misuse;

  bool empty() const {
    return !csrf_token && captchas.empty() && payments.empty() &&
           login_providers.empty() && honeypots.empty() &&
           payment_fields.empty() && sensitive_combination.empty() &&
           prefilled_identity.empty() && shown_passwords.empty() &&
           autocomplete_misuse.empty();
  }
};

inline constexpr size_t kMinSensitiveKinds = 3;

/// Controls that no form owns but that are used as one.
struct OrphanGroup {
  std::vector<size_t> controls;  // in FormFacts::orphans, in tree order
  bool has_password = false;
};

/// What is said of all the forms of a page.
struct PageFormSignals {
  std::string csrf_meta;  // the name of the meta element; "" if there is none
  std::vector<ProviderSighting> captchas;
  std::vector<ProviderSighting> payments;
  std::vector<ProviderSighting> login_providers;
  std::vector<OrphanGroup> orphan_groups;

  bool empty() const {
    return csrf_meta.empty() && captchas.empty() && payments.empty() &&
           login_providers.empty() && orphan_groups.empty();
  }
};

}  // namespace pagescan
