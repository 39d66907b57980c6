// The links pass: every a and area element (SVG's a too) with an href, and
// every link element with one that is not empty, whatever its rel. A link
// element that loads something is among the resources as well. Pure function
// of the document; the result owns its strings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Facts;

/// Where a link leads, seen from the page.
enum class LinkKind {
  kSamePage,    // the page itself, at most another fragment
  kSameOrigin,  // https://html.spec.whatwg.org/#same-origin
  kSameSite,    // https://html.spec.whatwg.org/#schemelessly-same-site
  kExternal,    // another site by http, https, ftp, ws or wss
  kMailto,
  kTel,
  kJavascript,
  kData,
  kOther,    // another scheme: file, blob, sms ...
  kInvalid,  // does not parse as a URL, or does so only with a base it lacks
};

/// The stable name in reports, e.g. "same_site".
std::string_view link_kind_name(LinkKind kind);

struct Link {
  std::string element;  // "a", "area", "link"
  Address href;
  LinkKind kind = LinkKind::kInvalid;
  std::string text;  // stripped and collapsed; no scripts, no style sheets
  std::string rel;   // as written
  std::string target;
  std::optional<std::string> download;
  std::string hreflang;
  std::string type;
  SourcePosition position;
};

/// What `url` (nothing if invalid) is to the page at `page_url` (nothing if
/// unknown: then every host is external).
LinkKind classify_link(const std::optional<Url>& url,
                       const std::optional<Url>& page_url);

/// Appends to the links of `facts`, template contents apart.
void find_links(const PassInput& input, Facts& facts);

}  // namespace pagescan
