#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "rules/observatory/verdicts.h"
#include "scanner/base/strings.h"
#include "scanner/url/site.h"

namespace pagescan::observatory {
namespace {

// From the mildest to the worst.
constexpr auto kFaults = std::to_array<TestResult>(
    {kCookiesInsecureHsts, kCookiesInsecure, kCookiesSessionInsecureHsts,
     kCookiesBadSameSite, kCookiesCsrfSameSite, kCookiesSessionScript,
     kCookiesSessionInsecure});

// The worst fault so far.
class Worst {
 public:
  void add(const TestResult& fault) {
    const auto found = std::ranges::find(kFaults, fault);
    worst_ = std::max(worst_, found - kFaults.begin() + 1);
  }
  const TestResult* get() const {
    return worst_ == 0 ? nullptr : &kFaults[static_cast<size_t>(worst_ - 1)];
  }

 private:
  std::ptrdiff_t worst_ = 0;  // counted from 1
};

// Whether SameSite has a value that is none of the three, or none at all.
bool has_bad_same_site(std::string_view field) {
  for (const std::string_view part : split(field, ';')) {
    const auto words = split(part, '=');
    if (!ascii_iequals(strip_ascii_whitespace(words[0]), "samesite")) continue;
    if (words.size() < 2) return true;
    const std::string_view value = strip_ascii_whitespace(words[1]);
    if (!ascii_iequals(value, "lax") && !ascii_iequals(value, "strict") &&
        !ascii_iequals(value, "none")) {
      return true;
    }
  }
  return false;
}

// Whether a user agent stores the cookie (RFC 6265bis section 5.7).
bool is_stored(const Cookie& cookie, std::string_view host) {
  if (cookie.name.empty() || cookie.prefix == CookiePrefix::kViolated) {
    return false;
  }
  // The Observatory leaves out what Heroku adds by itself.
  if (cookie.name == "heroku-session-affinity") return false;
  if (cookie.host_only) return true;
  if (registrable_domain(cookie.domain).empty()) return false;
  return host == cookie.domain || host.ends_with("." + cookie.domain);
}

// What is left when each cookie has taken the place of its namesake.
std::vector<const Cookie*> stored_cookies(const Response& response) {
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>,
           const Cookie*>
      jar;
  std::vector<std::string> hosts;
  for (const Hop& hop : response.hops) {
    const auto url = Url::parse(hop.url);
    hosts.emplace_back(url ? url->host() : std::string_view());
  }
  for (const ReceivedCookie& received : response.cookies) {
    const Cookie& cookie = received.cookie;
    if (received.hop >= hosts.size()) continue;
    if (!is_stored(cookie, hosts[received.hop])) continue;
    jar[{cookie.domain, cookie.path, cookie.name}] = &cookie;
  }
  std::vector<const Cookie*> cookies;
  cookies.reserve(jar.size());
  for (const auto& [key, cookie] : jar) cookies.push_back(cookie);
  return cookies;
}

void judge_cookie(const Cookie& cookie, bool has_hsts, Worst& worst) {
  const std::string name = ascii_lowercase(cookie.name);
  const bool is_session = name.find("login") != std::string::npos ||
                          name.find("sess") != std::string::npos;
  const bool has_same_site = cookie.same_site != SameSite::kDefault;
  if (!cookie.secure) {
    if (cookie.same_site == SameSite::kNone) worst.add(kCookiesBadSameSite);
    worst.add(has_hsts ? kCookiesInsecureHsts : kCookiesInsecure);
    if (is_session) {
      worst.add(has_hsts ? kCookiesSessionInsecureHsts
                         : kCookiesSessionInsecure);
    }
  }
  if (name.find("csrf") != std::string::npos && !has_same_site) {
    worst.add(kCookiesCsrfSameSite);
  }
  if (is_session && !cookie.http_only) worst.add(kCookiesSessionScript);
}

}  // namespace

TestResult judge_cookies(const Subject& subject, bool has_hsts) {
  const std::vector<const Cookie*> cookies = stored_cookies(subject.response);
  if (cookies.empty()) return kCookiesNone;
  Worst worst;
  for (const std::string_view field : subject.hop().fields.all("set-cookie")) {
    if (has_bad_same_site(field)) worst.add(kCookiesBadSameSite);
  }
  bool all_same_site = true;
  for (const Cookie* cookie : cookies) {
    judge_cookie(*cookie, has_hsts, worst);
    if (cookie->same_site == SameSite::kDefault) all_same_site = false;
  }
  if (const TestResult* fault = worst.get()) return *fault;
  return all_same_site ? kCookiesSameSite : kCookiesSecure;
}

}  // namespace pagescan::observatory
