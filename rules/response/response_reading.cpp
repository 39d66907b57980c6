#include "rules/response/response_reading.h"

#include <chrono>
#include <set>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Longer values are no policy anybody wrote.
constexpr size_t kMaxHstsBytes = 4096;

// Digits alone, quoted or not; more than fit are as many as fit.
std::optional<uint64_t> parse_seconds(std::string_view text) {
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) {
    text = text.substr(1, text.size() - 2);
  }
  if (text.empty()) return std::nullopt;
  uint64_t seconds = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return std::nullopt;
    const auto digit = static_cast<uint64_t>(c - '0');
    const bool fits = seconds <= (UINT64_MAX - digit) / 10;
    seconds = fits ? seconds * 10 + digit : UINT64_MAX;
  }
  return seconds;
}

FindingEvidence at(EvidencePlace place, size_t hop, std::string_view name,
                   std::string_view text) {
  FindingEvidence evidence = in_field(hop, name, text);
  evidence.place = place;
  return evidence;
}

}  // namespace

std::optional<Url> named_https_url(const Hop& hop) {
  auto url = Url::parse(hop.url);
  if (!url || url->scheme() != "https") return std::nullopt;
  if (url->host_kind() != HostKind::kDomain) return std::nullopt;
  return *std::move(url);
}

bool is_https(const Hop& hop) { return ascii_istarts_with(hop.url, "https:"); }

bool is_page_of_success(const RuleInput& input) {
  const Hop* hop = input.final_hop();
  return input.page != nullptr && hop != nullptr && hop->status >= 200 &&
         hop->status < 300;
}

size_t last_hop(const RuleInput& input) {
  return input.response->hops.size() - 1;
}

std::string cookie_markup(const Cookie& cookie) {
  std::string markup = cookie.name;
  if (!cookie.host_only) markup += "; Domain=" + cookie.domain;
  if (!cookie.path.empty()) markup += "; Path=" + cookie.path;
  if (cookie.secure) markup += "; Secure";
  if (cookie.http_only) markup += "; HttpOnly";
  if (cookie.same_site_as_written) {
    markup += "; SameSite=" + *cookie.same_site_as_written;
  }
  return markup;
}

FindingEvidence in_cookie(const ReceivedCookie& received) {
  return at(EvidencePlace::kCookie, received.hop, received.cookie.name,
            cookie_markup(received.cookie));
}

FindingEvidence in_url(size_t hop, std::string_view url) {
  return at(EvidencePlace::kUrl, hop, "", url);
}

FindingEvidence in_certificate(size_t hop, std::string_view text) {
  return at(EvidencePlace::kCertificate, hop, "", text);
}

std::optional<HstsPolicy> parse_hsts(std::string_view value) {
  if (value.size() > kMaxHstsBytes) return std::nullopt;
  HstsPolicy policy;
  std::optional<uint64_t> max_age;
  std::set<std::string> seen;
  for (const std::string_view part : split(value, ';')) {
    const size_t equals = part.find('=');
    const std::string name =
        ascii_lowercase(strip_ascii_whitespace(part.substr(0, equals)));
    if (name.empty()) continue;
    if (!seen.insert(name).second) return std::nullopt;
    if (name == "includesubdomains") policy.include_subdomains = true;
    if (name != "max-age" || equals == std::string_view::npos) continue;
    max_age = parse_seconds(strip_ascii_whitespace(part.substr(equals + 1)));
  }
  if (!max_age) return std::nullopt;
  policy.max_age = *max_age;
  return policy;
}

bool sets_hsts(const Hop& hop) {
  if (!named_https_url(hop)) return false;
  const auto value = hop.fields.first("strict-transport-security");
  if (!value) return false;
  const std::optional<HstsPolicy> policy = parse_hsts(*value);
  return policy && policy->max_age > 0;
}

bool is_deletion(const Cookie& cookie, WallTime now) {
  // Max-Age goes before Expires (RFC 6265bis section 5.7).
  if (cookie.max_age) return *cookie.max_age <= 0;
  if (!cookie.expires_seconds) return false;
  const auto since =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  return *cookie.expires_seconds <= since.count();
}

bool csp_fields_have(const Hop& hop, std::string_view directive) {
  for (const std::string_view value :
       hop.fields.all("content-security-policy")) {
    for (const std::string_view policy : split(value, ',')) {
      for (const std::string_view entry : split(policy, ';')) {
        const std::string_view text = strip_ascii_whitespace(entry);
        const size_t end = text.find_first_of(" \t\n\f\r");
        if (ascii_iequals(text.substr(0, end), directive)) return true;
      }
    }
  }
  return false;
}

}  // namespace pagescan
