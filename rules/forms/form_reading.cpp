#include "rules/forms/form_reading.h"

#include <algorithm>
#include <unordered_set>

#include "rules/rule.h"
#include "scanner/base/strings.h"
#include "scanner/passes/control_signals.h"

namespace pagescan {
namespace {

// A form may be found wanting in as many places as it has controls: its key is
// not to grow with them.
constexpr size_t kMaxKeyBytes = 1024;

}  // namespace

const Control* first_password(const Form& form) {
  const auto found =
      std::ranges::find(form.controls, "password", &Control::type);
  return found == form.controls.end() ? nullptr : &*found;
}

std::vector<const FormSubmission*> submissions_by(const Form& form,
                                                  std::string_view scheme) {
  std::vector<const FormSubmission*> chosen;
  std::unordered_set<std::string_view> known;
  for (const FormSubmission& submission : form.submissions) {
    if (!submission.url || submission.scheme != scheme) continue;
    if (known.insert(*submission.url).second) chosen.push_back(&submission);
  }
  return chosen;
}

SourcePosition submission_position(const Form& form,
                                   const FormSubmission& submission) {
  for (const size_t i : submission.submitters) {
    const Control& control = form.controls[i];
    if (control.overrides.formaction) return control.position;
  }
  return form.position;
}

bool has_submitter_with_method(const Form& form, std::string_view method) {
  return std::ranges::any_of(form.submissions, [&](const auto& submission) {
    return !submission.submitters.empty() && submission.method == method;
  });
}

std::string control_markup(const Control& control) {
  std::string markup = "<" + control.element;
  const auto add = [&markup](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    markup += ' ';
    markup += name;
    markup += "=\"";
    markup += value;
    markup += '"';
  };
  if (control.element == "input" || control.element == "button") {
    add("type", control.type);
  }
  add("name", control.name);
  if (control.name.empty()) add("id", control.id);
  return markup + ">";
}

std::string control_title(const Control& control) {
  std::string title = control.element;
  if (control.element == "input") title = control.type + " input";
  if (control.element == "button") title = control.type + " button";
  const std::string& name = control.name.empty() ? control.id : control.name;
  if (name.empty()) return title + " without a name";
  return title + ' ' + quoted(name);
}

const Control* first_credential(const Form& form) {
  if (const Control* password = first_password(form)) return password;
  const FormSignals& signals = form.signals;
  if (!signals.payment_fields.empty()) {
    return &form.controls[signals.payment_fields.front()];
  }
  if (!signals.shown_passwords.empty()) {
    return &form.controls[signals.shown_passwords.front().control];
  }
  const auto code = std::ranges::find_if(form.controls, [](const auto& c) {
    return c.type != "hidden" && asked_for(c) == FieldPurpose::kOneTimeCode;
  });
  return code == form.controls.end() ? nullptr : &*code;
}

bool asks_for_secret(const Form& form) {
  if (first_credential(form) != nullptr) return true;
  return std::ranges::any_of(form.controls, [](const Control& control) {
    const auto asked = asked_for(control);
    return control.type != "hidden" && asked &&
           (*asked == FieldPurpose::kNationalId ||
            *asked == FieldPurpose::kCcNumber ||
            *asked == FieldPurpose::kCcCsc ||
            *asked == FieldPurpose::kSecurityAnswer);
  });
}

bool is_for_users(const Control& control) {
  if (control.type == "hidden" || is_button(control)) return false;
  // A purpose is a guess; no trap is laid with a file.
  return control.type == "file" ||
         asked_for(control) != FieldPurpose::kHoneypot;
}

std::string form_key(const Form& form) {
  std::string key = form.heading.substr(0, kMaxKeyBytes);
  key += ' ' + form.id + ' ' + form.name;
  for (const Control& control : form.controls) {
    if (key.size() > kMaxKeyBytes) break;
    if (control.type != "hidden") key += ' ' + control.name;
  }
  key.resize(std::min(key.size(), kMaxKeyBytes));
  return key;
}

bool contains_ignoring_case(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return ascii_lower(a) == b; };
  // Not std::ranges::search: clang 14 can't compile libstdc++ 12's.
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     same) != text.end();
}

}  // namespace pagescan
