#include "rules/response/csp_block_rules.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "rules/csp/page_policies.h"
#include "rules/forms/form_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Whether 'unsafe-inline' is ignored there and nonces or hashes decide.
bool asks_for_nonces(const CspDirective& directive) {
  return directive.has_nonce_or_hash() ||
         directive.has_keyword(CspKeyword::kStrictDynamic);
}

// Inline scripts that lack a nonce or hash are S09's, all else is H06's.
bool lacks_nonce(const BlockedScript& script) {
  return script.kind == PageScriptKind::kInline &&
         asks_for_nonces(*script.block.directive);
}

std::string blocked_by(const CspBlock& block) {
  return fmt::format("{} of the page's own Content-Security-Policy{}",
                     block.directive->name,
                     block.policy->in_meta ? " (a meta element)" : "");
}

// --- H05 ---------------------------------------------------------------------

// Whether the submission's address is written in the page. Where it is not,
// scripts may do the submitting.
bool names_an_address(const Form& form, const FormSubmission& submission) {
  for (const size_t i : submission.submitters) {
    if (form.controls[i].overrides.formaction) return true;
  }
  if (!form.action) return false;
  const auto written = strip_ascii_whitespace(form.action->written);
  return !written.empty() && !written.starts_with('#');
}

void check_own_forms(const RuleInput& input, Observations& found) {
  const auto blocked = blocked_submissions(*input.page, *input.content_security,
                                           csp_self(input.url));
  for (const auto& [form, submission, block] : blocked) {
    const bool own_address = names_an_address(*form, *submission);
    found.push_back(
        {fmt::format("The form {} submits to {}, which {} blocks: {}",
                     quoted(form->heading), quoted(*submission->url),
                     blocked_by(block), quoted(block.directive->text)),
         in_page(submission_position(*form, *submission), *submission->url),
         form_key(*form) + ' ' + *submission->url,
         {},
         own_address ? std::nullopt
                     : std::optional<RuleConfidence>(RuleConfidence::kLow)});
  }
}

// --- H06 ---------------------------------------------------------------------

Observation one_script(const BlockedScript& script) {
  const bool external = script.kind == PageScriptKind::kExternal;
  return {fmt::format("The {} {} does not run: {} blocks it: {}",
                      external ? "script" : "inline script",
                      quoted(script.shown), blocked_by(script.block),
                      quoted(script.block.directive->text)),
          in_page(script.position, script.shown),
          script.block.directive->name + ' ' +
              (external ? std::string(script.shown) : std::string("inline"))};
}

// Event handlers and javascript: URLs that the same directive blocks: one
// finding, as there may be one for each link of a menu.
struct Group {
  const BlockedScript* first = nullptr;
  size_t count = 0;
};

Observation many_scripts(const Group& group) {
  const BlockedScript& first = *group.first;
  const bool handler = first.kind == PageScriptKind::kEventHandler;
  const std::string what =
      handler ? fmt::format("event handler{}", group.count == 1 ? "" : "s")
              : fmt::format("javascript: URL{}", group.count == 1 ? "" : "s");
  const std::string shown =
      handler ? fmt::format("{}={}", first.attribute, quoted(first.shown))
              : quoted(first.shown);
  return {fmt::format("{} {} ({}{}) {} not run: {} blocks {}: {}", group.count,
                      what, group.count == 1 ? "" : "the first: ", shown,
                      group.count == 1 ? "does" : "do", blocked_by(first.block),
                      group.count == 1 ? "it" : "them",
                      quoted(first.block.directive->text)),
          in_page(first.position, first.shown),
          first.block.directive->name + (handler ? " handlers" : " urls")};
}

void check_own_scripts(const RuleInput& input, Observations& found) {
  std::vector<Group> groups;
  std::map<std::pair<PageScriptKind, const CspDirective*>, size_t> places;
  for (const BlockedScript& script : *input.blocked_scripts) {
    if (lacks_nonce(script)) continue;
    if (script.kind == PageScriptKind::kExternal ||
        script.kind == PageScriptKind::kInline) {
      found.push_back(one_script(script));
      continue;
    }
    const auto [place, is_new] = places.try_emplace(
        {script.kind, script.block.directive}, groups.size());
    if (is_new) groups.push_back({&script, 0});
    ++groups[place->second].count;
  }
  for (const Group& group : groups) found.push_back(many_scripts(group));
}

// --- S09 ---------------------------------------------------------------------

void check_inline_nonces(const RuleInput& input, Observations& found) {
  for (const BlockedScript& script : *input.blocked_scripts) {
    if (!lacks_nonce(script)) continue;
    found.push_back(
        {fmt::format("The inline script {} does not run: {} asks for a nonce "
                     "or hash, and the script has {}",
                     quoted(script.shown), blocked_by(script.block),
                     script.has_nonce ? "another nonce" : "neither"),
         in_page(script.position, script.shown), script.block.directive->name});
  }
}

}  // namespace

std::span<const CodeRule> csp_block_rules() {
  static constexpr CodeRule kRules[] = {
      {"H05", "csp-blocks-own-form", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A form of the page submits to an address that form-action of the "
       "page's own Content-Security-Policy does not list.",
       "Browsers refuse to submit the form: visitors press the button and "
       "nothing happens.",
       "Add the address to form-action, or let the form submit to one that is "
       "listed.",
       "", check_own_forms},
      {"H06", "csp-blocks-own-script", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A script of the page, an event handler or a javascript: URL is blocked "
       "by the page's own Content-Security-Policy.",
       "Browsers do not run it: what it does for the page does not happen, or "
       "it is a leftover that should go.",
       "List the script's address, nonce or hash in script-src, move event "
       "handlers into a script file, or remove what is not needed.",
       "", check_own_scripts},
      {"S09", "inline-no-nonce", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "An inline script has none of the nonces and hashes that the page's "
       "Content-Security-Policy asks for.",
       "Browsers ignore 'unsafe-inline' beside a nonce, a hash or "
       "'strict-dynamic' and do not run the script.",
       "Give the script the nonce of the response, or add its hash to "
       "script-src.",
       "", check_inline_nonces},
  };
  return kRules;
}

}  // namespace pagescan
