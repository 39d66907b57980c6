// The links pass: every a, area and link element that has an address.
// Pure function of the document; the result owns its strings.
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
  kSameSite,    // same registrable domain
  kExternal,    // another site
  kMailto,
  kTel,
  kJavascript,
  kData,
  kOther,    // another scheme
  kInvalid,  // does not parse as a URL
};

/// The stable name in reports, e.g. "same_site".
std::string_view link_kind_name(LinkKind kind);

struct Link {
  std::string element;  // "a", "area", "link"
  Address href;
  LinkKind kind = LinkKind::kInvalid;
  std::string text;  // the element's text, white space collapsed
  std::string rel;   // as written
  std::string target;
  std::optional<std::string> download;
  std::string hreflang;
  std::string type;
  SourcePosition position;
};

/// What `url` (nothing if invalid) is to the page at `page_url`.
LinkKind classify_link(const std::optional<Url>& url,
                       const std::optional<Url>& page_url);

/// Appends to the links of `facts`, template contents apart.
void find_links(const PassInput& input, Facts& facts);

}  // namespace pagescan
