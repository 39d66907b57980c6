#include "rules/csp/source_match.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// Section 6.7.2.9.
bool scheme_part_matches(std::string_view expected, std::string_view scheme) {
  if (expected == scheme) return true;
  if (expected == "http") return scheme == "https";
  if (expected == "ws")
    return is_one_of<std::string_view>(scheme, {"wss", "http", "https"});
  return expected == "wss" && scheme == "https";
}

// Section 6.7.2.10. "*.example.org" takes no "example.org".
bool host_part_matches(std::string_view pattern, std::string_view host) {
  if (host.empty()) return false;
  if (pattern == "*") return true;
  if (!pattern.starts_with("*.")) return pattern == host;
  const std::string_view remaining = pattern.substr(1);
  return host.size() > remaining.size() && host.ends_with(remaining);
}

// Section 6.7.2.11. `upgraded`: http stood for https.
bool port_part_matches(const CspExpression& expression, const Url& url,
                       bool upgraded) {
  if (expression.any_port) return true;
  if (!expression.port) return !url.port();
  const auto port = url.effective_port();
  if (port == expression.port) return true;
  return upgraded && expression.port == 80 && port == 443;
}

// Section 6.7.2.12, on the whole paths as browsers do, both percent-decoded.
bool path_part_matches(std::string_view pattern, std::string_view path) {
  if (pattern.empty() || (pattern == "/" && path.empty())) return true;
  return pattern.ends_with('/') ? path.starts_with(pattern) : path == pattern;
}

bool has_default_port(const Url& url) { return !url.port().has_value(); }

bool self_matches(const Url& url, const Url* self) {
  if (self == nullptr || same_origin(*self, url)) return true;
  if (self->host() != url.host() || url.host().empty()) return false;
  const bool ports = self->effective_port() == url.effective_port() ||
                     (has_default_port(*self) && has_default_port(url));
  if (!ports) return false;
  if (is_one_of<std::string_view>(url.scheme(), {"https", "wss"})) return true;
  return self->scheme() == "http" && url.scheme() == "ws";
}

bool star_matches(const Url& url, const Url* self) {
  if (is_one_of<std::string_view>(url.scheme(),
                                  {"http", "https", "ws", "wss"})) {
    return true;
  }
  return self == nullptr || self->scheme() == url.scheme();
}

bool host_source_matches(const CspExpression& expression, const Url& url,
                         std::string_view decoded_path, const Url* self) {
  if (expression.is_star()) return star_matches(url, self);
  const std::string_view scheme = !expression.scheme.empty() ? expression.scheme
                                  : self != nullptr          ? self->scheme()
                                                             : url.scheme();
  return scheme_part_matches(scheme, url.scheme()) &&
         host_part_matches(expression.host, url.host()) &&
         port_part_matches(expression, url, scheme != url.scheme()) &&
         path_part_matches(expression.path, decoded_path);
}

bool matches(const CspExpression& expression, const Url& url,
             std::string_view decoded_path, const Url* self) {
  switch (expression.kind) {
    case CspExpressionKind::kScheme:
      return scheme_part_matches(expression.scheme, url.scheme());
    case CspExpressionKind::kHost:
      return host_source_matches(expression, url, decoded_path, self);
    case CspExpressionKind::kKeyword:
      return expression.keyword == CspKeyword::kSelf && self_matches(url, self);
    case CspExpressionKind::kInvalid:
    case CspExpressionKind::kNonce:
    case CspExpressionKind::kHash:
      break;
  }
  return false;
}

}  // namespace

bool csp_url_matches(const CspExpression& expression, const Url& url,
                     const Url* self) {
  return matches(expression, url, percent_decode(url.path()), self);
}

bool csp_url_matches_any(const CspDirective& directive, const Url& url,
                         const Url* self) {
  const std::string path = percent_decode(url.path());
  return std::ranges::any_of(directive.sources, [&](const CspExpression& e) {
    return matches(e, url, path, self);
  });
}

}  // namespace pagescan
