// The policies a page came with, and what of the page they block. What the
// verdicts rest on is in evaluate.h. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/csp/evaluate.h"
#include "rules/csp/policy.h"
#include "scanner/fetch/response.h"
#include "scanner/page.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Elements looked at of each list of the page: a page can have as many as it
/// likes, and each may cost a look at every source expression.
inline constexpr size_t kMaxCspChecks = 4000;

/// Source expressions of all policies together; a policy beyond them is not
/// evaluated.
inline constexpr size_t kMaxCspExpressionsOfPage = 4096;

/// In the order of the fields, then of the meta elements, which hold as
/// children of the head element alone. Either may be null.
CspPolicies csp_policies_of(const Hop* final_hop, const Document* document);

enum class PageScriptKind : uint8_t {
  kExternal,
  kInline,
  kEventHandler,
  kJavascriptUrl,
};

/// Script of the page that its own policies block.
struct BlockedScript {
  PageScriptKind kind = PageScriptKind::kExternal;
  /// The URL or attribute as written, the first line of an inline script. A
  /// view into the page's facts.
  std::string_view shown;
  std::string_view attribute;  // of kEventHandler, "onclick"
  bool has_nonce = false;      // one that does not help
  SourcePosition position;
  CspBlock block;
};

/// In the order of the kinds, each in tree order. Left out is what runs nowhere
/// or does nothing: scripts in noscript or for old browsers,
/// javascript:void(0). Views into `page` and `policies`; `self` as in
/// CspContext.
std::vector<BlockedScript> blocked_scripts(const Page& page,
                                           const CspPolicies& policies,
                                           const Url* self);

/// A way to submit a form that the page's own policies block.
struct BlockedSubmission {
  const Form* form = nullptr;
  const FormSubmission* submission = nullptr;
  CspBlock block;
};

/// As blocked_scripts(); each URL of a form once.
std::vector<BlockedSubmission> blocked_submissions(const Page& page,
                                                   const CspPolicies& policies,
                                                   const Url* self);

/// The URL for CspContext::self: `url` where it has an origin to compare with.
const Url* csp_self(const std::optional<Url>& url);

}  // namespace pagescan
