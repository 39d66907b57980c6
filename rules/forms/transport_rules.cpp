#include "rules/forms/transport_rules.h"

#include <fmt/format.h>

#include "rules/csp/evaluate.h"
#include "rules/forms/form_reading.h"
#include "rules/page_reading.h"

namespace pagescan {
namespace {

void check_password_on_http(const RuleInput& input, Observations& found) {
  if (!page_scheme_is(input, "http") || is_loopback(input.url->host())) return;
  for (const Form& form : input.page->facts.page.forms.forms) {
    const Control* password = first_password(form);
    if (password == nullptr) continue;
    found.push_back(
        {fmt::format("The form {} asks for a password on a page that came "
                     "over http",
                     quoted(form.heading)),
         in_page(password->position, control_markup(*password)),
         form_key(form)});
  }
}

// Each address the form leads to by `scheme`, once. `level`: where not the
// rule's.
void check_submissions_by(std::string_view scheme, std::string_view clause,
                          const RuleInput& input, Observations& found,
                          std::optional<Level> level = std::nullopt) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    for (const FormSubmission* submission : submissions_by(form, scheme)) {
      found.push_back(
          {fmt::format("The form {} {}: {}", quoted(form.heading), clause,
                       quoted(*submission->url)),
           in_page(submission_position(form, *submission), *submission->url),
           form_key(form) + ' ' + *submission->url, level});
    }
  }
}

void check_downgrade(const RuleInput& input, Observations& found) {
  if (!page_scheme_is(input, "https")) return;
  if (csp_upgrade_policy(*input.content_security) != nullptr) {
    return check_submissions_by(
        "http",
        "of a page over https names an http address, which only the page's "
        "upgrade-insecure-requests makes https",
        input, found, Level::kNote);
  }
  check_submissions_by("http", "of a page over https submits over http", input,
                       found);
}

void check_form_on_http_page(const RuleInput& input, Observations& found) {
  if (!page_scheme_is(input, "http") || is_loopback(input.url->host())) return;
  check_submissions_by("https",
                       "submits over https, but its page came over "
                       "http, where it can be changed on its way",
                       input, found);
}

void check_password_get(const RuleInput& input, Observations& found) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    const Control* password = first_password(form);
    if (password == nullptr || form.method != "get") continue;
    const bool has_submitter = has_submitter_with_method(form, "get");
    found.push_back(
        {fmt::format("The form {} sends a password by GET: it ends up in the "
                     "URL, in histories and in logs",
                     quoted(form.heading)),
         in_page(form.position, form.heading),
         form_key(form),
         {},
         has_submitter ? std::nullopt
                       : std::optional<RuleConfidence>(RuleConfidence::kLow)});
  }
}

}  // namespace

std::span<const CodeRule> form_transport_rules() {
  static constexpr CodeRule kRules[] = {
      {"F01", "password-on-http", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage, "A page that came over http asks for a password.",
       "Everyone on the way reads what is typed, and can change the page so "
       "that it goes elsewhere.",
       "Serve the page over https alone, redirect http to it and set "
       "Strict-Transport-Security.",
       "CWE-319 CWE-522", check_password_on_http},
      {"F02", "form-downgrade", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A form of a page over https submits over http, by its action or a "
       "submitter's formaction.",
       "What is typed travels in the clear, though the address bar promised "
       "otherwise.",
       "Submit to an https address.", "CWE-319 ZAP-10042", check_downgrade},
      {"F03", "form-on-http-page", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A page that came over http has a form that submits over https.",
       "Whoever sits on the way can change where the form submits to before "
       "anything is encrypted.",
       "Serve the page itself over https.", "CWE-319 ZAP-10041",
       check_form_on_http_page},
      {"F09", "password-get", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage, "A form with a password is submitted by GET.",
       "The password becomes part of the URL, which histories, logs, proxies "
       "and Referer fields keep.",
       "Set method=\"post\".", "CWE-598", check_password_get},
  };
  return kRules;
}

}  // namespace pagescan
