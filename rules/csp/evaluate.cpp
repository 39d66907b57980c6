#include "rules/csp/evaluate.h"

#include <algorithm>

#include "rules/csp/source_match.h"
#include "scanner/base/base64.h"
#include "scanner/base/one_of.h"
#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kScriptElement[] = {"script-src-elem", "script-src",
                                               "default-src"};
constexpr std::string_view kScriptAttribute[] = {"script-src-attr",
                                                 "script-src", "default-src"};
constexpr std::string_view kStyleElement[] = {"style-src-elem", "style-src",
                                              "default-src"};
constexpr std::string_view kStyleAttribute[] = {"style-src-attr", "style-src",
                                                "default-src"};
constexpr std::string_view kImage[] = {"img-src", "default-src"};
constexpr std::string_view kFrame[] = {"frame-src", "child-src", "default-src"};
constexpr std::string_view kFont[] = {"font-src", "default-src"};
constexpr std::string_view kMedia[] = {"media-src", "default-src"};
constexpr std::string_view kObject[] = {"object-src", "default-src"};
constexpr std::string_view kManifest[] = {"manifest-src", "default-src"};
constexpr std::string_view kConnection[] = {"connect-src", "default-src"};
constexpr std::string_view kFormAction[] = {"form-action"};
constexpr std::string_view kBaseUri[] = {"base-uri"};

// Looked at of one integrity attribute; of more nothing is known, so that they
// are taken to allow.
constexpr size_t kMaxIntegrityItems = 16;

bool decides(const CspContext& context, const CspPolicy& policy) {
  if (policy.report_only || !policy.complete) return false;
  return !policy.in_meta || policy.position.offset <= context.offset;
}

// The first policy whose directive of `names` does not allow it.
template <class Allows>
CspVerdict first_block(const CspContext& context, Names names,
                       const Allows& allows) {
  for (const CspPolicy& policy : context.policies) {
    if (!decides(context, policy)) continue;
    const CspDirective* directive = policy.first_of(names);
    if (directive != nullptr && !allows(*directive)) {
      return CspBlock{&policy, directive};
    }
  }
  return std::nullopt;
}

// A sandbox without the flag
// (https://html.spec.whatwg.org/#parse-a-sandboxing-directive).
CspVerdict sandbox_block(const CspContext& context, std::string_view flag) {
  static constexpr std::string_view kSandbox[] = {"sandbox"};
  return first_block(context, kSandbox, [&](const CspDirective& directive) {
    return std::ranges::any_of(directive.tokens, [&](const auto& token) {
      return ascii_iequals(token, flag);
    });
  });
}

bool has_nonce(const CspDirective& directive,
               std::optional<std::string_view> nonce) {
  if (!nonce) return false;
  const std::string_view value = strip_ascii_whitespace(*nonce);  // as browsers
  return std::ranges::any_of(directive.sources, [&](const CspExpression& e) {
    return e.kind == CspExpressionKind::kNonce && e.value == value;
  });
}

// Section 6.7.3.2, "does a source list allow all inline behavior for type".
bool allows_all_inline(const CspDirective& directive, CspInline kind) {
  if (directive.has_nonce_or_hash()) return false;
  const bool script =
      kind != CspInline::kStyle && kind != CspInline::kStyleAttribute;
  if (script && directive.has_keyword(CspKeyword::kStrictDynamic)) return false;
  return directive.has_keyword(CspKeyword::kUnsafeInline);
}

bool is_element(CspInline kind) {
  return is_one_of(kind, {CspInline::kScript, CspInline::kSpeculationRules,
                          CspInline::kStyle});
}

// Section 6.7.3.3, "does element match source list for type and source".
bool allows_inline(const CspDirective& directive, CspInline kind,
                   CspInlineText& text, std::optional<std::string_view> nonce) {
  if (allows_all_inline(directive, kind)) return true;
  if (kind == CspInline::kSpeculationRules &&
      directive.has_keyword(CspKeyword::kInlineSpeculationRules)) {
    return true;
  }
  if (is_element(kind) && has_nonce(directive, nonce)) return true;
  if (!is_element(kind) && !directive.has_keyword(CspKeyword::kUnsafeHashes)) {
    return false;
  }
  return std::ranges::any_of(directive.sources, [&](const CspExpression& e) {
    return e.kind == CspExpressionKind::kHash &&
           e.value == text.digest(e.algorithm);
  });
}

bool has_hash(const CspDirective& directive, CspHashAlgorithm algorithm,
              std::string_view value) {
  return std::ranges::any_of(directive.sources, [&](const CspExpression& e) {
    return e.kind == CspExpressionKind::kHash && e.algorithm == algorithm &&
           e.value == value;
  });
}

// Section 6.7.1.1 step 1.3: every digest of the integrity metadata
// (https://www.w3.org/TR/SRI/#parse-metadata) is among the sources.
bool allows_by_integrity(const CspDirective& directive,
                         std::string_view integrity) {
  size_t items = 0;
  for (std::string_view item : split_on_ascii_whitespace(integrity)) {
    item = item.substr(0, item.find('?'));
    const size_t dash = item.find('-');
    if (dash == std::string_view::npos) continue;
    const auto algorithm = csp_hash_algorithm(item.substr(0, dash));
    if (!algorithm) continue;
    if (++items > kMaxIntegrityItems) return true;
    if (!has_hash(directive, *algorithm, csp_base64(item.substr(dash + 1)))) {
      return false;
    }
  }
  return items > 0;
}

// Section 6.7.1.1, "script directives pre-request check".
bool allows_script(const CspDirective& directive,
                   const CspScriptRequest& request, const Url* self) {
  if (has_nonce(directive, request.nonce)) return true;
  if (allows_by_integrity(directive, request.integrity)) return true;
  if (directive.has_keyword(CspKeyword::kStrictDynamic)) {
    return !request.parser_inserted;
  }
  return csp_url_matches_any(directive, request.url, self);
}

bool contains_markup(std::string_view text) {
  for (size_t i = text.find('<'); i != std::string_view::npos;
       i = text.find('<', i + 1)) {
    const std::string_view rest = text.substr(i);
    if (ascii_istarts_with(rest, "<script") ||
        ascii_istarts_with(rest, "<style")) {
      return true;
    }
  }
  return false;
}

}  // namespace

const std::string& CspInlineText::digest(CspHashAlgorithm algorithm) {
  std::string& digest = digests_[static_cast<size_t>(algorithm)];
  if (!digest.empty()) return digest;
  switch (algorithm) {
    case CspHashAlgorithm::kSha256:
      digest = csp_base64(base64(sha256_raw(text_)));
      break;
    case CspHashAlgorithm::kSha384:
      digest = csp_base64(base64(sha384_raw(text_)));
      break;
    case CspHashAlgorithm::kSha512:
      digest = csp_base64(base64(sha512_raw(text_)));
      break;
  }
  return digest;
}

Names csp_fallbacks(CspInline kind) {
  switch (kind) {
    case CspInline::kScriptAttribute:
      return kScriptAttribute;
    case CspInline::kStyle:
      return kStyleElement;
    case CspInline::kStyleAttribute:
      return kStyleAttribute;
    case CspInline::kScript:
    case CspInline::kSpeculationRules:
    case CspInline::kNavigation:
      break;
  }
  return kScriptElement;
}

Names csp_fallbacks(CspDestination destination) {
  switch (destination) {
    case CspDestination::kStyle:
      return kStyleElement;
    case CspDestination::kImage:
      return kImage;
    case CspDestination::kFrame:
      return kFrame;
    case CspDestination::kFont:
      return kFont;
    case CspDestination::kMedia:
      return kMedia;
    case CspDestination::kObject:
      return kObject;
    case CspDestination::kManifest:
      return kManifest;
    case CspDestination::kConnection:
      break;
  }
  return kConnection;
}

CspVerdict csp_blocks_inline(const CspContext& context, CspInline kind,
                             CspInlineText& text,
                             std::optional<std::string_view> nonce) {
  if (kind != CspInline::kStyle && kind != CspInline::kStyleAttribute) {
    if (auto block = sandbox_block(context, "allow-scripts")) return block;
  }
  return first_block(context, csp_fallbacks(kind),
                     [&](const CspDirective& directive) {
                       return allows_inline(directive, kind, text, nonce);
                     });
}

CspVerdict csp_blocks_script(const CspContext& context,
                             const CspScriptRequest& request) {
  if (auto block = sandbox_block(context, "allow-scripts")) return block;
  return first_block(context, kScriptElement,
                     [&](const CspDirective& directive) {
                       return allows_script(directive, request, context.self);
                     });
}

CspVerdict csp_blocks_request(const CspContext& context,
                              CspDestination destination, const Url& url,
                              std::optional<std::string_view> nonce) {
  // about:blank and about:srcdoc are made, not fetched.
  if (url.scheme() == "about") return std::nullopt;
  return first_block(context, csp_fallbacks(destination),
                     [&](const CspDirective& directive) {
                       return (destination == CspDestination::kStyle &&
                               has_nonce(directive, nonce)) ||
                              csp_url_matches_any(directive, url, context.self);
                     });
}

CspVerdict csp_blocks_submission(const CspContext& context, const Url& url) {
  if (auto block = sandbox_block(context, "allow-forms")) return block;
  return first_block(context, kFormAction, [&](const CspDirective& directive) {
    return csp_url_matches_any(directive, url, context.self);
  });
}

CspVerdict csp_blocks_base(const CspContext& context, const Url& url) {
  return first_block(context, kBaseUri, [&](const CspDirective& directive) {
    return csp_url_matches_any(directive, url, context.self);
  });
}

const CspPolicy* csp_upgrade_policy(std::span<const CspPolicy> policies) {
  const auto found = std::ranges::find_if(policies, [](const CspPolicy& p) {
    return !p.report_only && p.find("upgrade-insecure-requests") != nullptr;
  });
  return found == policies.end() ? nullptr : &*found;
}

Url csp_upgraded(const Url& url) {
  if (url.scheme() != "http") return url;
  const auto upgraded = Url::parse("https" + url.href().substr(4));
  return upgraded ? *upgraded : url;
}

std::optional<std::string_view> csp_nonce(const Document& document,
                                          NodeId element) {
  const auto nonce = document.attribute(element, "nonce");
  if (!nonce) return std::nullopt;
  const bool cut_in_two =
      std::ranges::any_of(document.attributes(element), [](const auto& a) {
        return contains_markup(a.name) || contains_markup(a.value);
      });
  if (cut_in_two) return std::nullopt;
  return nonce;
}

}  // namespace pagescan
