#include "scanner/fetch/redirect.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pagescan {
namespace {

Hop redirect_hop(std::string_view location) {
  Hop hop;
  hop.status = 302;
  hop.fields.add("Location", std::string(location));
  return hop;
}

struct TargetCase {
  std::string_view url;
  std::string_view location;
  std::string_view expected;
};

TEST(RedirectTest, ResolvesLocation) {
  const TargetCase cases[] = {
      {"http://a.test/x/y?q", "z", "http://a.test/x/z"},
      {"http://a.test/x/y", "/z", "http://a.test/z"},
      {"http://a.test/x/y?q", "?r", "http://a.test/x/y?r"},
      {"http://a.test/x", "//b.test", "http://b.test/"},
      {"http://a.test/x", "https://b.test:8443/y", "https://b.test:8443/y"},
      {"http://a.test/x", "\\\\b.test\\y", "http://b.test/y"},
      {"http://a.test/x", "", "http://a.test/x"},
      {"http://a.test/x#f", "/y", "http://a.test/y#f"},
      {"http://a.test/x#f", "/y#g", "http://a.test/y#g"},
      {"http://a.test/x#f", "/y#", "http://a.test/y#"},
      {"http://a.test/x#", "/y", "http://a.test/y#"},
      {"http://a.test/", "/caf\xe9", "http://a.test/caf%E9"},
      {"http://a.test/", "/\xc3\xa9", "http://a.test/%C3%A9"},
      {"http://a.test/",
       "//b\xc3\xbc"
       "cher.test/",
       "http://xn--bcher-kva.test/"},
      {"http://a.test/", "http://2130706433/", "http://127.0.0.1/"},
      {"http://a.test/", "//b.test:80/", "http://b.test/"},
  };
  for (const TargetCase& test : cases) {
    Hop hop = redirect_hop(test.location);
    const auto target = redirect_target(hop, *Url::parse(test.url));
    ASSERT_TRUE(target) << test.location << ": " << target.error().message;
    EXPECT_EQ(target->href(), test.expected);
    EXPECT_EQ(hop.location, test.location);
    EXPECT_TRUE(hop.location_resolved.has_value());
  }
}

struct RefusalCase {
  std::string_view location;
  ErrorCode code;
  std::string_view message;
};

TEST(RedirectTest, RefusesWhatIsNeverFollowed) {
  const RefusalCase cases[] = {
      {"file:///etc/passwd", ErrorCode::kRedirectRefused,
       "a.test: a redirect to the scheme \"file\" is never followed"},
      {"javascript:alert(1)", ErrorCode::kRedirectRefused,
       "a.test: a redirect to the scheme \"javascript\" is never followed"},
      {"ftp://b.test/", ErrorCode::kRedirectRefused,
       "a.test: a redirect to the scheme \"ftp\" is never followed"},
      {"http://b.test:6667/", ErrorCode::kRedirectRefused,
       "a.test: a redirect to port 6667 is never followed (it belongs to "
       "another protocol)"},
      {"http://b.test:22/", ErrorCode::kRedirectRefused,
       "a.test: a redirect to port 22 is never followed (it belongs to "
       "another protocol)"},
      {"http://[::1", ErrorCode::kInvalidUrl,
       "a.test: the redirect's Location is no valid URL"},
      {"http://a b/", ErrorCode::kInvalidUrl,
       "a.test: the redirect's Location is no valid URL"},
  };
  for (const RefusalCase& test : cases) {
    Hop hop = redirect_hop(test.location);
    const auto target = redirect_target(hop, *Url::parse("http://a.test/"));
    ASSERT_FALSE(target) << test.location;
    EXPECT_EQ(target.error().code, test.code) << test.location;
    EXPECT_EQ(target.error().message, test.message);
    EXPECT_EQ(hop.location, test.location);
  }
}

TEST(RedirectTest, RefusesDifferentLocations) {
  Hop hop = redirect_hop("/a");
  hop.fields.add("location", "/b");
  const Url url = *Url::parse("http://a.test/");
  EXPECT_EQ(redirect_target(hop, url).error().code, ErrorCode::kProtocolError);
  Hop same = redirect_hop("/a");
  same.fields.add("location", "/a");
  EXPECT_EQ(redirect_target(same, url)->href(), "http://a.test/a");
}

TEST(RedirectTest, RefusesAnOverlongLocation) {
  Hop hop = redirect_hop("/" + std::string(kMaxUrlLength, 'a'));
  EXPECT_EQ(redirect_target(hop, *Url::parse("http://a.test/")).error().code,
            ErrorCode::kRedirectRefused);
}

TEST(RedirectTest, KnowsRedirects) {
  for (int status = 200; status < 500; ++status) {
    const bool expected = status == 301 || status == 302 || status == 303 ||
                          status == 307 || status == 308;
    EXPECT_EQ(is_redirect_status(status), expected) << status;
  }
  Hop hop;
  hop.status = 301;
  EXPECT_FALSE(is_redirect(hop));
  hop.fields.add("location", "");
  EXPECT_TRUE(is_redirect(hop));
  hop.status = 200;
  EXPECT_FALSE(is_redirect(hop));
}

}  // namespace
}  // namespace pagescan
