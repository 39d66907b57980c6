#include "scanner/fetch/cookie.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <limits>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

std::string_view strip_wsp(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// %x00-08 / %x0A-1F / %x7F: all control bytes but the tab.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

struct Pair {
  std::string_view name;
  std::string_view value;
};

/// Max-Age: section 5.6.2. A value past 64 bits saturates.
std::optional<int64_t> parse_max_age(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = negative ? text.substr(1) : text;
  if (digits.empty() || !std::ranges::all_of(digits, is_ascii_digit)) {
    return std::nullopt;
  }
  int64_t value = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc::result_out_of_range) {
    return negative ? std::numeric_limits<int64_t>::min()
                    : std::numeric_limits<int64_t>::max();
  }
  return value;
}

SameSite parse_same_site(std::string_view text) {
  if (ascii_iequals(text, "none")) return SameSite::kNone;
  if (ascii_iequals(text, "lax")) return SameSite::kLax;
  if (ascii_iequals(text, "strict")) return SameSite::kStrict;
  return SameSite::kDefault;
}

/// Sections 5.6.1 to 5.6.7. The last attribute of a name wins, as the storage
/// model (5.7) takes the last.
void apply_attribute(Cookie& cookie, const Pair& attribute) {
  const auto [name, value] = attribute;
  if (ascii_iequals(name, "expires")) {
    if (const auto seconds = parse_cookie_date(value)) {
      cookie.expires = std::string(value);
      cookie.expires_seconds = seconds;
    }
  } else if (ascii_iequals(name, "max-age")) {
    if (const auto age = parse_max_age(value)) cookie.max_age = age;
  } else if (ascii_iequals(name, "domain")) {
    const bool dot = value.starts_with('.');
    cookie.domain = ascii_lowercase(dot ? value.substr(1) : value);
    cookie.host_only = cookie.domain.empty();
  } else if (ascii_iequals(name, "path")) {
    cookie.path = value.starts_with('/') ? std::string(value) : std::string();
  } else if (ascii_iequals(name, "secure")) {
    cookie.secure = true;
  } else if (ascii_iequals(name, "httponly")) {
    cookie.http_only = true;
  } else if (ascii_iequals(name, "partitioned")) {
    cookie.partitioned = true;
  } else if (ascii_iequals(name, "samesite")) {
    cookie.same_site_as_written = std::string(value);
    cookie.same_site = parse_same_site(value);
  }
}

void parse_attributes(Cookie& cookie, std::string_view rest) {
  for (const std::string_view part : split(rest, ';')) {
    const size_t equals = part.find('=');
    Pair attribute{strip_wsp(part.substr(0, equals)), {}};
    if (equals != std::string_view::npos) {
      attribute.value = strip_wsp(part.substr(equals + 1));
    }
    if (attribute.value.size() > kMaxCookieAttributeBytes) continue;
    apply_attribute(cookie, attribute);
  }
}

/// Section 5.7, the steps on "__Secure-" and "__Host-"; a cookie without a
/// name may not pass for a prefixed one by its value.
CookiePrefix judge_prefix(const Cookie& cookie) {
  const std::string_view bearer = cookie.name.empty()
                                      ? std::string_view(cookie.value)
                                      : std::string_view(cookie.name);
  const bool is_host = ascii_istarts_with(bearer, "__host-");
  const bool is_secure = ascii_istarts_with(bearer, "__secure-");
  if (!is_host && !is_secure) return CookiePrefix::kAbsent;
  if (cookie.name.empty() || !cookie.secure) return CookiePrefix::kViolated;
  if (is_host && (!cookie.host_only || cookie.path != "/")) {
    return CookiePrefix::kViolated;
  }
  return CookiePrefix::kKept;
}

/// Section 5.1.1: delimiter = %x09 / %x20-2F / %x3B-40 / %x5B-60 / %x7B-7E.
bool is_date_delimiter(char c) {
  return c == '\t' || (c >= ' ' && c <= '/') || (c >= ';' && c <= '@') ||
         (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/// A number of `min` to `max` digits at the start of `text`, ended by a
/// non-digit or the end; removes it from `text`.
std::optional<int> take_number(std::string_view& text, size_t min, size_t max) {
  size_t size = 0;
  int value = 0;
  while (size < text.size() && is_ascii_digit(text[size])) {
    if (size == max) return std::nullopt;
    value = value * 10 + (text[size] - '0');
    ++size;
  }
  if (size < min) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

struct CookieDate {
  std::optional<std::array<int, 3>> time;
  std::optional<int> day;
  std::optional<int> month;  // 1 to 12
  std::optional<int> year;
};

std::optional<std::array<int, 3>> parse_time_token(std::string_view token) {
  std::array<int, 3> time{};
  for (size_t i = 0; i < time.size(); ++i) {
    if (i > 0) {
      if (!token.starts_with(':')) return std::nullopt;
      token.remove_prefix(1);
    }
    const auto number = take_number(token, 1, 2);
    if (!number) return std::nullopt;
    time[i] = *number;
  }
  return time;
}

std::optional<int> parse_month_token(std::string_view token) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "jan", "feb", "mar", "apr", "may", "jun",
      "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string_view head = token.substr(0, 3);
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (ascii_iequals(head, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

/// Gives a token to the first part of the date it fits and that is missing.
void take_date_token(CookieDate& date, std::string_view token) {
  if (!date.time) {
    date.time = parse_time_token(token);
    if (date.time) return;
  }
  if (!date.day) {
    std::string_view rest = token;
    date.day = take_number(rest, 1, 2);
    if (date.day) return;
  }
  if (!date.month) {
    date.month = parse_month_token(token);
    if (date.month) return;
  }
  if (!date.year) {
    std::string_view rest = token;
    date.year = take_number(rest, 2, 4);
  }
}

}  // namespace

std::string_view same_site_name(SameSite same_site) {
  switch (same_site) {
    case SameSite::kDefault:
      return "Default";
    case SameSite::kNone:
      return "None";
    case SameSite::kLax:
      return "Lax";
    case SameSite::kStrict:
      return "Strict";
  }
  return "Default";
}

std::optional<Cookie> parse_set_cookie(std::string_view field_value) {
  if (std::ranges::any_of(field_value, is_control)) return std::nullopt;
  const size_t end = field_value.find(';');
  const std::string_view pair = field_value.substr(0, end);
  const size_t equals = pair.find('=');
  Cookie cookie;
  if (equals == std::string_view::npos) {
    cookie.value = std::string(strip_wsp(pair));
  } else {
    cookie.name = std::string(strip_wsp(pair.substr(0, equals)));
    cookie.value = std::string(strip_wsp(pair.substr(equals + 1)));
  }
  const size_t size = cookie.name.size() + cookie.value.size();
  if (size == 0 || size > kMaxCookiePairBytes) return std::nullopt;
  if (end != std::string_view::npos) {
    parse_attributes(cookie, field_value.substr(end + 1));
  }
  cookie.prefix = judge_prefix(cookie);
  return cookie;
}

std::optional<int64_t> parse_cookie_date(std::string_view text) {
  CookieDate date;
  size_t offset = 0;
  while (offset < text.size()) {
    while (offset < text.size() && is_date_delimiter(text[offset])) ++offset;
    const size_t begin = offset;
    while (offset < text.size() && !is_date_delimiter(text[offset])) ++offset;
    if (offset > begin) {
      take_date_token(date, text.substr(begin, offset - begin));
    }
  }
  if (!date.time || !date.day || !date.month || !date.year) {
    return std::nullopt;
  }
  int year = *date.year;
  if (year >= 70 && year <= 99) year += 1900;
  if (year >= 0 && year <= 69) year += 2000;
  const auto [hour, minute, second] = *date.time;
  constexpr int kFirstYear = 1601;
  if (year < kFirstYear || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const std::chrono::year_month_day calendar(
      std::chrono::year(year),
      std::chrono::month(static_cast<unsigned>(*date.month)),
      std::chrono::day(static_cast<unsigned>(*date.day)));
  if (!calendar.ok()) return std::nullopt;
  const std::chrono::sys_seconds moment =
      std::chrono::sys_days(calendar) + std::chrono::hours(hour) +
      std::chrono::minutes(minute) + std::chrono::seconds(second);
  return moment.time_since_epoch().count();
}

std::string_view default_cookie_path(std::string_view request_path) {
  if (!request_path.starts_with('/')) return "/";
  const size_t slash = request_path.rfind('/');
  return slash == 0 ? "/" : request_path.substr(0, slash);
}

}  // namespace pagescan
