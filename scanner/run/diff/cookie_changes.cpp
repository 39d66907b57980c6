#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "rules/response/cookie_rules.h"
#include "rules/response/response_reading.h"
#include "rules/rule.h"
#include "scanner/base/strings.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/parts.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

// Lifetimes told by a date differ by how long the scan took, and by what the
// server's clock is off: as far as this they are the same.
constexpr int64_t kLifetimeToleranceSeconds = 3600;
constexpr int64_t kLifetimeToleranceParts = 20;  // one in so many

// No cookie lives as long: what is past it is as good as it.
constexpr int64_t kLongestSeconds = int64_t{1} << 40;

using Cookies = std::vector<const Cookie*>;

// A cookie's key, of several with one the last: it takes the others' place.
using CookieKey =
    std::tuple<std::string_view, std::string_view, std::string_view>;

std::map<CookieKey, const Cookie*> cookies_of(const Response& response) {
  std::map<CookieKey, const Cookie*> cookies;
  for (const ReceivedCookie& received : response.cookies) {
    const Cookie& cookie = received.cookie;
    cookies[{cookie.name, cookie.domain, cookie.path}] = &cookie;
  }
  return cookies;
}

bool is_token(const Cookie& cookie) {
  const std::string name = ascii_lowercase(cookie.name);
  return name.find("csrf") != std::string::npos ||
         name.find("xsrf") != std::string::npos;
}

std::string flag_text(bool is_set) { return is_set ? "true" : "false"; }

// How much of other sites' requests the cookie is kept from. Browsers mostly
// take a missing attribute for Lax.
int strictness_of(SameSite same_site) {
  switch (same_site) {
    case SameSite::kNone:
      return 0;
    case SameSite::kDefault:
      return 1;
    case SameSite::kLax:
      return 2;
    case SameSite::kStrict:
      break;
  }
  return 3;
}

int64_t clamped(int64_t seconds) {
  return std::clamp(seconds, -kLongestSeconds, kLongestSeconds);
}

// Seconds from the scan on, 0 where the cookie is deleted; nothing where it
// lasts as long as the browser's session. Max-Age goes before Expires
// (RFC 6265bis section 5.7).
std::optional<int64_t> lifetime_of(const Cookie& cookie, WallTime now) {
  if (cookie.max_age) return std::max<int64_t>(clamped(*cookie.max_age), 0);
  if (!cookie.expires_seconds) return std::nullopt;
  const auto since =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  return std::max<int64_t>(
      clamped(*cookie.expires_seconds) - clamped(since.count()), 0);
}

bool is_about(int64_t before, int64_t after) {
  if ((before == 0) != (after == 0)) return false;
  const int64_t tolerance =
      std::max(kLifetimeToleranceSeconds,
               std::max(before, after) / kLifetimeToleranceParts);
  return std::max(before, after) - std::min(before, after) <= tolerance;
}

class CookieComparison {
 public:
  CookieComparison(const DiffInput& input, ChangeList& changes)
      : input_(input), changes_(changes) {}

  void run();

 private:
  void compare_left(const Cookies& before, const Cookies& after);
  void compare_pair(const Cookie& before, const Cookie& after);
  void compare_value_of(const Cookie& before, const Cookie& after);
  void compare_flags(const Cookie& before, const Cookie& after);
  void compare_scope(const Cookie& before, const Cookie& after);
  void compare_lifetime(const Cookie& before, const Cookie& after);

  Fact fact_of(const Cookie& cookie, std::string_view attribute,
               std::string_view what, Level level) const;

  const DiffInput& input_;
  ChangeList& changes_;
};

Fact CookieComparison::fact_of(const Cookie& cookie, std::string_view attribute,
                               std::string_view what, Level level) const {
  return {ChangeSubject::kCookie,
          fmt::format("cookies[{}].{}", cookie.name, attribute),
          fmt::format("{} of cookie {}", what, quoted(cookie.name)), level};
}

void CookieComparison::run() {
  const auto before = cookies_of(*input_.before.response);
  const auto after = cookies_of(*input_.after.response);
  std::map<std::string_view, std::pair<Cookies, Cookies>> left;
  for (const auto& [key, cookie] : before) {
    const auto found = after.find(key);
    if (found != after.end()) {
      compare_pair(*cookie, *found->second);
    } else {
      left[cookie->name].first.push_back(cookie);
    }
  }
  for (const auto& [key, cookie] : after) {
    if (!before.contains(key)) left[cookie->name].second.push_back(cookie);
  }
  for (const auto& [name, cookies] : left) {
    compare_left(cookies.first, cookies.second);
  }
}

// Of one name, for other domains or paths than before; in the order of those.
void CookieComparison::compare_left(const Cookies& before,
                                    const Cookies& after) {
  const size_t both = std::min(before.size(), after.size());
  for (size_t i = 0; i < both; ++i) compare_pair(*before[i], *after[i]);
  for (size_t i = both; i < std::max(before.size(), after.size()); ++i) {
    const Cookie* old_cookie = i < before.size() ? before[i] : nullptr;
    const Cookie* new_cookie = i < after.size() ? after[i] : nullptr;
    const std::string& name =
        (old_cookie != nullptr ? old_cookie : new_cookie)->name;
    // The value is nobody's business, and another every time.
    const auto markup = [](const Cookie* cookie) {
      return cookie == nullptr ? std::nullopt
                               : std::optional(cookie_markup(*cookie));
    };
    compare_value({ChangeSubject::kCookie, fmt::format("cookies[{}]", name),
                   "cookie " + quoted(name)},
                  markup(old_cookie), markup(new_cookie), changes_);
  }
}

void CookieComparison::compare_pair(const Cookie& before, const Cookie& after) {
  compare_value_of(before, after);
  compare_flags(before, after);
  compare_scope(before, after);
  compare_lifetime(before, after);
}

// An ID or a token: to tell those from what says something takes more than one
// scan.
void CookieComparison::compare_value_of(const Cookie& before,
                                        const Cookie& after) {
  if (before.value == after.value) return;
  if (changes_.hide(is_token(after) ? "csrf-tokens" : "request-ids")) return;
  compare_part(fact_of(after, "value", "value", Level::kNote), before.value,
               after.value, changes_);
}

void CookieComparison::compare_flags(const Cookie& before,
                                     const Cookie& after) {
  const bool is_grave = holds_session(before) || holds_session(after);
  const Level loss = is_grave ? Level::kError : Level::kWarning;
  const auto compare_flag = [&](std::string_view attribute,
                                std::string_view what, bool old_flag,
                                bool new_flag) {
    compare_part(
        fact_of(after, attribute, what, new_flag ? Level::kNote : loss),
        flag_text(old_flag), flag_text(new_flag), changes_);
  };
  compare_flag("secure", "Secure", before.secure, after.secure);
  compare_flag("http_only", "HttpOnly", before.http_only, after.http_only);
  const bool is_weaker =
      strictness_of(after.same_site) < strictness_of(before.same_site);
  compare_part(
      fact_of(after, "same_site", "SameSite", is_weaker ? loss : Level::kNote),
      std::string(same_site_name(before.same_site)),
      std::string(same_site_name(after.same_site)), changes_);
  compare_part(fact_of(after, "partitioned", "Partitioned", Level::kNote),
               flag_text(before.partitioned), flag_text(after.partitioned),
               changes_);
  const bool is_dropped = after.prefix == CookiePrefix::kViolated;
  compare_part(fact_of(after, "prefix_violated", "promise of the name",
                       is_dropped ? Level::kWarning : Level::kNote),
               flag_text(before.prefix == CookiePrefix::kViolated),
               flag_text(is_dropped), changes_);
}

void CookieComparison::compare_scope(const Cookie& before,
                                     const Cookie& after) {
  compare_part(fact_of(after, "domain", "Domain", Level::kWarning),
               before.domain, after.domain, changes_);
  compare_part(fact_of(after, "host_only", "reach",
                       after.host_only ? Level::kNote : Level::kWarning),
               flag_text(before.host_only), flag_text(after.host_only),
               changes_);
  compare_part(fact_of(after, "path", "Path", Level::kNote), before.path,
               after.path, changes_);
}

void CookieComparison::compare_lifetime(const Cookie& before,
                                        const Cookie& after) {
  const auto old_seconds = lifetime_of(before, input_.before.task.time);
  const auto new_seconds = lifetime_of(after, input_.after.task.time);
  const bool same_words =
      before.max_age == after.max_age && before.expires == after.expires;
  if (same_words || (!old_seconds && !new_seconds)) return;
  // By Max-Age in both, only the date beside it moved on.
  const bool same_age = before.max_age && before.max_age == after.max_age;
  const bool is_noise = same_age || (old_seconds && new_seconds &&
                                     is_about(*old_seconds, *new_seconds));
  if (is_noise && changes_.hide("timestamps")) return;
  if (is_noise && !same_age && old_seconds == new_seconds) return;
  const auto text = [same_age](const Cookie& cookie,
                               std::optional<int64_t> seconds) {
    if (same_age) return cookie.expires;
    return seconds ? std::optional(std::to_string(*seconds)) : std::nullopt;
  };
  compare_part(fact_of(after, same_age ? "expires" : "max_age", "lifetime",
                       Level::kNote),
               text(before, old_seconds), text(after, new_seconds), changes_);
}

}  // namespace

void compare_cookies(const DiffInput& input, ChangeList& changes) {
  if (last_hop_of(input.before) == nullptr ||
      last_hop_of(input.after) == nullptr) {
    return;
  }
  CookieComparison(input, changes).run();
}

}  // namespace pagescan
