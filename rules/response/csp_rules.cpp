#include "rules/response/csp_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rules/response/csp_reading.h"
#include "rules/response/response_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// --- H01, H02 ----------------------------------------------------------------

bool is_successful(const RuleInput& input) {
  const Hop* hop = input.final_hop();
  return hop != nullptr && hop->status >= 200 && hop->status < 300;
}

// A meta element with a policy that does not hold.
std::optional<NodeId> meta_out_of_place(const Document& document) {
  for (const NodeId id : document.elements(Tag::kMeta)) {
    const Node& node = document.node(id);
    const auto pragma = document.attribute(id, "http-equiv");
    if (node.in_template || document.is(node.parent, Tag::kHead) || !pragma ||
        !ascii_iequals(*pragma, "content-security-policy")) {
      continue;
    }
    return id;
  }
  return std::nullopt;
}

// Whether what ended the head before the element may be in a noscript element:
// then it did not end for a browser that runs scripts.
bool may_be_in_head(const Document& document, NodeId element) {
  const auto noscripts = document.elements(Tag::kNoscript);
  return std::ranges::any_of(noscripts, [&](NodeId id) {
    return id < element && document.is(document.node(id).parent, Tag::kHead);
  });
}

void check_missing(const RuleInput& input, Observations& found) {
  if (!is_successful(input) || !input.content_security->empty()) return;
  const Hop& hop = *input.final_hop();
  const Document& document = input.page->document;
  if (const auto meta = meta_out_of_place(document)) {
    if (may_be_in_head(document, *meta)) return;
    found.push_back(
        {"The page has no Content-Security-Policy: browsers ignore that of a "
         "meta element outside head",
         in_page(document.node(*meta).position,
                 "<meta http-equiv=\"Content-Security-Policy\">"),
         "meta"});
    return;
  }
  found.push_back({fmt::format("The response of {} has no "
                               "Content-Security-Policy field, and the page no "
                               "meta element with one",
                               quoted(hop.url)),
                   in_url(last_hop(input), hop.url), "missing"});
}

void check_report_only(const RuleInput& input, Observations& found) {
  const CspPolicies& policies = *input.content_security;
  if (!is_successful(input) || policies.empty()) return;
  if (!std::ranges::all_of(policies, &CspPolicy::report_only)) return;
  found.push_back({fmt::format("The only Content-Security-Policy is "
                               "report-only and blocks nothing: {}",
                               quoted(policies.front().text)),
                   evidence_of(input, policies.front()), "report-only"});
}

// --- H04 ---------------------------------------------------------------------

bool submits_somewhere(const Form& form) {
  return std::ranges::any_of(form.submissions, [](const auto& submission) {
    return submission.url.has_value();
  });
}

void check_form_action(const RuleInput& input, Observations& found) {
  const auto policies = enforced_policies(input);
  if (policies.empty()) return;
  for (const CspPolicy* policy : policies) {
    if (!policy->complete || policy->find("form-action")) return;
  }
  const auto& forms = input.page->facts.page.forms.forms;
  const auto form = std::ranges::find_if(forms, submits_somewhere);
  if (form == forms.end()) return;
  found.push_back({fmt::format("The Content-Security-Policy has no "
                               "form-action, so that {} and every form put "
                               "into the page may submit anywhere",
                               quoted(form->heading)),
                   evidence_of(input, *policies.front()), "form-action"});
}

// --- H07 ---------------------------------------------------------------------

std::string describe(const CspProblem& problem) {
  const std::string& name = problem.directive;
  const std::string token = quoted(problem.token);
  switch (problem.kind) {
    case CspProblemKind::kDuplicateDirective:
      return fmt::format("{} is there twice: browsers ignore the second",
                         quoted(name));
    case CspProblemKind::kUnknownDirective:
      return fmt::format("no browser knows a directive {}", quoted(name));
    case CspProblemKind::kUnquotedKeyword:
      return fmt::format(
          "{} has {} without its single quotes, which names a host", name,
          token);
    case CspProblemKind::kMissingColon:
      return fmt::format("{} has {} without its colon, which names a host",
                         name, token);
    case CspProblemKind::kMissingSemicolon:
      return fmt::format(
          "{} has {} among its sources: a semicolon is missing before it", name,
          token);
    case CspProblemKind::kNoneWithOthers:
      return fmt::format("{} has 'none' beside other sources: it is ignored",
                         name);
    case CspProblemKind::kInvalidExpression:
      return fmt::format("{} has {}, which is no source and allows nothing",
                         name, token);
    case CspProblemKind::kNotAscii:
      return fmt::format("{} is not all ASCII: browsers ignore it",
                         quoted(name));
    case CspProblemKind::kIgnoredInMeta:
      break;
  }
  return fmt::format("{} does nothing in a meta element: send it as a field",
                     name);
}

// Nonces are others each time.
std::string key_of(const CspProblem& problem) {
  const bool nonce =
      ascii_lowercase(problem.token).find("nonce-") != std::string::npos;
  return fmt::format("{} {} {}", static_cast<int>(problem.kind),
                     problem.directive, nonce ? "nonce" : problem.token);
}

void check_syntax(const RuleInput& input, Observations& found) {
  for (const CspPolicy& policy : *input.content_security) {
    for (const CspProblem& problem : policy.problems) {
      found.push_back({"In the Content-Security-Policy, " + describe(problem),
                       evidence_of(input, policy), key_of(problem),
                       policy.report_only ? std::optional<Level>(Level::kNote)
                                          : std::nullopt});
    }
  }
}

}  // namespace

std::span<const CodeRule> csp_rules() {
  static constexpr CodeRule kRules[] = {
      {"H01", "csp-missing", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage, "The page has no Content-Security-Policy.",
       "Script that someone smuggles into the page runs with all its rights: "
       "nothing limits what the page may load and run.",
       "Send a Content-Security-Policy field; begin with its report-only form "
       "to see what it would block.",
       "CWE-693 ZAP-10038 OBSERVATORY-csp", check_missing},
      {"H02", "csp-report-only", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The page's only Content-Security-Policy is report-only.",
       "Browsers report what it would block, and block nothing.",
       "Send the policy as Content-Security-Policy once the reports are quiet.",
       "OBSERVATORY-csp", check_report_only},
      {"H04", "csp-no-form-action", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The page has forms, and its Content-Security-Policy no form-action.",
       "A form smuggled into the page can send what is typed anywhere: "
       "default-src does not apply to submissions.",
       "Add form-action with the addresses that the forms submit to.",
       "OBSERVATORY-csp", check_form_action},
      {"H07", "csp-syntax", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A Content-Security-Policy has a directive or source that browsers "
       "ignore or read otherwise.",
       "The policy does not do what its author meant.",
       "Correct the directive or source that the message names.",
       "OBSERVATORY-csp", check_syntax},
  };
  return kRules;
}

}  // namespace pagescan
