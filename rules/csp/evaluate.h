// What policies let a page do: "would this script, frame, form be blocked, and
// by which directive" (CSP 3 sections 4.2, 6.1 to 6.8). Several policies
// intersect; report-only ones block nothing. Pure functions; thread-safe.
//
// What cannot be known from the page is taken to be allowed: redirects, a
// policy of which a bound left something out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rules/csp/policy.h"
#include "scanner/url/url.h"

namespace pagescan {

/// The policies and what they are asked about.
struct CspContext {
  std::span<const CspPolicy> policies;
  /// The page's URL; null where it is unknown, see csp_url_matches().
  const Url* self = nullptr;
  /// Where in the source the element stands: the policy of a meta element
  /// further down comes too late for it.
  uint32_t offset = UINT32_MAX;
};

/// Who blocks. Pointers into CspContext::policies.
struct CspBlock {
  const CspPolicy* policy = nullptr;
  const CspDirective* directive = nullptr;
};

/// Nothing: allowed.
using CspVerdict = std::optional<CspBlock>;

/// A text and its digests, each made when it is first asked for. Not
/// thread-safe; borrows the text.
class CspInlineText {
 public:
  explicit CspInlineText(std::string_view text) : text_(text) {}

  /// In base64 as csp_base64() has it.
  const std::string& digest(CspHashAlgorithm algorithm);

 private:
  std::string_view text_;
  std::array<std::string, 3> digests_;
};

/// Section 4.2.3: what is inline.
enum class CspInline : uint8_t {
  kScript,
  kSpeculationRules,  // a script element whose rules the browser may follow
  kScriptAttribute,   // an event handler; the text is its value
  kNavigation,        // to a javascript: URL; the text is all of the URL,
                      // percent-decoded as browsers have it
  kStyle,
  kStyleAttribute,
};

/// Section 4.2.3, "should element's inline behavior be blocked". `nonce`: the
/// element's, nothing if it is not nonceable (see csp_nonce()).
CspVerdict csp_blocks_inline(const CspContext& context, CspInline kind,
                             CspInlineText& text,
                             std::optional<std::string_view> nonce);

/// A script element with a src that is fetched.
struct CspScriptRequest {
  const Url& url;
  std::optional<std::string_view> nonce = {};  // see csp_nonce()
  std::string_view integrity = {};
  /// False for what another script made with the DOM.
  bool parser_inserted = true;
};

/// Section 6.1.11.1.
CspVerdict csp_blocks_script(const CspContext& context,
                             const CspScriptRequest& request);

/// What else is fetched.
enum class CspDestination : uint8_t {
  kStyle,
  kImage,
  kFrame,
  kFont,
  kMedia,
  kObject,
  kManifest,
  kConnection,
};

/// The pre-request check of the directive for that destination. `nonce` is of a
/// link element to a style sheet.
CspVerdict csp_blocks_request(const CspContext& context,
                              CspDestination destination, const Url& url,
                              std::optional<std::string_view> nonce = {});

/// Section 6.4.1: a submission to `url`; form-action falls back to nothing.
CspVerdict csp_blocks_submission(const CspContext& context, const Url& url);

/// Section 6.3.1: a base element with this URL.
CspVerdict csp_blocks_base(const CspContext& context, const Url& url);

/// The policy that has upgrade-insecure-requests, null if none has
/// (https://www.w3.org/TR/upgrade-insecure-requests/).
const CspPolicy* csp_upgrade_policy(std::span<const CspPolicy> policies);

/// The URL as it is requested once a page upgrades insecure requests: https for
/// http, and nothing else changed.
Url csp_upgraded(const Url& url);

/// The element's nonce, nothing where it has none or is not nonceable (section
/// 7.2: markup that looks like a script cut in two).
std::optional<std::string_view> csp_nonce(const Document& document,
                                          NodeId element);

/// A directive and those it falls back to, in order: "script-src-elem",
/// "script-src", "default-src" (section 6.8.3).
std::span<const std::string_view> csp_fallbacks(CspInline kind);
std::span<const std::string_view> csp_fallbacks(CspDestination destination);

}  // namespace pagescan
