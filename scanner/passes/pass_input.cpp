#include "scanner/passes/pass_input.h"

#include <utility>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// https://html.spec.whatwg.org/#frozen-base-url: the first base element with
// an href decides, unless it does not parse or is a data: or javascript: URL.
std::optional<Url> frozen_base_url(const Document& document,
                                   const std::optional<Url>& fallback,
                                   const QueryEncoder* encoder) {
  for (const NodeId base : document.elements(Tag::kBase)) {
    const auto href = document.attribute(base, "href");
    if (!href || document.node(base).in_template) continue;
    const Result<Url> url =
        Url::parse(*href, fallback ? &*fallback : nullptr, encoder);
    const bool usable =
        url && url->scheme() != "data" && url->scheme() != "javascript";
    return usable ? std::optional<Url>(*url) : fallback;
  }
  return fallback;
}

}  // namespace

UrlResolver::UrlResolver(const Document& document,
                         std::optional<Url> document_url,
                         const QueryEncoder* encoder)
    : document_url_(std::move(document_url)),
      base_url_(frozen_base_url(document, document_url_, encoder)),
      encoder_(encoder) {}

std::optional<Url> UrlResolver::resolve(std::string_view written) const {
  Result<Url> url =
      Url::parse(written, base_url_ ? &*base_url_ : nullptr, encoder_);
  if (!url) return std::nullopt;
  return *std::move(url);
}

std::string within_limit(const PassInput& input, std::string_view text) {
  return std::string(utf8_prefix(text, input.limits.max_value_bytes));
}

std::string attribute_or_empty(const PassInput& input, NodeId element,
                               std::string_view name) {
  const auto value = input.document.attribute(element, name);
  return value ? within_limit(input, *value) : std::string();
}

std::optional<std::string> attribute_if_any(const PassInput& input,
                                            NodeId element,
                                            std::string_view name) {
  const auto value = input.document.attribute(element, name);
  if (!value) return std::nullopt;
  return within_limit(input, *value);
}

Address resolve_address(const PassInput& input, std::string_view written) {
  Address address{within_limit(input, written), std::nullopt};
  if (const auto url = input.resolver.resolve(written)) {
    address.url = within_limit(input, url->href());
  }
  return address;
}

}  // namespace pagescan
