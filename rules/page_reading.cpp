#include "rules/page_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

// Scheme, "://" and all behind; nothing where there is no authority.
std::string_view from_authority(std::string_view href) {
  const size_t colon = href.find(':');
  if (colon == std::string_view::npos || href.substr(colon, 3) != "://") {
    return {};
  }
  return href.substr(colon + 3);
}

size_t authority_size(std::string_view after_slashes) {
  return std::min(find_one_of(after_slashes, "/?#"), after_slashes.size());
}

uint32_t end_of_noscript(std::string_view source, size_t begin) {
  constexpr std::string_view kEndTag = "</noscript";
  size_t at = source.find("</", begin);
  while (at != std::string_view::npos &&
         !ascii_istarts_with(source.substr(at), kEndTag)) {
    at = source.find("</", at + 2);
  }
  return static_cast<uint32_t>(std::min(at, source.size()));
}

}  // namespace

bool page_scheme_is(const RuleInput& input, std::string_view scheme) {
  return input.url && input.url->scheme() == scheme;
}

bool is_ordinary_page(const RuleInput& input) {
  const Hop* hop = input.final_hop();
  return hop == nullptr || (hop->status >= 200 && hop->status < 300);
}

std::string_view host_of_href(std::string_view href) {
  const std::string_view after = from_authority(href);
  std::string_view host = after.substr(0, authority_size(after));
  host.remove_prefix(host.rfind('@') + 1);  // npos + 1 is 0
  const size_t bracket = host.find(']');
  if (bracket != std::string_view::npos) return host.substr(0, bracket + 1);
  return host.substr(0, host.find(':'));
}

std::string_view rest_of_href(std::string_view href) {
  const std::string_view after = from_authority(href);
  return after.substr(authority_size(after));
}

std::string_view without_query(std::string_view href) {
  return href.substr(0, find_one_of(href, "?#"));
}

std::string site_of_host(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string domain = registrable_domain(host);
  return domain.empty() ? std::string(host) : domain;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") ||
         host == "[::1]" ||
         (host.starts_with("127.") && parse_ipv4(host).has_value());
}

bool is_within(std::string_view host, std::string_view domain) {
  return host == domain ||
         (host.size() > domain.size() && host.ends_with(domain) &&
          host[host.size() - domain.size() - 1] == '.');
}

bool is_within_any(std::string_view host,
                   std::span<const std::string_view> domains) {
  return std::ranges::any_of(domains, [host](std::string_view domain) {
    return is_within(host, domain);
  });
}

OwnSite::OwnSite(const RuleInput& input)
    : parameters_(input.parameters), addresses_(*input.addresses) {
  if (!input.url) return;
  host_ = input.url->host();
  site_ = addresses_.site_of(host_);
}

bool OwnSite::is_left_by(std::string_view href) const {
  const std::string_view host = host_of_href(href);
  if (site_.empty() || host.empty() || host == host_) return false;
  if (host_is_within(host, parameters_.affiliated_domains)) return false;
  return addresses_.site_of(host) != site_;
}

NoscriptContents::NoscriptContents(const Document& document) {
  std::vector<uint32_t> begins;
  for (const NodeId id : document.elements(Tag::kNoscript)) {
    begins.push_back(document.node(id).position.offset);
  }
  std::ranges::sort(begins);
  // Where scripts run, all up to the next end tag is text, whatever tags are
  // in it; so the end is found in the source, once for each end tag.
  for (const uint32_t begin : begins) {
    if (!spans_.empty() && begin < spans_.back().end) continue;
    spans_.push_back({begin, end_of_noscript(document.source(), begin)});
  }
}

bool NoscriptContents::holds(SourcePosition position) const {
  const auto after =
      std::ranges::upper_bound(spans_, position.offset, {}, &Span::begin);
  return after != spans_.begin() && position.offset < std::prev(after)->end;
}

void Grouped::add(std::string key, std::string_view text,
                  SourcePosition position, std::string_view what) {
  const auto [place, is_new] = places_.emplace(key, groups_.size());
  if (is_new) {
    groups_.push_back({std::move(key), std::string(text), position, what, 0});
  }
  ++groups_[place->second].count;
}

std::string counted(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace pagescan
