// The metadata pass: what a page says about itself. Template contents are no
// part of the document and say nothing. Pure function of the document; the
// result owns its strings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Facts;

/// A link the page names for a purpose: an icon, a feed.
struct NamedAddress {
  Address href;
  std::string type;
  std::string title;
  std::string sizes;
};

/// `<meta http-equiv=refresh>`
/// (https://html.spec.whatwg.org/#shared-declarative-refresh-steps).
struct MetaRefresh {
  unsigned delay = 0;  // seconds
  /// The page itself where none is written. Nothing it resolves to only where
  /// it is relative and the page's own address is unknown.
  Address url;
  bool in_noscript = false;  // holds only where scripts do not run
};

/// What the content of a refresh says.
struct RefreshContent {
  unsigned delay = 0;                   // seconds, at most UINT_MAX
  std::optional<std::string_view> url;  // as written; nothing: the page itself
};

/// A property and its content, in tree order.
using MetaProperty = std::pair<std::string, std::string>;

struct Metadata {
  std::string doctype;           // the doctype's name, "" if there is none
  std::string title;             // https://html.spec.whatwg.org/#document.title
  std::string language;          // `lang` of the html element
  std::optional<Address> base;   // the first base element's href; resolved only
                                 // if it is what addresses resolve against
  std::string charset_declared;  // the first of a meta element, as written
  std::optional<Address> canonical;  // the first
  std::string description;           // the first
  std::string robots;                // all of them, joined by ", "
  std::string generator;             // the first
  std::string viewport;              // the last, as browsers take it
  /// `property` og:*, article:*, book:*, music:*, product:*, profile:* and
  /// video:*; each of several in one attribute.
  std::vector<MetaProperty> open_graph;
  std::vector<MetaProperty> twitter;  // `name` or `property` twitter:*
  std::vector<NamedAddress> icons;    // among the resources too
  /// Alternates of type RSS, Atom or JSON Feed; of plain application/json where
  /// the address or the title says "feed", as APIs are announced by it too.
  std::vector<NamedAddress> feeds;
  /// https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-policy
  /// Only those of children of the head element hold.
  std::vector<std::string> content_security_policies;
  /// The last valid one (https://html.spec.whatwg.org/#meta-referrer), the
  /// obsolete words as what they stand for; "" if there is none.
  std::string referrer_policy;
  std::optional<MetaRefresh> refresh;  // the first valid one
  size_t comments = 0;
};

/// Steps 2 to 11 of the shared declarative refresh steps: the delay and the
/// address, not yet parsed; nothing if `content` is no refresh. The view is
/// into `content`.
std::optional<RefreshContent> parse_meta_refresh(std::string_view content);

/// The label in a `content` such as "text/html; charset=utf-8"
/// (https://html.spec.whatwg.org/#algorithm-for-extracting-a-character-
/// encoding-from-a-meta-element), "" if there is none. A view into `content`.
std::string_view charset_of_content(std::string_view content);

void find_metadata(const PassInput& input, Facts& facts);

}  // namespace pagescan
