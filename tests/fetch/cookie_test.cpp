#include "scanner/fetch/cookie.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace pagescan {
namespace {

/// The cookie on one line, only what is not a default.
std::string describe(const std::optional<Cookie>& cookie) {
  if (!cookie) return "ignored";
  std::string text = "[" + cookie->name + "][" + cookie->value + "]";
  if (!cookie->host_only) text += " domain=" + cookie->domain;
  if (!cookie->path.empty()) text += " path=" + cookie->path;
  if (cookie->expires) {
    text += " expires=" + std::to_string(*cookie->expires_seconds);
  }
  if (cookie->max_age) text += " max-age=" + std::to_string(*cookie->max_age);
  if (cookie->secure) text += " secure";
  if (cookie->http_only) text += " httponly";
  if (cookie->partitioned) text += " partitioned";
  if (cookie->same_site_as_written) {
    text += " samesite=" + std::string(same_site_name(cookie->same_site));
  }
  if (cookie->prefix == CookiePrefix::kKept) text += " prefix-kept";
  if (cookie->prefix == CookiePrefix::kViolated) text += " prefix-violated";
  return text;
}

struct CookieCase {
  std::string_view field;
  std::string_view expected;
};

TEST(CookieTest, ParsesNamesAndValues) {
  const CookieCase cases[] = {
      {"a=b", "[a][b]"},
      {"  a \t=  b  ", "[a][b]"},
      {"a=", "[a][]"},
      {"a=b=c", "[a][b=c]"},
      {"a=\"b c\"", "[a][\"b c\"]"},
      {"a=b,c=d", "[a][b,c=d]"},
      {"value only", "[][value only]"},
      {"=value", "[][value]"},
      {"==value", "[][=value]"},
      {"", "ignored"},
      {"=", "ignored"},
      {" = ", "ignored"},
      {";", "ignored"},
      {"; Secure", "ignored"},
      {"a=b;", "[a][b]"},
      {"a=b;;;", "[a][b]"},
      {"a=b\tc", "[a][b\tc]"},
      {"a=b\r\nc", "ignored"},
      {"a=b\x7f", "ignored"},
      {"a=b; x=\x01", "ignored"},
      {"caf\xe9=\xff", "[caf\xe9][\xff]"},
  };
  for (const CookieCase& test : cases) {
    EXPECT_EQ(describe(parse_set_cookie(test.field)), test.expected)
        << test.field;
  }
  EXPECT_EQ(parse_set_cookie(std::string_view("a=\0", 3)), std::nullopt);
}

TEST(CookieTest, ParsesAttributes) {
  const CookieCase cases[] = {
      {"a=b; Secure; HttpOnly", "[a][b] secure httponly"},
      {"a=b;secure;HTTPONLY", "[a][b] secure httponly"},
      {"a=b; Secure=no", "[a][b] secure"},
      {"a=b; Secured", "[a][b]"},
      {"a=b; Partitioned; Secure", "[a][b] secure partitioned"},
      {"a=b; Path=/x; path=/y", "[a][b] path=/y"},
      {"a=b; Path=/x; Path=rel", "[a][b]"},
      {"a=b; Path=", "[a][b]"},
      {"a=b; Path=/x y ; Secure", "[a][b] path=/x y secure"},
      {"a=b; Domain=Example.TEST", "[a][b] domain=example.test"},
      {"a=b; Domain=.example.test", "[a][b] domain=example.test"},
      {"a=b; Domain=..example.test", "[a][b] domain=.example.test"},
      {"a=b; Domain=", "[a][b]"},
      {"a=b; Domain=a.test; Domain=", "[a][b]"},
      {"a=b; Max-Age=60", "[a][b] max-age=60"},
      {"a=b; Max-Age=-1", "[a][b] max-age=-1"},
      {"a=b; Max-Age=0", "[a][b] max-age=0"},
      {"a=b; Max-Age=+5", "[a][b]"},
      {"a=b; Max-Age=5s", "[a][b]"},
      {"a=b; Max-Age=", "[a][b]"},
      {"a=b; Max-Age=-", "[a][b]"},
      {"a=b; Max-Age=5; Max-Age=x", "[a][b] max-age=5"},
      {"a=b; SameSite=lax", "[a][b] samesite=Lax"},
      {"a=b; SameSite=STRICT", "[a][b] samesite=Strict"},
      {"a=b; samesite=None; Secure", "[a][b] secure samesite=None"},
      {"a=b; SameSite=Foo", "[a][b] samesite=Default"},
      {"a=b; SameSite", "[a][b] samesite=Default"},
      {"a=b; SameSite=Strict; SameSite=Foo", "[a][b] samesite=Default"},
      {"a=b; Expires=Wed, 21 Oct 2015 07:28:00 GMT",
       "[a][b] expires=1445412480"},
      {"a=b; Expires=never", "[a][b]"},
      {"a=b; Unknown=1; =x; Secure", "[a][b] secure"},
      {"a=b ; Max-Age = 7 ", "[a][b] max-age=7"},
  };
  for (const CookieCase& test : cases) {
    EXPECT_EQ(describe(parse_set_cookie(test.field)), test.expected)
        << test.field;
  }
  const auto cookie = parse_set_cookie("a=b; EXPIRES= 1 Jan 70 00:00:01 ");
  ASSERT_TRUE(cookie);
  EXPECT_EQ(cookie->expires, "1 Jan 70 00:00:01");
  EXPECT_EQ(cookie->expires_seconds, 1);
}

TEST(CookieTest, JudgesPrefixes) {
  const CookieCase cases[] = {
      {"__Secure-a=b; Secure", "[__Secure-a][b] secure prefix-kept"},
      {"__SECURE-a=b", "[__SECURE-a][b] prefix-violated"},
      {"__Host-a=b; Secure; Path=/", "[__Host-a][b] path=/ secure prefix-kept"},
      {"__Host-a=b; Secure", "[__Host-a][b] secure prefix-violated"},
      {"__Host-a=b; Path=/", "[__Host-a][b] path=/ prefix-violated"},
      {"__Host-a=b; Secure; Path=/; Domain=a.test",
       "[__Host-a][b] domain=a.test path=/ secure prefix-violated"},
      {"=__Host-a=b; Secure; Path=/",
       "[][__Host-a=b] path=/ secure prefix-violated"},
      {"__Hosta=b", "[__Hosta][b]"},
  };
  for (const CookieCase& test : cases) {
    EXPECT_EQ(describe(parse_set_cookie(test.field)), test.expected)
        << test.field;
  }
}

TEST(CookieTest, BoundsSizes) {
  const std::string fits(kMaxCookiePairBytes - 1, 'v');
  EXPECT_TRUE(parse_set_cookie("a=" + fits));
  EXPECT_FALSE(parse_set_cookie("ab=" + fits));
  // Attributes do not count, but a long one is ignored.
  const std::string path = "/" + std::string(kMaxCookieAttributeBytes - 1, 'p');
  EXPECT_EQ(parse_set_cookie("a=" + fits + "; Path=" + path)->path, path);
  EXPECT_EQ(parse_set_cookie("a=b; Path=/x; Path=" + path + "p")->path, "/x");
}

TEST(CookieTest, SaturatesMaxAge) {
  EXPECT_EQ(parse_set_cookie("a=b; Max-Age=9223372036854775808")->max_age,
            std::numeric_limits<int64_t>::max());
  EXPECT_EQ(parse_set_cookie("a=b; Max-Age=-9223372036854775809")->max_age,
            std::numeric_limits<int64_t>::min());
}

struct DateCase {
  std::string_view text;
  std::optional<int64_t> seconds;
};

TEST(CookieTest, ParsesDates) {
  const DateCase cases[] = {
      {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
      {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
      {"Sunday, 06-Nov-94 08:49:37 GMT", 784111777},
      {"Sun Nov  6 08:49:37 1994", 784111777},
      {"6 november 1994 8:49:37", 784111777},
      {"1994 Nov 06 08:49:37", 784111777},
      {"08:49:37 06 Nov 69", 3150953377},  // 2069
      {"08:49:37 06 Nov 70", 26729377},    // 1970
      {"29 Feb 2023 00:00:00", std::nullopt},
      {"29 Feb 2024 00:00:00", 1709164800},
      {"31 Apr 2024 00:00:00", std::nullopt},
      {"0 Jan 2024 00:00:00", std::nullopt},
      {"1 Jan 1600 00:00:00", std::nullopt},
      {"1 Jan 1601 00:00:00", -11644473600},
      {"1 Jan 2024 24:00:00", std::nullopt},
      {"1 Jan 2024 23:60:00", std::nullopt},
      {"1 Jan 2024 23:59:60", std::nullopt},
      {"1 Jan 2024 000:00:00", std::nullopt},
      {"1 Jan 20240 00:00:00", std::nullopt},
      {"1 Jan 2024", std::nullopt},
      {"", std::nullopt},
  };
  for (const DateCase& test : cases) {
    EXPECT_EQ(parse_cookie_date(test.text), test.seconds) << test.text;
  }
}

TEST(CookieTest, DefaultsThePath) {
  EXPECT_EQ(default_cookie_path("/a/b/c"), "/a/b");
  EXPECT_EQ(default_cookie_path("/a/b/"), "/a/b");
  EXPECT_EQ(default_cookie_path("/a"), "/");
  EXPECT_EQ(default_cookie_path("/"), "/");
  EXPECT_EQ(default_cookie_path(""), "/");
  EXPECT_EQ(default_cookie_path("a"), "/");
}

}  // namespace
}  // namespace pagescan
