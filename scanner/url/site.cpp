#include "scanner/url/site.h"

#include <libpsl.h>

#include "scanner/url/idna.h"

namespace pagescan {
namespace {

// DNS names have at most 253 bytes; a longer host has no registrant.
constexpr size_t kMaxDomainName = 253;

// The URL whose host decides: the inner one of a blob: URL.
// Its origin is a tuple, or there is nothing.
std::string host_of_origin(const Url& url) {
  const std::string origin = url.origin();
  if (origin == "null") return {};
  if (url.is_special()) return std::string(url.host());
  const Result<Url> inner = Url::parse(origin);
  return inner ? std::string(inner->host()) : std::string();
}

}  // namespace

std::string registrable_domain(std::string_view host) {
  const bool trailing_dot = host.ends_with('.');
  if (trailing_dot) host.remove_suffix(1);
  if (host.empty() || host.size() > kMaxDomainName) return {};
  if (host.starts_with('.') || host.ends_with('.') ||
      host.find("..") != std::string_view::npos) {
    return {};  // an empty label
  }
  if (host.starts_with('[') || parse_ipv4(host)) return {};
  const std::string name(host);
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  if (domain == nullptr) return {};
  std::string result(domain);
  if (trailing_dot) result.push_back('.');
  return result;
}

std::string registrable_domain(const Url& url) {
  if (url.host_kind() != HostKind::kDomain) return {};
  return registrable_domain(url.host());
}

bool same_site(const Url& a, const Url& b) {
  const std::string host_a = host_of_origin(a);
  const std::string host_b = host_of_origin(b);
  if (host_a.empty() || host_b.empty()) return false;
  if (host_a == host_b) return true;
  const std::string domain = registrable_domain(host_a);
  return !domain.empty() && domain == registrable_domain(host_b);
}

std::string host_to_unicode(std::string_view ascii_host) {
  // Only a label in punycode has another form, and few hosts have one.
  const bool has_punycode = ascii_host.starts_with("xn--") ||
                            ascii_host.find(".xn--") != std::string_view::npos;
  return has_punycode ? domain_to_unicode(ascii_host) : std::string(ascii_host);
}

std::string unicode_form_of_host(std::string_view ascii_host) {
  std::string unicode = host_to_unicode(ascii_host);
  if (unicode == ascii_host) unicode.clear();
  return unicode;
}

std::string unicode_form_of_url_host(std::string_view href) {
  // Parsing is only worth it where a label may be in punycode.
  if (href.find("xn--") == std::string_view::npos) return {};
  const Result<Url> url = Url::parse(href);
  return url ? unicode_form_of_host(url->host()) : std::string();
}

}  // namespace pagescan
