#include "rules/forms/form_reading.h"

#include <algorithm>

namespace pagescan {

const Control* first_password(const Form& form) {
  const auto found =
      std::ranges::find(form.controls, "password", &Control::type);
  return found == form.controls.end() ? nullptr : &*found;
}

std::vector<const FormSubmission*> submissions_by(const Form& form,
                                                  std::string_view scheme) {
  std::vector<const FormSubmission*> chosen;
  for (const FormSubmission& submission : form.submissions) {
    if (!submission.url || submission.scheme != scheme) continue;
    const bool known = std::ranges::any_of(chosen, [&](const auto* other) {
      return other->url == submission.url;
    });
    if (!known) chosen.push_back(&submission);
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

std::string form_key(const Form& form) {
  std::string key = form.heading;
  key += ' ' + form.id + ' ' + form.name;
  for (const Control& control : form.controls) {
    if (control.type != "hidden") key += ' ' + control.name;
  }
  return key;
}

bool is_loopback_host(const Url& url) {
  const std::string_view host = url.host();
  if (url.host_kind() == HostKind::kIpv4) return host.starts_with("127.");
  if (url.host_kind() == HostKind::kIpv6) return host == "[::1]";
  return host == "localhost" || host.ends_with(".localhost");
}

}  // namespace pagescan
