#include "rules/forms/secret_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "rules/forms/form_reading.h"
#include "rules/forms/page_elements.h"
#include "scanner/base/strings.h"
#include "scanner/passes/control_signals.h"
#include "scanner/passes/form_providers.h"

namespace pagescan {
namespace {

bool names_token(std::string_view text) {
  return contains_ignoring_case(text, "csrf") ||
         contains_ignoring_case(text, "xsrf");
}

// A token in a cookie or a field, for a script to send back.
bool response_has_token(const RuleInput& input) {
  if (input.response == nullptr) return false;
  const bool in_cookie = std::ranges::any_of(
      input.response->cookies,
      [](const auto& received) { return names_token(received.cookie.name); });
  if (in_cookie) return true;
  const Hop* hop = input.final_hop();
  return hop != nullptr &&
         std::ranges::any_of(hop->fields, [](const Field& field) {
           return names_token(field.name);
         });
}

// A script that speaks of tokens puts them into forms or requests.
bool scripts_have_token(const Document& document) {
  for (const NodeId script : document.elements(Tag::kScript)) {
    if (names_token(document.attribute(script, "src").value_or(""))) {
      return true;
    }
    for (NodeId id = script + 1; id < document.node(script).end; ++id) {
      if (names_token(document.node(id).text)) return true;
    }
  }
  return false;
}

// "id", "user_id", "postID": the hidden name of what a form changes. Names of
// forms, sessions and parts of the site end alike.
bool names_record(const Control& control) {
  constexpr std::array<std::string_view, 9> kOthers = {
      "form", "session", "store", "lang",     "catalog",
      "site", "page",    "build", "component"};
  const std::string_view name = control.name;
  if (control.type != "hidden" || name.size() < 2) return false;
  if (!control.value || std::ranges::none_of(*control.value, is_ascii_digit)) {
    return false;
  }
  const std::string_view end = name.substr(name.size() - 2);
  if (!ascii_iequals(end, "id")) return false;
  if (name.size() == 2) return true;
  const char before = name[name.size() - 3];
  const bool is_word = before == '_' || before == '-' || before == '[' ||
                       (end[0] == 'I' && (is_ascii_digit(before) ||
                                          (before >= 'a' && before <= 'z')));
  return is_word && std::ranges::none_of(kOthers, [&](std::string_view other) {
           return contains_ignoring_case(name, other);
         });
}

// What says that a form changes something: the first control that does. What a
// public form sends, and where a record's ID says what it is about, changes
// nothing of its sender's.
const Control* changing_control(const Form& form) {
  const bool is_public = form.purpose.type == FormPurpose::kContact ||
                         form.purpose.type == FormPurpose::kNewsletter;
  const auto found = std::ranges::find_if(form.controls, [&](const auto& c) {
    return c.type == "password" || c.type == "file" ||
           (!is_public && names_record(c));
  });
  return found == form.controls.end() ? nullptr : &*found;
}

bool posts_to_own_site(const Form& form) {
  return std::ranges::any_of(form.submissions, [](const auto& submission) {
    return submission.method == "post" &&
           (submission.relation == SiteRelation::kSameOrigin ||
            submission.relation == SiteRelation::kSameSite);
  });
}

void check_csrf(const RuleInput& input, Observations& found) {
  std::optional<bool> token_elsewhere;
  for (const Form& form : input.page->facts.page.forms.forms) {
    if (form.signals.csrf_token || !posts_to_own_site(form)) continue;
    // What a captcha asks nobody answers for someone else.
    if (!form.signals.captchas.empty()) continue;
    if (form.purpose.type == FormPurpose::kSearch) continue;
    const Control* hint = changing_control(form);
    if (hint == nullptr) continue;
    if (!token_elsewhere) {
      token_elsewhere =
          response_has_token(input) || scripts_have_token(input.page->document);
    }
    if (*token_elsewhere) return;
    // Who signs in or writes to the site has no session that could be misused,
    // and what has an ID may be nothing to protect.
    const bool unsure =
        hint->type == "hidden" || form.purpose.type != FormPurpose::kOther;
    found.push_back(
        {fmt::format("The form {} changes something (it has the {}) and has no "
                     "token against cross-site request forgery",
                     quoted(form.heading), control_title(*hint)),
         in_page(form.position, form.heading),
         form_key(form),
         {},
         unsure ? std::optional<RuleConfidence>(RuleConfidence::kLow)
                : std::nullopt});
  }
}

std::string titles_of(const Form& form, const std::vector<size_t>& controls) {
  constexpr size_t kMaxTitles = 4;
  std::string titles;
  for (size_t i = 0; i < controls.size() && i < kMaxTitles; ++i) {
    if (i > 0) titles += ", ";
    titles += control_title(form.controls[controls[i]]);
  }
  if (controls.size() > kMaxTitles) titles += " and more";
  return titles;
}

void check_payment_fields(const RuleInput& input, Observations& found) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    const std::vector<size_t>& fields = form.signals.payment_fields;
    if (fields.empty()) continue;
    const Control& first = form.controls[fields.front()];
    found.push_back({fmt::format("The form {} asks for a payment card: {}",
                                 quoted(form.heading), titles_of(form, fields)),
                     in_page(first.position, control_markup(first)),
                     form_key(form)});
  }
}

// The page is what a shop frames or sends its buyers to.
bool is_of_payment_provider(const RuleInput& input) {
  if (!input.url) return false;
  const auto is_payment = [](const FormProvider* provider) {
    return provider != nullptr && provider->kind == ProviderKind::kPayment;
  };
  return is_payment(provider_of_page(input.url->href())) ||
         is_payment(provider_of_load(input.url->href()));
}

void check_payment_not_framed(const RuleInput& input, Observations& found) {
  if (is_of_payment_provider(input)) return;
  for (const Form& form : input.page->facts.page.forms.forms) {
    const std::vector<size_t>& fields = form.signals.payment_fields;
    if (fields.empty()) continue;
    const Control& first = form.controls[fields.front()];
    const bool direct =
        std::ranges::any_of(form.submissions, [](const auto& submission) {
          return submission.relation == SiteRelation::kCrossSite;
        });
    found.push_back(
        {fmt::format("The form {} asks for a payment card in the page itself, "
                     "not in a frame of a payment provider ({}), and submits "
                     "to {} site",
                     quoted(form.heading), titles_of(form, fields),
                     direct ? "another" : "its own"),
         in_page(first.position, control_markup(first)), form_key(form)});
  }
}

// `-webkit-text-security: disc` hides what is typed as a password is.
bool is_masked_by_style(const Document& document, const PageElements& elements,
                        const Control& control) {
  const NodeId element = elements.at(control.position);
  return element != kNoNode &&
         contains_ignoring_case(
             document.attribute(element, "style").value_or(""),
             "text-security");
}

// One-time codes are left out: they are worth nothing once used, and a text
// input with autocomplete="one-time-code" is how browsers fill them.
void check_shown_secret(const RuleInput& input, Observations& found) {
  const Page& page = *input.page;
  std::optional<PageElements> elements;
  const auto add = [&](const Form& form, const Control& control,
                       std::string_view what, bool is_minor) {
    if (!elements) elements.emplace(page.document, kSubmissionTags);
    if (is_masked_by_style(page.document, *elements, control)) return;
    Observation observed{
        fmt::format("The {} of the form {} asks for {} but shows what is typed",
                    control_title(control), quoted(form.heading), what),
        in_page(control.position, control_markup(control)),
        form_key(form) + ' ' + control_markup(control)};
    if (is_minor) {
      observed.level = Level::kNote;
      observed.confidence = RuleConfidence::kLow;
    }
    found.push_back(std::move(observed));
  };
  for (const Form& form : page.facts.page.forms.forms) {
    for (const ShownPassword& shown : form.signals.shown_passwords) {
      const Control& control = form.controls[shown.control];
      if (control.disabled || control.readonly) continue;
      add(form, control, "a password", shown.beside_password);
    }
    for (const size_t i : form.signals.payment_fields) {
      const Control& control = form.controls[i];
      if (asked_for(control) != FieldPurpose::kCcCsc) continue;
      if (control.type == "password" || control.element != "input") continue;
      add(form, control, "a card's security code", true);
    }
  }
}

// Whether the page offers to sign out: who sees it has signed in, and finds
// his own address in its forms.
bool offers_to_sign_out(const Catalogue& catalogue) {
  constexpr std::array<std::string_view, 5> kWords = {
      "logout", "signout", "log_out", "sign_out", "logoff"};
  constexpr size_t kMaxHref = 256;
  return std::ranges::any_of(catalogue.links, [&](const Link& link) {
    const std::string_view href =
        std::string_view(link.href.written).substr(0, kMaxHref);
    return std::ranges::any_of(kWords, [&](std::string_view word) {
      return contains_ignoring_case(href, word);
    });
  });
}

bool asks_for_new_password(const Form& form) {
  return std::ranges::any_of(form.controls, [](const Control& control) {
    const auto asked = asked_for(control);
    return asked == FieldPurpose::kNewPassword ||
           asked == FieldPurpose::kPasswordConfirmation;
  });
}

void check_prefilled_identity(const RuleInput& input, Observations& found) {
  const Catalogue& catalogue = input.page->facts.page;
  std::optional<bool> signed_in;
  for (const Form& form : catalogue.forms.forms) {
    const std::vector<size_t>& prefilled = form.signals.prefilled_identity;
    if (prefilled.empty() || asks_for_new_password(form)) continue;
    if (!signed_in) signed_in = offers_to_sign_out(catalogue);
    if (*signed_in) return;
    const Control& control = form.controls[prefilled.front()];
    found.push_back(
        {fmt::format("The form {} asks for a password and has somebody's name "
                     "filled in already: {} in the {}",
                     quoted(form.heading), quoted(control.value.value_or("")),
                     control_title(control)),
         in_page(control.position, control_markup(control)), form_key(form)});
  }
}

}  // namespace

std::span<const CodeRule> form_secret_rules() {
  static constexpr CodeRule kRules[] = {
      {"F10", "csrf-token-absent", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A form that changes something on its own site by POST has no token "
       "against cross-site request forgery.",
       "Another site can submit the form in the name of whoever is signed in, "
       "unless cookies are SameSite or a script adds a token.",
       "Put an unguessable token into the form and check it, and set SameSite "
       "on the session's cookie.",
       "CWE-352 ZAP-10202", check_csrf},
      {"F11", "payment-fields", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage, "A form asks for a payment card.",
       "The page is in the scope of PCI DSS: its scripts must be known, "
       "justified and watched.",
       "Keep an inventory of the page's scripts, or let a payment provider "
       "take the card in a frame of its own.",
       "PCI-DSS-6.4.3", check_payment_fields},
      {"F12", "payment-not-framed", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "The fields for a payment card stand in the page itself, not in a frame "
       "of a payment provider.",
       "Every script of the page can read the card, and the merchant answers "
       "SAQ A-EP or D instead of the short SAQ A.",
       "Use the provider's hosted fields or send buyers to its payment page.",
       "PCI-DSS-6.4.3", check_payment_not_framed},
      {"F14", "type-mismatch-secret", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A control that shows what is typed asks for a password or a card's "
       "security code.",
       "Bystanders read the secret, and browsers may keep it among what was "
       "typed before.",
       "Set type=\"password\".", "CWE-549", check_shown_secret},
      {"F22", "prefilled-identity", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A form with a password has an address or user name filled in already.",
       "Phishing pages name their victim; a page that anybody can load tells "
       "whose account it is.",
       "Leave the field empty and let browsers fill it.", "CWE-200",
       check_prefilled_identity},
  };
  return kRules;
}

}  // namespace pagescan
