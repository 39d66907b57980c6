// Getters for the tables of fact kinds. Private to them. Pure; thread-safe.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>

#include "rules/config/fact_kinds.h"
#include "scanner/url/site.h"

namespace pagescan {

inline PropertyValue property_value(const std::string& text,
                                    std::string& /*scratch*/) {
  return text;
}
inline PropertyValue property_value(std::string_view text,
                                    std::string& /*scratch*/) {
  return text;
}
inline PropertyValue property_value(std::same_as<bool> auto flag,
                                    std::string& /*scratch*/) {
  return flag ? "true" : "false";
}
template <std::integral T>
requires(!std::same_as<T, bool>) PropertyValue
    property_value(T number, std::string& scratch) {
  scratch = fmt::format("{}", number);
  return scratch;
}
template <class T>
PropertyValue property_value(const std::optional<T>& maybe,
                             std::string& scratch) {
  if (!maybe) return std::nullopt;
  return property_value(*maybe, scratch);
}
inline PropertyValue property_value(const Address& address,
                                    std::string& /*scratch*/) {
  return address.written;
}

/// The member of what the fact points to: `of<const Link*, &Link::text>`.
template <class Item, auto kMember>
PropertyValue of(const Fact& fact, std::string& scratch) {
  return property_value(std::get<Item>(fact.item)->*kMember, scratch);
}

/// What a URL says, by part. Nothing where it does not parse, or has none.
enum class UrlPart { kScheme, kHost, kDomain, kPort, kPath, kQuery, kFragment };

inline PropertyValue part_of_url(const Url& url, UrlPart part,
                                 std::string& scratch) {
  switch (part) {
    case UrlPart::kScheme:
      return scratch = url.scheme();
    case UrlPart::kHost:
      return scratch = url.host();
    case UrlPart::kDomain:
      return scratch = registrable_domain(url);
    case UrlPart::kPort:
      return property_value(url.effective_port(), scratch);
    case UrlPart::kPath:
      return scratch = url.path();
    case UrlPart::kQuery:
      if (!url.query()) return std::nullopt;
      return scratch = *url.query();
    case UrlPart::kFragment:
      break;
  }
  if (!url.fragment()) return std::nullopt;
  return scratch = *url.fragment();
}

inline PropertyValue part_of_text(const std::optional<std::string>& href,
                                  UrlPart part, std::string& scratch) {
  if (!href) return std::nullopt;
  const Result<Url> url = Url::parse(*href);
  if (!url) return std::nullopt;
  return part_of_url(*url, part, scratch);
}

}  // namespace pagescan
