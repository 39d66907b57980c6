#include "report/html_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "report/html_text.h"
#include "scanner/passes/form_submission.h"

namespace pagescan {
namespace {

std::string tag(std::string_view text, std::string_view kind = "") {
  return fmt::format(" <span class=\"tag{}{}\">{}</span>",
                     kind.empty() ? "" : " ", kind, html_text(text));
}

std::string control_tags(const Control& control) {
  std::string tags;
  if (control.purpose) tags += tag(name_of(control.purpose->type));
  if (control.required) tags += tag("required");
  if (control.disabled) tags += tag("disabled");
  if (control.readonly) tags += tag("read-only");
  if (control.autocomplete)
    tags += tag("autocomplete " + *control.autocomplete);
  return tags;
}

void append_control(const Control& control, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "<li><code>{}</code>", html_text(control.type));
  if (!control.name.empty()) {
    fmt::format_to(to, " <strong>{}</strong>", html_isolated(control.name));
  }
  if (!control.label.empty()) {
    fmt::format_to(to, " “{}”", html_isolated(control.label));
  }
  out += control_tags(control);
  if (control.overrides.formaction) {
    fmt::format_to(to, " submits to {}",
                   html_address(*control.overrides.formaction));
  }
  out += "</li>\n";
}

void append_controls(const std::vector<Control>& controls, size_t most,
                     std::string& out) {
  if (controls.empty()) return;
  const size_t shown = std::min(most, controls.size());
  out += "<ul class=\"lines\">\n";
  for (size_t i = 0; i < shown; ++i) append_control(controls[i], out);
  out += "</ul>\n";
  append_html_left_out(controls.size() - shown, "control", out);
}

void append_submission(const FormSubmission& submission, std::string& out) {
  if (submission.method == "dialog") {
    out += "<li>closes its dialog</li>\n";
    return;
  }
  fmt::format_to(
      std::back_inserter(out), "<li>{} to {}", html_text(submission.method),
      submission.url ? html_url(*submission.url) : "an address that is no URL");
  if (submission.relation != SiteRelation::kNone) {
    out +=
        tag(site_relation_name(submission.relation),
            submission.relation == SiteRelation::kCrossSite ? "notable" : "");
  }
  if (submission.scheme == "http") out += tag("http", "notable");
  if (submission.ip_literal) out += tag("IP address", "notable");
  if (submission.punycode) out += tag("punycode", "notable");
  if (submission.no_validate) out += tag("no validation");
  out += "</li>\n";
}

// Providers seen in the form or beside it, each once.
void append_providers(std::string_view what, const std::vector<size_t>& places,
                      const std::vector<ProviderSighting>& sightings,
                      std::string& out) {
  std::vector<std::string_view> told;
  for (const size_t place : places) {
    if (place >= sightings.size()) continue;
    const std::string_view provider = sightings[place].provider;
    if (std::ranges::find(told, provider) != told.end()) continue;
    told.push_back(provider);
    out += tag(
        fmt::format("{}{}{}", what, provider.empty() ? "" : ": ", provider));
  }
}

void append_signals(const Form& form, const PageFormSignals& page,
                    std::string& out) {
  const FormSignals& signals = form.signals;
  if (signals.csrf_token) {
    out += tag(fmt::format("CSRF token by {}",
                           csrf_evidence_name(signals.csrf_token->how)),
               "good");
  }
  append_providers("captcha", signals.captchas, page.captchas, out);
  append_providers("payment", signals.payments, page.payments, out);
  append_providers("sign in with", signals.login_providers,
                   page.login_providers, out);
  if (!signals.honeypots.empty()) out += tag("honeypot");
}

void append_form(const Form& form, const PageFormSignals& page,
                 const HtmlPageLimits& limits, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "<div class=\"form\">\n<h5><code>{}</code></h5>\n"
                 "<p class=\"quiet\">{} ({} %)",
                 html_isolated(form.heading), name_of(form.purpose.type),
                 form.purpose.confidence.hundredths);
  if (form.position.line > 0) {
    fmt::format_to(to, ", line {}", form.position.line);
  }
  append_signals(form, page, out);
  out += "</p>\n";
  if (!form.submissions.empty()) {
    const size_t shown = std::min(limits.items, form.submissions.size());
    out += "<ul class=\"lines\">\n";
    for (size_t i = 0; i < shown; ++i) {
      append_submission(form.submissions[i], out);
    }
    out += "</ul>\n";
    append_html_left_out(form.submissions.size() - shown, "submission", out);
  }
  append_controls(form.controls, limits.controls, out);
  if (!form.html.empty()) {
    fmt::format_to(to,
                   "<details class=\"fold\"><summary>Source</summary>"
                   "<pre class=\"source\" dir=\"auto\">\n{}</pre></details>\n",
                   html_text(form.html, limits.form_html_bytes));
  }
  out += "</div>\n";
}

}  // namespace

void append_html_forms(const FormFacts& facts, const HtmlPageLimits& limits,
                       std::string& out) {
  const size_t shown = std::min(limits.forms, facts.forms.size());
  for (size_t i = 0; i < shown; ++i) {
    append_form(facts.forms[i], facts.signals, limits, out);
  }
  append_html_left_out(facts.forms.size() - shown, "form", out);
  if (facts.orphans.empty()) return;
  out += "<div class=\"form\">\n<h5>In no form</h5>\n";
  append_controls(facts.orphans, limits.controls, out);
  out += "</div>\n";
}

}  // namespace pagescan
