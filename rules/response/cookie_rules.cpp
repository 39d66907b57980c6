#include "rules/response/cookie_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "rules/forms/form_reading.h"
#include "rules/page_reading.h"
#include "rules/response/response_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Of servers and frameworks, in lower case: what starts so holds a session.
constexpr auto kSessionNames = std::to_array<std::string_view>(
    {"phpsessid", "jsessionid", "asp.net_sessionid", "aspsessionid",
     "connect.sid", "laravel_session", "ci_session", "sessionid", "session_id",
     "_session_id", "__host-session", "__secure-session", ".aspxauth",
     ".aspnetcore.cookies", ".aspnetcore.identity", ".aspnetcore.session",
     "wordpress_logged_in", "cfid", "cftoken"});

// Words that "sess" or "login" is part of by chance, or in what a page keeps
// about a session rather than for it.
constexpr auto kNoSessionWords = std::to_array<std::string_view>(
    {"assess", "obsess", "possess", "csrf", "xsrf", "lang", "locale", "theme",
     "consent", "loginurl", "login_url", "sessioncount", "return"});

// Shorter values are flags: nobody is told by them.
constexpr size_t kMinSessionBytes = 8;

}  // namespace

std::optional<RuleConfidence> holds_session(const Cookie& cookie) {
  if (cookie.value.size() < kMinSessionBytes) return std::nullopt;
  const std::string name = ascii_lowercase(cookie.name);
  if (std::ranges::any_of(kSessionNames, [&name](std::string_view known) {
        return name.starts_with(known);
      })) {
    return RuleConfidence::kHigh;
  }
  if (std::ranges::any_of(kNoSessionWords, [&name](std::string_view word) {
        return name.find(word) != std::string::npos;
      })) {
    return std::nullopt;
  }
  const bool is_called_so = name.find("sess") != std::string::npos ||
                            name.find("login") != std::string::npos;
  return is_called_so ? std::optional(RuleConfidence::kMedium) : std::nullopt;
}

namespace {

// What a cookie's rules ask of its hop, told once for all its cookies.
struct CookieHop {
  std::string host;
  bool https = false;
  bool secure = false;  // https, or one's own machine
  bool hsts = false;
};

// A cookie that stays: what it is, and of which hop.
struct StoredCookie {
  const ReceivedCookie& received;
  const Cookie& cookie;
  CookieHop hop;
};

std::vector<CookieHop> cookie_hops(const Response& response) {
  std::vector<CookieHop> hops;
  for (const Hop& hop : response.hops) {
    const auto url = Url::parse(hop.url);
    CookieHop& made = hops.emplace_back();
    if (!url) continue;
    made.host = url->host();
    made.https = url->scheme() == "https";
    made.secure = made.https || is_loopback(url->host());
    made.hsts = sets_hsts(hop);
  }
  return hops;
}

// The cookies that stay when every hop has come: no deletions, and of several
// with one name, domain and path the last.
std::vector<StoredCookie> stored_cookies(const RuleInput& input) {
  const Response& response = *input.response;
  const std::vector<CookieHop> hops = cookie_hops(response);
  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
  std::map<Key, size_t> last;
  for (size_t i = 0; i < response.cookies.size(); ++i) {
    const Cookie& cookie = response.cookies[i].cookie;
    last[{cookie.name, cookie.domain, cookie.path}] = i;
  }
  std::vector<StoredCookie> stored;
  for (size_t i = 0; i < response.cookies.size(); ++i) {
    const ReceivedCookie& received = response.cookies[i];
    const Cookie& cookie = received.cookie;
    if (last[{cookie.name, cookie.domain, cookie.path}] != i) continue;
    if (is_deletion(cookie, input.now) || received.hop >= hops.size()) continue;
    stored.push_back({received, cookie, hops[received.hop]});
  }
  return stored;
}

std::string key_of(const Cookie& cookie) {
  return cookie.name + ' ' + cookie.domain;
}

void check_insecure(const RuleInput& input, Observations& found) {
  for (const StoredCookie& stored : stored_cookies(input)) {
    if (stored.cookie.secure || !stored.hop.https) continue;
    // A violated prefix is C04: the cookie is not kept at all.
    if (stored.cookie.prefix == CookiePrefix::kViolated) continue;
    const bool has_hsts = stored.hop.hsts;
    found.push_back(
        {fmt::format("The cookie {} is set over https without Secure: {}",
                     quoted(stored.cookie.name),
                     has_hsts ? "only HSTS keeps it from http"
                              : "it is sent over http too"),
         in_cookie(stored.received), key_of(stored.cookie),
         has_hsts ? std::optional<Level>(Level::kNote) : std::nullopt});
  }
}

void check_http_only(const RuleInput& input, Observations& found) {
  for (const StoredCookie& stored : stored_cookies(input)) {
    if (stored.cookie.http_only) continue;
    const auto confidence = holds_session(stored.cookie);
    if (!confidence) continue;
    found.push_back({fmt::format("The session cookie {} is set without "
                                 "HttpOnly: scripts can read it",
                                 quoted(stored.cookie.name)),
                     in_cookie(stored.received),
                     key_of(stored.cookie),
                     {},
                     confidence});
  }
}

void check_same_site(const RuleInput& input, Observations& found) {
  for (const StoredCookie& stored : stored_cookies(input)) {
    const Cookie& cookie = stored.cookie;
    const FindingEvidence evidence = in_cookie(stored.received);
    const std::string key = key_of(cookie);
    if (cookie.same_site == SameSite::kNone && !cookie.secure) {
      found.push_back({fmt::format("The cookie {} has SameSite=None without "
                                   "Secure: browsers don't keep it",
                                   quoted(cookie.name)),
                       evidence, key + " none", Level::kWarning});
    } else if (cookie.same_site == SameSite::kDefault &&
               cookie.same_site_as_written) {
      found.push_back({fmt::format("The cookie {} has SameSite={}, which is no "
                                   "value of it: browsers do as if it were "
                                   "not there",
                                   quoted(cookie.name),
                                   quoted(*cookie.same_site_as_written)),
                       evidence, key + " unknown"});
    } else if (cookie.same_site == SameSite::kDefault &&
               holds_session(cookie)) {
      found.push_back({fmt::format("The session cookie {} has no SameSite: "
                                   "browsers differ on when they send it to "
                                   "other sites' requests",
                                   quoted(cookie.name)),
                       evidence,
                       key + " missing",
                       {},
                       RuleConfidence::kMedium});
    }
  }
}

void check_prefix(const RuleInput& input, Observations& found) {
  for (const StoredCookie& stored : stored_cookies(input)) {
    const Cookie& cookie = stored.cookie;
    if (cookie.prefix == CookiePrefix::kAbsent) continue;
    const bool over_http = !stored.hop.secure;
    if (cookie.prefix == CookiePrefix::kKept && !over_http) continue;
    const bool is_host = ascii_istarts_with(cookie.name, "__Host-");
    found.push_back(
        {fmt::format(
             "The cookie {} breaks the promise of its name, so browsers "
             "don't keep it: it needs https, Secure{}",
             quoted(cookie.name), is_host ? ", Path=/ and no Domain" : ""),
         in_cookie(stored.received), key_of(cookie)});
  }
}

void check_domain(const RuleInput& input, Observations& found) {
  for (const StoredCookie& stored : stored_cookies(input)) {
    const Cookie& cookie = stored.cookie;
    if (cookie.host_only) continue;
    const std::string& host = stored.hop.host;
    if (host.empty() || host == cookie.domain) continue;
    const bool matches = is_within(host, cookie.domain);
    found.push_back(
        {matches
             ? fmt::format("The cookie {} of {} is sent to every host "
                           "below {}",
                           quoted(cookie.name), host, quoted(cookie.domain))
             : fmt::format("The cookie {} is for {}, which {} may not set "
                           "cookies for: browsers don't keep it",
                           quoted(cookie.name), quoted(cookie.domain), host),
         in_cookie(stored.received), key_of(cookie)});
  }
}

}  // namespace

std::span<const CodeRule> cookie_rules() {
  static constexpr CodeRule kRules[] = {
      {"C01", "cookie-insecure", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kResponse, "A cookie is set over https without Secure.",
       "The browser sends it over http as well, where everyone on the way "
       "reads it.",
       "Add Secure to the cookie.",
       "CWE-614 ZAP-10011 OBSERVATORY-cookies RFC-6265", check_insecure},
      {"C02", "session-not-httponly", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kResponse,
       "A cookie that holds a session can be read by scripts.",
       "A script that gets into the page takes the session with it.",
       "Add HttpOnly to the cookie.", "CWE-1004 ZAP-10010 OBSERVATORY-cookies",
       check_http_only},
      {"C03", "samesite", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The SameSite of a cookie is missing, unknown, or None without Secure.",
       "Where other sites' requests carry the cookie, they act in the "
       "visitor's name; where browsers drop it, the page loses it.",
       "Add SameSite=Lax, or SameSite=None with Secure where other sites need "
       "the cookie.",
       "CWE-1275 ZAP-10054 OBSERVATORY-cookies", check_same_site},
      {"C04", "cookie-prefix", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "A cookie called __Secure- or __Host- lacks what that name promises.",
       "Browsers don't keep the cookie, so whatever hangs on it does not work.",
       "Set it over https with Secure; for __Host- with Path=/ and without "
       "Domain as well.",
       "RFC-6265bis", check_prefix},
      {"C05", "cookie-broad-domain", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kResponse,
       "A cookie is for more hosts than the one that sets it, or for another.",
       "Every host below that domain gets the cookie and can set it.",
       "Leave Domain out, unless other hosts need the cookie.", "ZAP-90033",
       check_domain},
  };
  return kRules;
}

}  // namespace pagescan
