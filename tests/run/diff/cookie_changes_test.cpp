// Cookies: by name, domain and path, their attributes one by one.
#include <gtest/gtest.h>

#include <map>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

const std::vector<ChangeSubject> kCookies = {ChangeSubject::kCookie};

struct Case {
  std::string before;
  std::string after;
  Lines expected;
  std::map<std::string, size_t> hidden = {};
};

// Cookies as a hop of the page's host sets them; several separated by " | ".
ScanResult with_cookies(const std::string& cookies) {
  Lines fields;
  constexpr std::string_view kBetween = " | ";
  size_t begin = 0;
  while (begin < cookies.size()) {
    const size_t end = std::min(cookies.find(kBetween, begin), cookies.size());
    fields.push_back("Set-Cookie: " + cookies.substr(begin, end - begin));
    begin = end + kBetween.size();
  }
  ScanResult result = scanned_page("<p>a", fields);
  result.task.time = WallTime(std::chrono::seconds(1'764'000'000));
  return result;
}

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.before + " -> " + c.after);
    const ScanResult before = with_cookies(c.before);
    const ScanResult after = with_cookies(c.after);
    const PageDiff diff = diff_results(before, after, {});
    EXPECT_EQ(lines_of(diff, kCookies), c.expected);
    EXPECT_EQ(diff.hidden, c.hidden);
    expect_laws(before, after, kCookies);
  }
}

TEST(CookieChangesTest, CookiesComeAndGoWithoutTheirValues) {
  check({
      {"a=1",
       "a=1 | b=2; Secure",
       {"note cookie_added cookies[b] (none) -> b; Secure"}},
      {"a=1 | b=2; Path=/x",
       "a=1",
       {"note cookie_removed cookies[b] b; Path=/x -> (none)"}},
      {"a=1 | b=2", "b=2 | a=1", {}},
      // The last one holds.
      {"a=1; Secure | a=1", "a=1", {}},
  });
}

TEST(CookieChangesTest, LostAttributesAreWorseForASession) {
  check({
      {"a=1; Secure; HttpOnly",
       "a=1; HttpOnly",
       {"warning cookie_changed cookies[a].secure true -> false"}},
      {"a=1",
       "a=1; Secure",
       {"note cookie_changed cookies[a].secure false -> true"}},
      {"PHPSESSID=0123456789; HttpOnly",
       "PHPSESSID=0123456789",
       {"error cookie_changed cookies[PHPSESSID].http_only true -> false"}},
      {"a=1; SameSite=Strict",
       "a=1; SameSite=Lax",
       {"warning cookie_changed cookies[a].same_site Strict -> Lax"}},
      {"a=1; SameSite=Lax",
       "a=1; samesite=STRICT",
       {"note cookie_changed cookies[a].same_site Lax -> Strict"}},
      {"PHPSESSID=0123456789; SameSite=Lax",
       "PHPSESSID=0123456789",
       {"error cookie_changed cookies[PHPSESSID].same_site Lax -> Default"}},
      {"a=1; Secure; Path=/", "a=1; Path=/; secure", {}},
      {"a=1; Path=/",
       "a=1; Path=/x",
       {"note cookie_changed cookies[a].path / -> /x"}},
      {"a=1; Domain=shop.example",
       "a=1; Domain=www.shop.example",
       {"warning cookie_changed cookies[a].domain shop.example -> "
        "www.shop.example"}},
      {"__Host-a=1; Secure; Path=/",
       "__Host-a=1; Path=/",
       {"warning cookie_changed cookies[__Host-a].secure true -> false",
        "warning cookie_changed cookies[__Host-a].prefix_violated false -> "
        "true"}},
  });
}

TEST(CookieChangesTest, ValuesAreIdsOrTokens) {
  check({
      {"a=1 | XSRF-TOKEN=x",
       "a=2 | XSRF-TOKEN=y",
       {},
       {{"request-ids", 1}, {"csrf-tokens", 1}}},
      {"a=1; Secure",
       "a=2",
       {"warning cookie_changed cookies[a].secure true -> false"},
       {{"request-ids", 1}}},
  });
  const DiffOptions options = without_mask("request-ids");
  const ScanResult before = with_cookies("a=1");
  const ScanResult after = with_cookies("a=2");
  EXPECT_EQ(lines_of(diff_results(before, after, options), kCookies),
            Lines({"note cookie_changed cookies[a].value 1 -> 2"}));
  expect_laws(before, after, kCookies, options);
}

TEST(CookieChangesTest, LifetimesAreComparedFromTheScanOn) {
  // The scan was on Mon, 24 Nov 2025 16:00:00 GMT.
  check({
      {"a=1; Max-Age=86400",
       "a=1; Max-Age=172800",
       {"note cookie_changed cookies[a].max_age 86400 -> 172800"}},
      {"a=1; Max-Age=86400",
       "a=1",
       {"note cookie_changed cookies[a].max_age 86400 -> (none)"}},
      {"a=1; Expires=Tue, 25 Nov 2025 16:00:00 GMT",
       "a=1; Expires=Tue, 25 Nov 2025 16:10:00 GMT",
       {},
       {{"timestamps", 1}}},
      {"a=1; Expires=Tue, 25 Nov 2025 16:00:00 GMT",
       "a=1; Expires=Wed, 26 Nov 2025 16:00:00 GMT",
       {"note cookie_changed cookies[a].max_age 86400 -> 172800"}},
      {"a=1; Max-Age=60; Expires=Tue, 25 Nov 2025 16:00:00 GMT",
       "a=1; Max-Age=60; Expires=Wed, 26 Nov 2025 16:00:00 GMT",
       {},
       {{"timestamps", 1}}},
      // Deleted is something else than short.
      {"a=1; Max-Age=60",
       "a=1; Max-Age=0",
       {"note cookie_changed cookies[a].max_age 60 -> 0"}},
      {"a=1; Max-Age=99999999999999999999",
       "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
       {"note cookie_changed cookies[a].max_age 1099511627776 -> 0"}},
  });
}

TEST(CookieChangesTest, ADayLaterTheSameLifetimeIsTheSame) {
  const ScanResult before =
      with_cookies("a=1; Expires=Tue, 25 Nov 2025 16:00:00 GMT");
  ScanResult after = with_cookies("a=1; Expires=Wed, 26 Nov 2025 16:00:00 GMT");
  after.task.time += std::chrono::hours(24);
  const PageDiff diff = diff_results(before, after, {});
  EXPECT_EQ(lines_of(diff, kCookies), Lines());
  EXPECT_EQ(diff.hidden, (std::map<std::string, size_t>{{"timestamps", 1}}));
  expect_laws(before, after, kCookies);
}

}  // namespace
}  // namespace pagescan
