#include "rules/response/csp_script_rules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "rules/csp/evaluate.h"
#include "rules/response/csp_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

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
  for (const CspPolicy* policy : enforced_policies(input)) {
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

}  // namespace

std::span<const CodeRule> csp_script_rules() {
  static constexpr CodeRule kRules[] = {
      {"H03", "csp-unsafe-script", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The Content-Security-Policy allows script from nearly anywhere.",
       "Injected script runs in spite of the policy.",
       "Allow scripts by nonce or hash, with 'strict-dynamic' where scripts "
       "load others, and drop 'unsafe-inline', 'unsafe-eval' and sources that "
       "name no host.",
       "CWE-693 ZAP-10055 OBSERVATORY-csp", check_unsafe_script},
  };
  return kRules;
}

}  // namespace pagescan
