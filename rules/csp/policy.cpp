#include "rules/csp/policy.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rules/csp/expression_words.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

enum class ValueKind : uint8_t { kSources, kOther };

struct KnownDirective {
  std::string_view name;
  ValueKind kind;
};

// CSP 3 section 6, then those of other specifications, then those of former
// days that browsers skip.
constexpr auto kKnownDirectives = std::to_array<KnownDirective>({
    {"default-src", ValueKind::kSources},
    {"script-src", ValueKind::kSources},
    {"script-src-elem", ValueKind::kSources},
    {"script-src-attr", ValueKind::kSources},
    {"style-src", ValueKind::kSources},
    {"style-src-elem", ValueKind::kSources},
    {"style-src-attr", ValueKind::kSources},
    {"img-src", ValueKind::kSources},
    {"frame-src", ValueKind::kSources},
    {"child-src", ValueKind::kSources},
    {"connect-src", ValueKind::kSources},
    {"font-src", ValueKind::kSources},
    {"media-src", ValueKind::kSources},
    {"object-src", ValueKind::kSources},
    {"worker-src", ValueKind::kSources},
    {"manifest-src", ValueKind::kSources},
    {"form-action", ValueKind::kSources},
    {"base-uri", ValueKind::kSources},
    {"frame-ancestors", ValueKind::kSources},
    {"prefetch-src", ValueKind::kSources},
    {"fenced-frame-src", ValueKind::kSources},
    {"navigate-to", ValueKind::kSources},
    {"sandbox", ValueKind::kOther},
    {"report-uri", ValueKind::kOther},
    {"report-to", ValueKind::kOther},
    {"webrtc", ValueKind::kOther},
    {"upgrade-insecure-requests", ValueKind::kOther},
    {"block-all-mixed-content", ValueKind::kOther},
    {"require-trusted-types-for", ValueKind::kOther},
    {"trusted-types", ValueKind::kOther},
    {"require-sri-for", ValueKind::kOther},
    {"plugin-types", ValueKind::kOther},
    {"referrer", ValueKind::kOther},
    {"reflected-xss", ValueKind::kOther},
});

const KnownDirective* known_directive(std::string_view name) {
  const auto found =
      std::ranges::find(kKnownDirectives, name, &KnownDirective::name);
  return found == kKnownDirectives.end() ? nullptr : &*found;
}

bool is_ignored_in_meta(std::string_view name) {
  return name == "frame-ancestors" || name == "report-uri" || name == "sandbox";
}

bool is_none(std::string_view token) { return ascii_iequals(token, "'none'"); }

class PolicyParser {
 public:
  explicit PolicyParser(CspPolicy& policy) : policy_(policy) {}

  void parse_directive(std::string_view text);

 private:
  void note(CspProblemKind kind, std::string_view directive,
            std::string_view token = {}) {
    if (policy_.problems.size() >= kMaxCspExpressions) return;
    policy_.problems.push_back(
        {kind, std::string(directive), std::string(token)});
  }
  void parse_sources(CspDirective& directive);
  void check_source(const CspDirective& directive, std::string_view token,
                    const CspExpression& expression);

  CspPolicy& policy_;
  size_t expressions_ = 0;
};

void PolicyParser::parse_directive(std::string_view text) {
  text = strip_ascii_whitespace(text);
  if (text.empty()) return;
  const auto words = split_on_ascii_whitespace(text);
  const std::string name = ascii_lowercase(words.front());
  if (ascii_prefix(text).size() != text.size()) {
    return note(CspProblemKind::kNotAscii, name);
  }
  if (policy_.find(name) != nullptr) {
    return note(CspProblemKind::kDuplicateDirective, name);
  }
  if (policy_.directives.size() >= kMaxCspDirectives ||
      expressions_ + words.size() > kMaxCspExpressions) {
    policy_.complete = false;
    return;
  }
  expressions_ += words.size();
  CspDirective directive;
  directive.name = name;
  directive.text = text;
  directive.tokens.assign(words.begin() + 1, words.end());
  const KnownDirective* known = known_directive(name);
  if (known == nullptr) {
    note(CspProblemKind::kUnknownDirective, name);
  } else if (known->kind == ValueKind::kSources) {
    parse_sources(directive);
  }
  if (policy_.in_meta && is_ignored_in_meta(name)) {
    return note(CspProblemKind::kIgnoredInMeta, name);
  }
  policy_.directives.push_back(std::move(directive));
}

void PolicyParser::parse_sources(CspDirective& directive) {
  for (const std::string& token : directive.tokens) {
    CspExpression expression = parse_csp_expression(token);
    check_source(directive, token, expression);
    directive.sources.push_back(std::move(expression));
  }
}

void PolicyParser::check_source(const CspDirective& directive,
                                std::string_view token,
                                const CspExpression& expression) {
  if (is_none(token)) {
    if (directive.tokens.size() > 1) {
      note(CspProblemKind::kNoneWithOthers, directive.name, token);
    }
  } else if (looks_like_unquoted_csp_keyword(token)) {
    note(CspProblemKind::kUnquotedKeyword, directive.name, token);
  } else if (looks_like_csp_scheme(token)) {
    note(CspProblemKind::kMissingColon, directive.name, token);
  } else if (token.find('-') != std::string_view::npos &&
             is_known_csp_directive(ascii_lowercase(token))) {
    note(CspProblemKind::kMissingSemicolon, directive.name, token);
  } else if (expression.kind == CspExpressionKind::kInvalid) {
    note(CspProblemKind::kInvalidExpression, directive.name, token);
  }
}

}  // namespace

bool CspDirective::has_keyword(CspKeyword keyword) const {
  return std::ranges::any_of(sources, [&](const CspExpression& e) {
    return e.kind == CspExpressionKind::kKeyword && e.keyword == keyword;
  });
}

bool CspDirective::has_nonce_or_hash() const {
  return std::ranges::any_of(sources, [](const CspExpression& e) {
    return e.kind == CspExpressionKind::kNonce ||
           e.kind == CspExpressionKind::kHash;
  });
}

const CspDirective* CspPolicy::find(std::string_view directive) const {
  const auto found =
      std::ranges::find(directives, directive, &CspDirective::name);
  return found == directives.end() ? nullptr : &*found;
}

const CspDirective* CspPolicy::first_of(
    std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const CspDirective* directive = find(name)) return directive;
  }
  return nullptr;
}

bool is_known_csp_directive(std::string_view name) {
  return known_directive(name) != nullptr;
}

CspPolicy parse_csp(std::string_view text, bool in_meta) {
  CspPolicy policy;
  policy.in_meta = in_meta;
  policy.complete = text.size() <= kMaxCspBytes;
  text = text.substr(0, kMaxCspBytes);
  policy.text = text;
  PolicyParser parser(policy);
  for (const std::string_view part : split(text, ';')) {
    parser.parse_directive(part);
  }
  return policy;
}

CspPolicies parse_csp_list(std::string_view field_value) {
  CspPolicies policies;
  for (const std::string_view part : split(field_value, ',')) {
    CspPolicy policy = parse_csp(strip_ascii_whitespace(part), false);
    if (policy.directives.empty() && policy.problems.empty()) continue;
    policies.push_back(std::move(policy));
    if (policies.size() >= kMaxCspPolicies) break;
  }
  return policies;
}

}  // namespace pagescan
