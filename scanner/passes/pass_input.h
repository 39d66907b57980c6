// What every pass reads: the document, how its addresses resolve, and how much
// may be catalogued. Borrowed for the time of the pass; thread-safe to share.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/decode/encoding.h"
#include "scanner/dom/document.h"
#include "scanner/url/url.h"

namespace pagescan {

inline constexpr size_t kDefaultMaxItems = 100000;
inline constexpr size_t kDefaultMaxValueBytes = size_t{64} << 10;

inline constexpr size_t kDefaultMaxFormHtmlBytes = size_t{16} << 20;

struct CatalogueLimits {
  size_t max_items = kDefaultMaxItems;             // of each list in the report
  size_t max_value_bytes = kDefaultMaxValueBytes;  // of each string in it
  size_t max_form_html_bytes = kDefaultMaxFormHtmlBytes;  // of all forms' HTML
};

/// An address in a page: as the attribute has it, and what it leads to.
struct Address {
  std::string written;
  std::optional<std::string> url;  // nothing where it does not parse
};

/// Resolves addresses against the document base URL
/// (https://html.spec.whatwg.org/#document-base-url). Immutable.
class UrlResolver {
 public:
  /// `document_url` is nothing for a page of unknown origin (standard input),
  /// in which only absolute addresses resolve. `encoder`, where not null,
  /// encodes queries in the document's encoding and must outlive the resolver.
  UrlResolver(const Document& document, std::optional<Url> document_url,
              const QueryEncoder* encoder = nullptr);

  const std::optional<Url>& document_url() const { return document_url_; }
  const std::optional<Url>& base_url() const { return base_url_; }

  /// "Encoding-parse a URL" (https://html.spec.whatwg.org/#encoding-parsing-a-
  /// url); nothing on failure.
  std::optional<Url> resolve(std::string_view written) const;

 private:
  std::optional<Url> document_url_;
  std::optional<Url> base_url_;
  const QueryEncoder* encoder_;
};

struct PassInput {
  const Document& document;
  const UrlResolver& resolver;
  CatalogueLimits limits;
  Encoding encoding = Encoding::kUtf8;  // the document's
};

/// The attribute's value, "" if absent, cut to the limit for values.
std::string attribute_or_empty(const PassInput& input, NodeId element,
                               std::string_view name);

/// The attribute's value, nothing if absent, cut to the limit for values.
std::optional<std::string> attribute_if_any(const PassInput& input,
                                            NodeId element,
                                            std::string_view name);

/// `text` cut to the limit for values, never inside a character.
std::string within_limit(const PassInput& input, std::string_view text);

/// The attribute as an Address, resolved; both cut to the limit for values.
Address resolve_address(const PassInput& input, std::string_view written);

}  // namespace pagescan
