#include "scanner/url/site.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

Url url_of(std::string_view text) { return Url::parse(text).value(); }

struct DomainCase {
  std::string_view host;
  std::string_view domain;
};

// The examples of https://url.spec.whatwg.org/#host-registrable-domain, and
// the odd hosts a hostile page can name.
TEST(RegistrableDomain, FollowsThePublicSuffixList) {
  const std::vector<DomainCase> cases = {
      {"com", ""},
      {"example.com", "example.com"},
      {"www.example.com", "example.com"},
      {"sub.www.example.com", "example.com"},
      {"github.io", ""},
      {"whatwg.github.io", "whatwg.github.io"},
      {"xn--kgbechtv", ""},
      {"example.xn--kgbechtv", "example.xn--kgbechtv"},
      {"sub.example.xn--kgbechtv", "example.xn--kgbechtv"},
      {"a.b.example.co.uk", "example.co.uk"},
      {"co.uk", ""},
      {"www.example.com.", "example.com."},
      {"com.", ""},
      {"localhost", ""},
      {"127.0.0.1", ""},
      {"[2001:db8::1]", ""},
      {"", ""},
      {".", ""},
      {".com", ""},
      {"a..com", ""},
      {"example.com..", ""},
  };
  for (const DomainCase& c : cases) {
    EXPECT_EQ(registrable_domain(c.host), c.domain) << c.host;
  }
  std::string deep;
  while (deep.size() < 60000) deep += "a.";
  EXPECT_EQ(registrable_domain(deep + "example.com"), "");
}

TEST(RegistrableDomain, OfAUrlNeedsADomain) {
  EXPECT_EQ(registrable_domain(url_of("https://u:p@a.example.org:81/x")),
            "example.org");
  EXPECT_EQ(registrable_domain(url_of("https://1.2.3.4/")), "");
  EXPECT_EQ(registrable_domain(url_of("https://[::1]/")), "");
  EXPECT_EQ(registrable_domain(url_of("foo://a.example.org/")), "");
  EXPECT_EQ(registrable_domain(url_of("mailto:a@example.org")), "");
  EXPECT_EQ(registrable_domain(url_of("file:///etc")), "");
}

struct SiteCase {
  std::string_view a;
  std::string_view b;
  bool same;
};

TEST(SameSite, IgnoresSchemeAndPort) {
  const std::vector<SiteCase> cases = {
      {"https://a.example.com/", "http://b.example.com:8080/", true},
      {"https://example.com/", "https://example.org/", false},
      {"https://a.github.io/", "https://b.github.io/", false},
      {"https://github.io/", "https://github.io/", true},
      {"https://co.uk/", "https://a.co.uk/", false},
      {"https://localhost/", "http://localhost:1/", true},
      {"https://127.0.0.1/", "https://127.0.0.1:81/", true},
      {"https://127.0.0.1/", "https://127.0.0.2/", false},
      {"https://[::1]/", "http://[0:0::1]/", true},
      {"https://example.com/", "https://example.com./", false},
      {"blob:https://a.example.com/id", "https://example.com/", true},
      {"file:///a", "file:///a", false},
      {"data:,a", "data:,a", false},
      {"foo://example.com/", "foo://example.com/", false},
  };
  for (const SiteCase& c : cases) {
    EXPECT_EQ(same_site(url_of(c.a), url_of(c.b)), c.same) << c.a << " " << c.b;
    EXPECT_EQ(same_site(url_of(c.b), url_of(c.a)), c.same) << c.b << " " << c.a;
  }
}

TEST(HostToUnicode, ShowsTheReadersForm) {
  EXPECT_EQ(host_to_unicode("xn--fiqs8s.xn--bcher-kva"),
            "\u4E2D\u56FD.b\u00FCcher");
  EXPECT_EQ(host_to_unicode("xn--a.com"), "xn--a.com");
  EXPECT_EQ(host_to_unicode("a.axn--bcher-kva"), "a.axn--bcher-kva");
  EXPECT_EQ(unicode_form_of_host("a.xn--bcher-kva"), "a.bücher");
  EXPECT_EQ(unicode_form_of_host("a.example"), "");
  EXPECT_EQ(unicode_form_of_url_host("https://xn--bcher-kva:8/"), "bücher");
  EXPECT_EQ(unicode_form_of_url_host("https://a.example/xn--bcher-kva"), "");
  EXPECT_EQ(unicode_form_of_url_host("https://[xn--"), "");
}

}  // namespace
}  // namespace pagescan
