#include "rules/response/csp_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/csp/evaluate.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

size_t last_hop(const RuleInput& input) {
  return input.final_hop() ? input.response->hops.size() - 1 : 0;
}

FindingEvidence evidence_of(const RuleInput& input, const CspPolicy& policy) {
  if (policy.in_meta) return in_page(policy.position, policy.text);
  return in_field(last_hop(input),
                  policy.report_only ? "Content-Security-Policy-Report-Only"
                                     : "Content-Security-Policy",
                  policy.text);
}

std::vector<const CspPolicy*> enforced(const RuleInput& input) {
  std::vector<const CspPolicy*> policies;
  for (const CspPolicy& policy : *input.content_security) {
    if (!policy.report_only && !policy.directives.empty()) {
      policies.push_back(&policy);
    }
  }
  return policies;
}

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
  FindingEvidence evidence;
  evidence.place = EvidencePlace::kUrl;
  evidence.hop = last_hop(input);
  evidence.text = hop.url;
  found.push_back({fmt::format("The response of {} has no "
                               "Content-Security-Policy field, and the page no "
                               "meta element with one",
                               quoted(hop.url)),
                   std::move(evidence), "missing"});
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

// --- H03 ---------------------------------------------------------------------

enum class Weakness : uint8_t { kInline, kEval, kAnyHost, kData };
constexpr size_t kWeaknesses = 4;

// What makes a directive weak, none where it is not.
struct Weak {
  const CspDirective* directive = nullptr;
  std::string token;
};

// Of one policy. Neither restricted nor weak: no directive says anything.
struct ScriptStrength {
  const CspPolicy* policy = nullptr;
  std::array<bool, kWeaknesses> restricted{};
  std::array<std::optional<Weak>, kWeaknesses> weak;

  bool allows(size_t weakness) const {
    return !restricted[weakness] || weak[weakness];
  }
};

const CspExpression* find_source(const CspDirective& directive,
                                 bool (*matches)(const CspExpression&)) {
  const auto found = std::ranges::find_if(directive.sources, matches);
  return found == directive.sources.end() ? nullptr : &*found;
}

bool is_any_host(const CspExpression& e) {
  if (e.kind == CspExpressionKind::kScheme) {
    return is_one_of<std::string_view>(e.scheme, {"http", "https"});
  }
  return e.kind == CspExpressionKind::kHost && e.host == "*";
}

bool is_data(const CspExpression& e) {
  return e.kind == CspExpressionKind::kScheme && e.scheme == "data";
}

bool is_keyword(const CspExpression& e, CspKeyword keyword) {
  return e.kind == CspExpressionKind::kKeyword && e.keyword == keyword;
}

bool is_unsafe_inline(const CspExpression& e) {
  return is_keyword(e, CspKeyword::kUnsafeInline);
}

bool is_unsafe_eval(const CspExpression& e) {
  return is_keyword(e, CspKeyword::kUnsafeEval);
}

void look_for(Weakness weakness, const CspDirective* directive,
              bool (*matches)(const CspExpression&), ScriptStrength& strength) {
  const auto i = static_cast<size_t>(weakness);
  if (directive == nullptr) return;
  strength.restricted[i] = true;
  const bool nonces_decide = directive->has_keyword(CspKeyword::kStrictDynamic);
  // Ignored by browsers beside those (CSP 3 sections 6.7.1.1 and 6.7.3.2).
  if (weakness == Weakness::kInline &&
      (nonces_decide || directive->has_nonce_or_hash())) {
    return;
  }
  if (is_one_of(weakness, {Weakness::kAnyHost, Weakness::kData}) &&
      nonces_decide) {
    return;
  }
  if (const CspExpression* source = find_source(*directive, matches)) {
    strength.weak[i] = Weak{directive, source->text};
  }
}

ScriptStrength strength_of(const CspPolicy& policy) {
  static constexpr std::string_view kEval[] = {"script-src", "default-src"};
  ScriptStrength strength;
  strength.policy = &policy;
  const CspDirective* element =
      policy.first_of(csp_fallbacks(CspInline::kScript));
  look_for(Weakness::kInline,
           policy.first_of(csp_fallbacks(CspInline::kScriptAttribute)),
           is_unsafe_inline, strength);
  look_for(Weakness::kInline, element, is_unsafe_inline, strength);
  look_for(Weakness::kEval, policy.first_of(kEval), is_unsafe_eval, strength);
  look_for(Weakness::kAnyHost, element, is_any_host, strength);
  look_for(Weakness::kData, element, is_data, strength);
  return strength;
}

std::string_view harm_of(size_t weakness) {
  switch (static_cast<Weakness>(weakness)) {
    case Weakness::kInline:
      return "any inline script";
    case Weakness::kEval:
      return "text to be run as script";
    case Weakness::kAnyHost:
      return "scripts of any host";
    case Weakness::kData:
      break;
  }
  return "scripts written into a data: URL";
}

// All that is weak in one directive of one policy, as one finding.
struct WeakDirective {
  const CspPolicy* policy = nullptr;
  const CspDirective* directive = nullptr;
  std::vector<std::string> clauses;
  std::vector<std::string> tokens;
};

void report_weak(const RuleInput& input,
                 const std::vector<WeakDirective>& directives,
                 Observations& found) {
  for (const WeakDirective& weak : directives) {
    found.push_back(
        {fmt::format("{} of the Content-Security-Policy allows {}",
                     weak.directive->name, fmt::join(weak.clauses, ", ")),
         evidence_of(input, *weak.policy),
         fmt::format("{} {}", weak.directive->name,
                     fmt::join(weak.tokens, " "))});
  }
}

// What every policy allows, and one of them in so many words.
std::vector<WeakDirective> weak_directives(
    const std::vector<ScriptStrength>& strengths) {
  std::vector<WeakDirective> directives;
  for (size_t i = 0; i < kWeaknesses; ++i) {
    if (!std::ranges::all_of(strengths,
                             [i](const auto& s) { return s.allows(i); })) {
      continue;
    }
    const auto said = std::ranges::find_if(
        strengths, [i](const auto& s) { return s.weak[i].has_value(); });
    if (said == strengths.end()) continue;
    const Weak& weak = *said->weak[i];
    auto place = std::ranges::find(directives, weak.directive,
                                   &WeakDirective::directive);
    if (place == directives.end()) {
      directives.push_back({said->policy, weak.directive, {}, {}});
      place = std::prev(directives.end());
    }
    place->clauses.push_back(
        fmt::format("{} ({})", harm_of(i), quoted(weak.token)));
    place->tokens.push_back(weak.token);
  }
  return directives;
}

void check_unsafe_script(const RuleInput& input, Observations& found) {
  std::vector<ScriptStrength> strengths;
  for (const CspPolicy* policy : enforced(input)) {
    const CspDirective* sandbox = policy->find("sandbox");
    const bool runs_none =
        sandbox && !std::ranges::any_of(sandbox->tokens, [](const auto& token) {
          return ascii_iequals(token, "allow-scripts");
        });
    if (!policy->complete || runs_none) return;
    strengths.push_back(strength_of(*policy));
  }
  if (strengths.empty()) return;
  const auto any_host = static_cast<size_t>(Weakness::kAnyHost);
  if (std::ranges::none_of(
          strengths, [=](const auto& s) { return s.restricted[any_host]; })) {
    const CspPolicy& policy = *strengths.front().policy;
    found.push_back({fmt::format("The Content-Security-Policy has neither "
                                 "script-src nor default-src, so any script "
                                 "may run: {}",
                                 quoted(policy.text)),
                     evidence_of(input, policy), "none", Level::kNote});
    return;
  }
  report_weak(input, weak_directives(strengths), found);
}

// --- H04 ---------------------------------------------------------------------

bool submits_somewhere(const Form& form) {
  return std::ranges::any_of(form.submissions, [](const auto& submission) {
    return submission.url.has_value();
  });
}

void check_form_action(const RuleInput& input, Observations& found) {
  const auto policies = enforced(input);
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
      {"H03", "csp-unsafe-script", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The Content-Security-Policy allows script from nearly anywhere.",
       "Injected script runs in spite of the policy.",
       "Allow scripts by nonce or hash, with 'strict-dynamic' where scripts "
       "load others, and drop 'unsafe-inline', 'unsafe-eval' and sources that "
       "name no host.",
       "CWE-693 ZAP-10055 OBSERVATORY-csp", check_unsafe_script},
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
