#include "rules/forms/destination_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/forms/form_reading.h"
#include "rules/forms/page_elements.h"
#include "scanner/base/strings.h"
#include "scanner/passes/form_providers.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

// Who runs mailing lists and forms for others: their documentation has pages
// post to these hosts or hosts below them.
constexpr std::array<std::string_view, 33> kFormHosts = {
    "list-manage.com",
    "createsend.com",
    "cmail20.com",
    "sendinblue.com",
    "sibforms.com",
    "mailerlite.com",
    "constantcontact.com",
    "hsforms.com",
    "hubspot.com",
    "aweber.com",
    "getresponse.com",
    "convertkit.com",
    "kit.com",
    "klaviyo.com",
    "mailjet.com",
    "cleverreach.com",
    "icontact.com",
    "campaign-archive.com",
    "subscribe.ru",
    "feedburner.com",
    "feedburner.google.com",
    "formspree.io",
    "getform.io",
    "formsubmit.co",
    "jotform.com",
    "wufoo.com",
    "salesforce.com",
    "pardot.com",
    "infusionsoft.com",
    "marketo.com",
    "eloqua.com",
    "actonservice.com",
    "subscribe.wordpress.com"};

std::string_view host_of(const FormSubmission& submission) {
  return split_href(*submission.url).host;
}

// The submissions to other sites, one for each host, but for those the user
// says are of the page's own party.
std::vector<const FormSubmission*> foreign_submissions(const RuleInput& input,
                                                       const Form& form) {
  std::vector<const FormSubmission*> foreign;
  std::set<std::string_view> hosts;
  for (const FormSubmission& submission : form.submissions) {
    if (submission.relation != SiteRelation::kCrossSite) continue;
    const std::string_view host = host_of(submission);
    if (!hosts.insert(host).second) continue;
    if (host_is_within(host, input.parameters.affiliated_domains)) continue;
    foreign.push_back(&submission);
  }
  return foreign;
}

bool is_known_provider(const FormSubmission& submission) {
  const FormProvider* provider = provider_of_page(*submission.url);
  return provider != nullptr && provider->kind != ProviderKind::kCaptcha;
}

std::string first_label(const std::string& domain) {
  return domain.substr(0, domain.find('.'));
}

// "shop.example" and "shop.test": most often one party in two countries.
bool has_the_name_of(const Url& page, std::string_view host) {
  const std::string own = registrable_domain(page);
  const std::string other = registrable_domain(host);
  return !own.empty() && !other.empty() &&
         first_label(own) == first_label(other);
}

// The sites that links of the page lead to.
std::set<std::string> linked_sites(const Catalogue& catalogue) {
  std::set<std::string> sites;
  std::string_view last;
  for (const Link& link : catalogue.links) {
    if (link.kind != LinkKind::kExternal || !link.href.url) continue;
    const std::string_view host = split_href(*link.href.url).host;
    if (host != last) sites.insert(registrable_domain(host));
    last = host;
  }
  return sites;
}

// Lowers what is likely to be meant: a provider both parties trust, one party
// under two names, a site the page speaks of openly (a form that steals is the
// only one that leads where it leads).
void weigh(const RuleInput& input, const FormSubmission& submission,
           std::optional<std::set<std::string>>& linked,
           Observation& observed) {
  const std::string_view host = host_of(submission);
  if (is_known_provider(submission)) {
    observed.level = Level::kNote;
    observed.message += ", a known provider of sign-in or payment";
    return;
  }
  std::string_view clause;
  if (has_the_name_of(*input.url, host)) {
    clause = ", of the same name as its own";
  } else {
    if (!linked) linked = linked_sites(input.page->facts.page);
    if (!linked->contains(registrable_domain(host))) return;
    clause = ", which its links lead to as well";
  }
  observed.level = Level::kWarning;
  observed.confidence = RuleConfidence::kMedium;
  observed.message += clause;
}

void check_credentials_cross_site(const RuleInput& input, Observations& found) {
  std::optional<std::set<std::string>> linked;
  for (const Form& form : input.page->facts.page.forms.forms) {
    const Control* credential = first_credential(form);
    if (credential == nullptr) continue;
    for (const FormSubmission* submission : foreign_submissions(input, form)) {
      const std::string_view host = host_of(*submission);
      Observation observed{
          fmt::format("The form {} sends what is typed into the {} to another "
                      "site, {}",
                      quoted(form.heading), control_title(*credential),
                      quoted(host)),
          in_page(submission_position(form, *submission), *submission->url),
          form_key(form) + ' ' + std::string(host)};
      weigh(input, *submission, linked, observed);
      found.push_back(std::move(observed));
    }
  }
}

// A search leads to who searches, a newsletter to who sends it, a donation to
// who collects it.
bool is_expected(const Form& form, const FormSubmission& submission) {
  if (form.purpose.type == FormPurpose::kSearch) return true;
  if (is_known_provider(submission)) return true;
  const std::string_view host = host_of(submission);
  return std::ranges::any_of(kFormHosts, [host](std::string_view form_host) {
    if (!host.ends_with(form_host)) return false;
    return host.size() == form_host.size() ||
           host[host.size() - form_host.size() - 1] == '.';
  });
}

void check_cross_site(const RuleInput& input, Observations& found) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    // F04 has those with a credential; a form without fields is a link.
    if (first_credential(form) != nullptr) continue;
    if (std::ranges::none_of(form.controls, is_for_users)) continue;
    for (const FormSubmission* submission : foreign_submissions(input, form)) {
      if (is_expected(form, *submission)) continue;
      const std::string_view host = host_of(*submission);
      found.push_back(
          {fmt::format("The form {} sends what is typed to another site, {}",
                       quoted(form.heading), quoted(host)),
           in_page(submission_position(form, *submission), *submission->url),
           form_key(form) + ' ' + std::string(host)});
    }
  }
}

void check_mailto(const RuleInput& input, Observations& found) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    for (const FormSubmission* submission : submissions_by(form, "mailto")) {
      const bool secret = asks_for_secret(form);
      found.push_back(
          {fmt::format("The form {} hands what is typed{} to a mail program, "
                       "which sends it as e-mail: {}",
                       quoted(form.heading), secret ? ", a secret too," : "",
                       quoted(*submission->url)),
           in_page(submission_position(form, *submission), *submission->url),
           form_key(form) + ' ' + *submission->url,
           secret ? Level::kWarning : Level::kNote});
    }
  }
}

// `javascript:void(0)` and the like, which keep the browser from navigating
// where a script handles the submission.
bool does_nothing(std::string_view javascript_url) {
  constexpr size_t kMaxIdle = 64;
  constexpr std::array<std::string_view, 11> kIdle = {
      "",      "//",   "void(0)",     "void0",  "void(null)", "voidnull",
      "false", "null", "returnfalse", "void()", "0"};
  std::string_view code = javascript_url.substr(javascript_url.find(':') + 1);
  if (code.size() > kMaxIdle) return false;
  std::string bare;
  while (!code.empty()) {
    const bool space = code.starts_with("%20");
    const char c = code.front();
    if (!space && c != ';' && !is_ascii_whitespace(c)) bare += ascii_lower(c);
    code.remove_prefix(space ? 3 : 1);
  }
  return std::ranges::find(kIdle, bare) != kIdle.end();
}

void check_script_uri(const RuleInput& input, Observations& found) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    for (const std::string_view scheme : {"javascript", "data"}) {
      for (const FormSubmission* submission : submissions_by(form, scheme)) {
        const bool idle =
            scheme == "javascript" && does_nothing(*submission->url);
        Observation observed{
            fmt::format("The form {} leads to {}, {}", quoted(form.heading),
                        quoted(*submission->url),
                        idle ? "which does nothing: without its script the "
                               "form is dead"
                             : "not to an address of a server"),
            in_page(submission_position(form, *submission), *submission->url),
            form_key(form) + ' ' + *submission->url};
        if (idle) observed.level = Level::kNote;
        found.push_back(std::move(observed));
      }
    }
  }
}

enum class NullAction : uint8_t { kNone, kAbsent, kEmpty, kFragment, kBlank };

NullAction null_action(const Form& form) {
  if (!form.action) return NullAction::kAbsent;
  const std::string_view action = strip_ascii_whitespace(form.action->written);
  if (action.empty()) return NullAction::kEmpty;
  if (action == "#") return NullAction::kFragment;
  if (ascii_istarts_with(action, "about:blank")) return NullAction::kBlank;
  return NullAction::kNone;
}

std::string_view clause_of(NullAction action) {
  switch (action) {
    case NullAction::kAbsent:
      return "has no action";
    case NullAction::kEmpty:
      return "has an empty action";
    case NullAction::kFragment:
      return "has the action \"#\"";
    case NullAction::kBlank:
      return "leads to about:blank";
    case NullAction::kNone:
      break;
  }
  return "";
}

bool has_own_destination(const Control& submitter) {
  return submitter.overrides.formaction.has_value();
}

void check_null_action(const RuleInput& input, Observations& found) {
  const Page& page = *input.page;
  std::optional<PageElements> elements;
  for (const Form& form : page.facts.page.forms.forms) {
    const NullAction action = null_action(form);
    if (action == NullAction::kNone || form.method == "dialog") continue;
    const Control* password = first_password(form);
    if (password == nullptr) continue;
    if (std::ranges::any_of(form.controls, has_own_destination)) continue;
    if (!elements) elements.emplace(page.document, kSubmissionTags);
    // An ordinary application: its markup says that a script sends the form.
    if (action != NullAction::kBlank &&
        is_submitted_by_script(page.document, *elements, form)) {
      continue;
    }
    found.push_back(
        {fmt::format(
             "The form {} asks for a password and {}: the password goes "
             "to {}, unless a script takes it elsewhere",
             quoted(form.heading), clause_of(action),
             action == NullAction::kBlank ? "nobody" : "the page itself"),
         in_page(form.position, form.heading),
         form_key(form),
         {},
         action == NullAction::kBlank
             ? std::optional<RuleConfidence>(RuleConfidence::kMedium)
             : std::nullopt});
  }
}

}  // namespace

std::span<const CodeRule> form_destination_rules() {
  static constexpr CodeRule kRules[] = {
      {"F04", "credentials-cross-site", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A form sends a password, a one-time code or a payment card to another "
       "site than the page's.",
       "Whoever runs the other site gets the secret; forms that steal secrets "
       "look like this.",
       "Submit to the page's own site, or name the other one among the "
       "affiliated domains if it belongs to it.",
       "CWE-522", check_credentials_cross_site},
      {"F05", "form-cross-site", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage, "A form without a secret submits to another site.",
       "Another party gets what is typed, perhaps without its sender knowing.",
       "Check that the other site is meant, and name it among the affiliated "
       "domains if it is.",
       "", check_cross_site},
      {"F06", "form-mailto", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage, "A form submits to a mailto: address.",
       "What is typed travels as ordinary e-mail, readable on its way, and "
       "nothing happens where no mail program is set up.",
       "Submit to a server over https, which may send the mail itself.",
       "CWE-319", check_mailto},
      {"F07", "form-script-uri", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage, "A form submits to a javascript: or data: URL.",
       "A script of the address gets what is typed, a strict content security "
       "policy blocks it, and without scripts the form is dead.",
       "Submit to an https address and handle the submit event in a script.",
       "", check_script_uri},
      {"F08", "form-null-action", Level::kNote, RuleConfidence::kLow,
       RuleSubject::kPage,
       "A form with a password has no action, an empty one, \"#\" or "
       "about:blank, and no sign of a script that sends it.",
       "The markup does not say who takes the password; forms whose script "
       "steals it look like this, and so do many that are in order.",
       "Write the address that takes the password into the action.", "",
       check_null_action},
  };
  return kRules;
}

}  // namespace pagescan
