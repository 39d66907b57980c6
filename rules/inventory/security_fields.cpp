#include "rules/inventory/security_fields.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr std::string_view kMaskedNonce = "'nonce-*'";

std::string joined(const std::vector<std::string>& parts,
                   std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

// The parts of a list in which neither order nor case means anything.
std::string sorted_list(std::string_view value, char separator) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(value, separator)) {
    std::string text =
        strip_and_collapse_ascii_whitespace(ascii_lowercase(part));
    if (!text.empty()) parts.push_back(std::move(text));
  }
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return joined(parts, std::string(1, separator) + " ");
}

std::string source_text(const CspExpression& source) {
  switch (source.kind) {
    case CspExpressionKind::kNonce:
      return std::string(kMaskedNonce);
    case CspExpressionKind::kHash:
      return source.text;  // base64: its case tells
    case CspExpressionKind::kHost:
      // The path's case tells.
      return source.path.empty() ? ascii_lowercase(source.text) : source.text;
    default:
      return ascii_lowercase(source.text);
  }
}

std::string directive_value(const CspDirective& directive) {
  std::vector<std::string> tokens;
  if (!directive.sources.empty()) {
    for (const CspExpression& source : directive.sources) {
      tokens.push_back(source_text(source));
    }
  } else if (directive.name == "report-uri") {
    for (const std::string& token : directive.tokens) {
      tokens.push_back(token.substr(0, token.find_first_of("?#")));
    }
  } else {
    tokens = directive.tokens;
  }
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return joined(tokens, " ");
}

std::string_view field_of(const CspPolicy& policy) {
  if (policy.in_meta) return "meta content-security-policy";
  return policy.report_only ? "content-security-policy-report-only"
                            : "content-security-policy";
}

void add_policies(const CspPolicies& policies,
                  std::vector<SecurityField>& fields) {
  // Every policy holds, so a directive of several has several values.
  std::map<std::pair<std::string, std::string>, std::string> values;
  for (const CspPolicy& policy : policies) {
    for (const CspDirective& directive : policy.directives) {
      const auto [found, is_new] = values.try_emplace(
          {std::string(field_of(policy)), directive.name}, "");
      if (!is_new) found->second += ", ";
      found->second += directive_value(directive);
    }
  }
  for (const auto& [name, value] : values) {
    fields.push_back({name.first, name.second, value});
  }
}

std::string field_value(std::string_view name, const std::string& value) {
  if (name == "strict-transport-security") return sorted_list(value, ';');
  if (name == "permissions-policy") return sorted_list(value, ',');
  const std::string text = strip_and_collapse_ascii_whitespace(value);
  // The rest are keywords, but for origins, which are lower-case anyway.
  return name == "cross-origin-opener-policy" ||
                 name == "cross-origin-embedder-policy"
             ? text
             : ascii_lowercase(text);
}

}  // namespace

bool is_policy_field(std::string_view name) {
  return name.ends_with("content-security-policy") ||
         name == "content-security-policy-report-only";
}

std::vector<SecurityField> security_fields(const Hop& final_hop,
                                           const CspPolicies& policies) {
  std::vector<SecurityField> fields;
  add_policies(policies, fields);
  for (const std::string_view name : kSecurityFieldNames) {
    if (is_policy_field(name)) continue;
    const std::optional<std::string> value = final_hop.fields.combined(name);
    if (!value) continue;
    fields.push_back({std::string(name), "", field_value(name, *value)});
  }
  // Fit for a file of text; two that differ in such bytes alone are one.
  for (SecurityField& field : fields) {
    field.directive = replace_invalid_utf8(field.directive);
    field.value = replace_invalid_utf8(field.value);
  }
  std::sort(fields.begin(), fields.end());
  return fields;
}

}  // namespace pagescan
