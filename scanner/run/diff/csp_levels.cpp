#include "scanner/run/diff/csp_levels.h"

#include <algorithm>
#include <map>

#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr std::string_view kNonceKey = "'nonce-'";
constexpr std::string_view kDefault = "default-src";

// A directive and those it falls back to.
std::vector<std::string_view> chain_of(std::string_view name) {
  if (name == "script-src-elem" || name == "script-src-attr") {
    return {name, "script-src", kDefault};
  }
  if (name == "style-src-elem" || name == "style-src-attr") {
    return {name, "style-src", kDefault};
  }
  if (name == "frame-src") return {name, "child-src", kDefault};
  if (name == "worker-src") return {name, "child-src", "script-src", kDefault};
  const bool falls_back = name.ends_with("-src") && name != kDefault;
  if (falls_back) return {name, kDefault};
  return {name};
}

// What decides which code runs, or where what is typed goes.
bool is_grave(std::string_view name, const CspPolicy& after) {
  if (name == kDefault) return after.find("script-src") == nullptr;
  return name.starts_with("script-src") ||
         is_one_of<std::string_view>(
             name, {"object-src", "base-uri", "worker-src", "form-action",
                    "require-trusted-types-for"});
}

using Sources = std::map<std::string, const CspExpression*, std::less<>>;

bool is_none(const CspExpression& source) {
  return source.kind == CspExpressionKind::kInvalid &&
         ascii_iequals(source.text, "'none'");
}

Sources sources_of(const CspDirective& directive) {
  Sources sources;
  for (size_t i = 0; i < directive.sources.size(); ++i) {
    if (is_none(directive.sources[i])) continue;
    sources.emplace(csp_token_key(directive, i), &directive.sources[i]);
  }
  return sources;
}

bool is_open(const CspExpression& source, const CspDirective& after) {
  if (source.kind == CspExpressionKind::kScheme ||
      source.kind == CspExpressionKind::kHost) {
    return !after.has_keyword(CspKeyword::kStrictDynamic);
  }
  if (source.kind != CspExpressionKind::kKeyword) return false;
  // Browsers ignore it beside those.
  if (source.keyword == CspKeyword::kUnsafeInline) {
    return !after.has_nonce_or_hash() &&
           !after.has_keyword(CspKeyword::kStrictDynamic);
  }
  return source.keyword == CspKeyword::kUnsafeEval ||
         source.keyword == CspKeyword::kUnsafeHashes;
}

// The worst that a source does by being there at last.
Level added_level(const CspExpression& source, const CspDirective& after,
                  bool grave) {
  if (source.kind == CspExpressionKind::kInvalid) return Level::kNote;
  if (source.keyword == CspKeyword::kOther) return Level::kNote;
  if (is_open(source, after)) return grave ? Level::kError : Level::kWarning;
  return grave ? Level::kWarning : Level::kNote;
}

Level sources_level(const CspDirective& before, const CspDirective& after,
                    bool grave) {
  const Sources old_sources = sources_of(before);
  const Sources new_sources = sources_of(after);
  Level level = Level::kNote;
  for (const auto& [key, source] : new_sources) {
    if (old_sources.contains(key)) continue;
    level = std::max(level, added_level(*source, after, grave));
  }
  // What it made browsers ignore counts again.
  const bool inline_counts = after.has_keyword(CspKeyword::kUnsafeInline) &&
                             !after.has_nonce_or_hash() &&
                             before.has_nonce_or_hash();
  const bool hosts_count = before.has_keyword(CspKeyword::kStrictDynamic) &&
                           !after.has_keyword(CspKeyword::kStrictDynamic) &&
                           !new_sources.empty();
  const Level loss = grave ? Level::kError : Level::kWarning;
  if (inline_counts) level = std::max(level, loss);
  if (hosts_count && grave) level = std::max(level, Level::kWarning);
  return level;
}

bool has_new_token(const CspDirective& before, const CspDirective& after) {
  return std::ranges::any_of(after.tokens, [&](const std::string& token) {
    return std::ranges::none_of(before.tokens, [&](const std::string& old) {
      return ascii_iequals(token, old);
    });
  });
}

// Directives whose values are no lists of sources.
Level other_level(std::string_view name, const CspDirective* before,
                  const CspDirective* after) {
  if (name == "require-trusted-types-for") {
    const bool loses = after == nullptr ||
                       (before != nullptr && has_new_token(*after, *before));
    return loses ? Level::kError : Level::kNote;
  }
  if (is_one_of<std::string_view>(name, {"sandbox", "trusted-types"})) {
    const bool allows_more =
        after == nullptr ||
        (before != nullptr && has_new_token(*before, *after));
    return allows_more ? Level::kWarning : Level::kNote;
  }
  const bool upgrades = is_one_of<std::string_view>(
      name, {"upgrade-insecure-requests", "block-all-mixed-content"});
  return upgrades && after == nullptr ? Level::kWarning : Level::kNote;
}

bool is_source_list(std::string_view name) {
  return name.ends_with("-src") ||
         is_one_of<std::string_view>(
             name, {"script-src-elem", "script-src-attr", "style-src-elem",
                    "style-src-attr", "form-action", "base-uri",
                    "frame-ancestors", "navigate-to"});
}

// As written but for the case of what browsers compare without it.
std::string host_key(const CspExpression& source) {
  const size_t scheme_end = source.text.find("://");
  const size_t host = scheme_end == std::string::npos
                          ? 0
                          : scheme_end + std::string_view("://").size();
  const size_t path = std::min(source.text.find('/', host), source.text.size());
  return ascii_lowercase(std::string_view(source.text).substr(0, path)) +
         source.text.substr(path);
}

}  // namespace

std::string csp_token_key(const CspDirective& directive, size_t token) {
  if (token >= directive.sources.size()) return directive.tokens[token];
  const CspExpression& source = directive.sources[token];
  switch (source.kind) {
    case CspExpressionKind::kNonce:
      return std::string(kNonceKey);
    case CspExpressionKind::kHash:
      return std::to_string(static_cast<int>(source.algorithm)) + ' ' +
             source.value;
    case CspExpressionKind::kHost:
      return host_key(source);
    case CspExpressionKind::kInvalid:
      return is_none(source) ? "'none'" : source.text;
    case CspExpressionKind::kScheme:
    case CspExpressionKind::kKeyword:
      break;
  }
  return ascii_lowercase(source.text);
}

Level csp_directive_level(std::string_view name, const CspPolicy& before,
                          const CspPolicy& after) {
  const auto chain = chain_of(name);
  const CspDirective* old_directive = before.first_of(chain);
  const CspDirective* new_directive = after.first_of(chain);
  if (!is_source_list(name)) {
    return other_level(name, old_directive, new_directive);
  }
  const bool grave = is_grave(name, after);
  // Where nothing says so, everything is allowed.
  if (new_directive == nullptr) return grave ? Level::kError : Level::kWarning;
  if (old_directive == nullptr) return Level::kNote;
  return sources_level(*old_directive, *new_directive, grave);
}

}  // namespace pagescan
