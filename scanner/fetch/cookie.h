// Set-Cookie as a user agent reads it: RFC 6265bis section 5.6, "The
// Set-Cookie Header Field"
// (https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-20).
// Values that own their bytes; strings are raw bytes as sent. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pagescan {

/// Name and value together; more and the cookie is ignored (section 5.6).
inline constexpr size_t kMaxCookiePairBytes = 4096;
/// A longer attribute value is ignored (section 5.6).
inline constexpr size_t kMaxCookieAttributeBytes = 1024;

enum class SameSite {
  kDefault,  // no attribute, or a value that is none of the three
  kNone,
  kLax,
  kStrict,
};

/// Whether a name with a reserved prefix keeps its promise (section 4.1.3).
enum class CookiePrefix {
  kAbsent,    // no reserved prefix
  kKept,      // __Secure- or __Host-, and its conditions hold
  kViolated,  // user agents drop the cookie
};

struct Cookie {
  std::string name;  // empty for a cookie of a value alone
  std::string value;
  std::string domain;     // lower case, without the leading dot; see host_only
  std::string path;       // empty: the default path of the request's URL
  bool host_only = true;  // no usable Domain attribute
  std::optional<std::string> expires;      // as written, where it is a date
  std::optional<int64_t> expires_seconds;  // the same, since 1970 UTC
  std::optional<int64_t> max_age;          // seconds, saturated
  bool secure = false;
  bool http_only = false;
  bool partitioned = false;
  std::optional<std::string> same_site_as_written;
  SameSite same_site = SameSite::kDefault;
  CookiePrefix prefix = CookiePrefix::kAbsent;

  friend bool operator==(const Cookie&, const Cookie&) = default;
};

/// "Default", "None", "Lax" or "Strict".
std::string_view same_site_name(SameSite same_site);

/// The cookie a Set-Cookie field value sets, or nothing where a user agent
/// ignores it: control bytes, neither name nor value, or too long. Checks that
/// need the request's URL (the domain match, Secure over http) are not made.
std::optional<Cookie> parse_set_cookie(std::string_view field_value);

/// Seconds since 1970 of a cookie date (section 5.1.1), or nothing.
std::optional<int64_t> parse_cookie_date(std::string_view text);

/// The path a cookie without Path gets for a request to the URL path
/// `request_path` (section 5.1.4).
std::string_view default_cookie_path(std::string_view request_path);

}  // namespace pagescan
