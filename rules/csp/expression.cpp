// Source expressions (CSP 3 section 2.3.1).
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "rules/csp/expression_words.h"
#include "rules/csp/policy.h"
#include "scanner/base/strings.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

struct KeywordName {
  std::string_view name;
  CspKeyword keyword;
};

// keyword-source, with what browsers and later drafts add.
constexpr auto kKeywords = std::to_array<KeywordName>({
    {"self", CspKeyword::kSelf},
    {"unsafe-inline", CspKeyword::kUnsafeInline},
    {"unsafe-eval", CspKeyword::kUnsafeEval},
    {"strict-dynamic", CspKeyword::kStrictDynamic},
    {"unsafe-hashes", CspKeyword::kUnsafeHashes},
    {"inline-speculation-rules", CspKeyword::kInlineSpeculationRules},
    {"report-sample", CspKeyword::kOther},
    {"report-sha256", CspKeyword::kOther},
    {"report-sha384", CspKeyword::kOther},
    {"report-sha512", CspKeyword::kOther},
    {"unsafe-allow-redirects", CspKeyword::kOther},
    {"unsafe-webtransport-hashes", CspKeyword::kOther},
    {"wasm-eval", CspKeyword::kOther},
    {"wasm-unsafe-eval", CspKeyword::kOther},
    {"trusted-types-eval", CspKeyword::kOther},
});

const KeywordName* keyword_named(std::string_view name) {
  const auto found = std::ranges::find_if(
      kKeywords, [&](const auto& k) { return ascii_iequals(k.name, name); });
  return found == kKeywords.end() ? nullptr : &*found;
}

bool is_alphanumeric(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }

// base64-value: 1*( ALPHA / DIGIT / "+" / "/" / "-" / "_" ) *2"="
bool is_base64_value(std::string_view text) {
  size_t padding = 0;
  while (!text.empty() && text.back() == '=' && padding < 2) {
    text.remove_suffix(1);
    ++padding;
  }
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_alphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_';
  });
}

// What stands in the quotes of a keyword, a nonce or a hash.
void parse_quoted(std::string_view text, CspExpression& expression) {
  if (const KeywordName* known = keyword_named(text)) {
    expression.kind = CspExpressionKind::kKeyword;
    expression.keyword = known->keyword;
    return;
  }
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos) return;
  const std::string_view value = text.substr(dash + 1);
  if (!is_base64_value(value)) return;
  if (ascii_iequals(text.substr(0, dash), "nonce")) {
    expression.kind = CspExpressionKind::kNonce;
    expression.value = value;
  } else if (const auto algorithm = csp_hash_algorithm(text.substr(0, dash))) {
    expression.kind = CspExpressionKind::kHash;
    expression.algorithm = *algorithm;
    expression.value = csp_base64(value);
  }
}

// RFC 3986 section 3.1.
bool is_scheme(std::string_view text) {
  return !text.empty() && is_ascii_alpha(text.front()) &&
         std::ranges::all_of(text, [](char c) {
           return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
         });
}

// host-part; "_" as browsers take it.
bool is_host_part(std::string_view text) {
  if (text == "*") return true;
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.ends_with('.')) text.remove_suffix(1);
  const auto labels = split(text, '.');
  return std::ranges::all_of(labels, [](std::string_view label) {
    return !label.empty() && std::ranges::all_of(label, [](char c) {
      return is_alphanumeric(c) || c == '-' || c == '_';
    });
  });
}

bool parse_port_part(std::string_view text, CspExpression& expression) {
  if (text == "*") return expression.any_port = true;
  uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  expression.port = port;
  return true;
}

// host-source: [ scheme-part "://" ] host-part [ ":" port-part ] [ path-part ]
void parse_host(std::string_view text, CspExpression& result) {
  CspExpression expression = result;
  const size_t slashes = text.find("://");
  if (slashes != std::string_view::npos) {
    if (!is_scheme(text.substr(0, slashes))) return;
    expression.scheme = ascii_lowercase(text.substr(0, slashes));
    text.remove_prefix(slashes + 3);
  }
  // A query or fragment is no part of it and is skipped by browsers.
  text = text.substr(0, text.find_first_of("?#"));
  const size_t path = text.find('/');
  if (path != std::string_view::npos) {
    expression.path = percent_decode(text.substr(path));
    text = text.substr(0, path);
  }
  const size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    if (!parse_port_part(text.substr(colon + 1), expression)) return;
    text = text.substr(0, colon);
  }
  if (!is_host_part(text)) return;
  expression.host = ascii_lowercase(text);
  expression.kind = CspExpressionKind::kHost;
  result = std::move(expression);
}

}  // namespace

std::optional<CspHashAlgorithm> csp_hash_algorithm(std::string_view name) {
  if (ascii_iequals(name, "sha256")) return CspHashAlgorithm::kSha256;
  if (ascii_iequals(name, "sha384")) return CspHashAlgorithm::kSha384;
  if (ascii_iequals(name, "sha512")) return CspHashAlgorithm::kSha512;
  return std::nullopt;
}

std::string csp_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string normal(text);
  std::ranges::replace(normal, '-', '+');
  std::ranges::replace(normal, '_', '/');
  return normal;
}

CspExpression parse_csp_expression(std::string_view token) {
  CspExpression expression;
  expression.text = token;
  if (token.size() > 2 && token.front() == '\'' && token.back() == '\'') {
    parse_quoted(token.substr(1, token.size() - 2), expression);
  } else if (token.ends_with(':') &&
             is_scheme(token.substr(0, token.size() - 1))) {
    expression.kind = CspExpressionKind::kScheme;
    expression.scheme = ascii_lowercase(token.substr(0, token.size() - 1));
  } else {
    parse_host(token, expression);
  }
  return expression;
}

bool looks_like_csp_scheme(std::string_view token) {
  constexpr auto kSchemes =
      std::to_array<std::string_view>({"data", "blob", "http", "https", "ws",
                                       "wss", "filesystem", "mediastream"});
  return std::ranges::any_of(kSchemes, [&](std::string_view scheme) {
    return ascii_iequals(scheme, token);
  });
}

bool looks_like_unquoted_csp_keyword(std::string_view token) {
  constexpr std::string_view kQuotes = "'\"`";
  const size_t begin = token.find_first_not_of(kQuotes);
  if (begin == std::string_view::npos) return false;
  const size_t end = token.find_last_not_of(kQuotes) + 1;
  if (begin == 1 && token.front() == '\'' && end + 1 == token.size() &&
      token.back() == '\'') {
    return false;
  }
  const std::string_view word = token.substr(begin, end - begin);
  if (ascii_iequals(word, "none") || keyword_named(word) != nullptr) {
    return true;
  }
  // No host is called "nonce-..." or "sha256-...", and a digest is long.
  const size_t dash = word.find('-');
  if (dash == std::string_view::npos) return false;
  const std::string_view prefix = word.substr(0, dash);
  const bool names_value =
      ascii_iequals(prefix, "nonce") || csp_hash_algorithm(prefix).has_value();
  return names_value && is_base64_value(word.substr(dash + 1));
}

}  // namespace pagescan
