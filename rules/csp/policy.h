// A Content Security Policy as CSP 3 reads it (https://www.w3.org/TR/CSP3/):
// directives, and the source expressions in them. Values that own their
// strings, raw bytes as a server or page wrote them. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"

namespace pagescan {

/// Parsed of one policy, and of a list of them; what comes after is dropped.
inline constexpr size_t kMaxCspBytes = size_t{64} << 10;  // of one policy
inline constexpr size_t kMaxCspDirectives = 64;
inline constexpr size_t kMaxCspExpressions = 1024;  // of one policy
inline constexpr size_t kMaxCspPolicies = 16;

enum class CspExpressionKind : uint8_t {
  kInvalid,  // matches nothing
  kScheme,   // https:
  kHost,     // *, https://*.example.org:8443/js/
  kKeyword,  // 'self'
  kNonce,    // 'nonce-r4nd0m'
  kHash,     // 'sha256-...'
};

enum class CspKeyword : uint8_t {
  kNone,  // 'none', and what is no keyword
  kSelf,
  kUnsafeInline,
  kUnsafeEval,
  kStrictDynamic,
  kUnsafeHashes,
  kInlineSpeculationRules,
  kOther,  // known, and nothing that decides what runs here
};

enum class CspHashAlgorithm : uint8_t { kSha256, kSha384, kSha512 };

/// A source expression (section 2.3.1).
struct CspExpression {
  CspExpressionKind kind = CspExpressionKind::kInvalid;
  std::string text;    // as written
  std::string scheme;  // of kScheme and kHost, lower-case; "" if none is given
  std::string host;    // lower-case: "*", "*.example.org", "example.org"
  bool any_port = false;
  std::optional<uint16_t> port;
  /// Of kHost, percent-decoded, without query; "" if none is given.
  std::string path;
  CspKeyword keyword = CspKeyword::kNone;
  CspHashAlgorithm algorithm = CspHashAlgorithm::kSha256;
  std::string value;  // of kNonce as written; of kHash see csp_base64()

  bool is_star() const {
    return host == "*" && scheme.empty() && path.empty() && !any_port && !port;
  }
};

struct CspDirective {
  std::string name;  // lower-case
  std::string text;  // name and value as written
  std::vector<std::string> tokens;
  /// Of a directive whose value is a source list; an expression 'none' and
  /// everything not valid is kInvalid.
  std::vector<CspExpression> sources;

  bool has_keyword(CspKeyword keyword) const;
  bool has_nonce_or_hash() const;
};

enum class CspProblemKind : uint8_t {
  kDuplicateDirective,  // the second one is ignored
  kUnknownDirective,
  kUnquotedKeyword,    // self for 'self'
  kMissingColon,       // data for data:, which names a host
  kMissingSemicolon,   // the name of a directive among the sources of another
  kNoneWithOthers,     // 'none' is ignored beside other expressions
  kInvalidExpression,  // matches nothing
  kNotAscii,           // the directive is ignored
  kIgnoredInMeta,      // frame-ancestors, report-uri, sandbox
};

/// Something in a policy that does not do what its author meant.
struct CspProblem {
  CspProblemKind kind;
  std::string directive;
  std::string token;  // "" where it is the directive as a whole
};

struct CspPolicy {
  bool report_only = false;
  bool in_meta = false;
  /// Of a meta element: where it is. What stands before it in the page has
  /// been loaded when it begins to hold.
  SourcePosition position;
  std::string text;  // as written, at most kMaxCspBytes
  std::vector<CspDirective> directives;
  std::vector<CspProblem> problems;
  /// False where a bound was met: nothing can be said of what it allows.
  bool complete = true;

  /// Null where there is none.
  const CspDirective* find(std::string_view directive) const;
  /// The first of them that is there: a directive and those it falls back to.
  const CspDirective* first_of(std::span<const std::string_view> names) const;
};

using CspPolicies = std::vector<CspPolicy>;

/// Section 2.2.1, "parse a serialized CSP". `in_meta`: as a meta element has
/// it (https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-
/// policy), where some directives mean nothing.
CspPolicy parse_csp(std::string_view text, bool in_meta);

/// Section 2.2.2: the policies of one field value, separated by commas; those
/// without any directive are left out.
CspPolicies parse_csp_list(std::string_view field_value);

/// Never fails: what follows no grammar is of the kind kInvalid.
CspExpression parse_csp_expression(std::string_view token);

/// Base64 such that the same bytes give the same string: of either alphabet
/// (RFC 4648 sections 4 and 5), padded or not.
std::string csp_base64(std::string_view text);

/// "sha256", "sha384" or "sha512", ASCII case ignored.
std::optional<CspHashAlgorithm> csp_hash_algorithm(std::string_view name);

/// Whether any specification defines or defined a directive of this name.
bool is_known_csp_directive(std::string_view name);

}  // namespace pagescan
