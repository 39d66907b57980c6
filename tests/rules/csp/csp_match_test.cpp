// Which URLs a source expression matches (CSP 3 section 6.7.2), in a table.
#include <gtest/gtest.h>

#include "rules/csp/source_match.h"

namespace pagescan {
namespace {

struct MatchCase {
  const char* expression;
  const char* url;
  const char* self;
  bool matches;
};

constexpr const char* kHttps = "https://a.example/dir/page";
constexpr const char* kHttp = "http://a.example/";

const MatchCase kCases[] = {
    // schemes
    {"https:", "https://b.example/", kHttps, true},
    {"https:", "http://b.example/", kHttps, false},
    {"http:", "https://b.example/", kHttps, true},
    {"ws:", "wss://b.example/", kHttps, true},
    {"ws:", "https://b.example/", kHttps, true},
    {"wss:", "ws://b.example/", kHttps, false},
    {"wss:", "https://b.example/", kHttps, true},
    {"data:", "data:text/javascript,1", kHttps, true},
    {"https:", "data:text/javascript,1", kHttps, false},
    // the star: network schemes alone
    {"*", "https://b.example:8443/x", kHttps, true},
    {"*", "http://b.example/", kHttps, true},
    {"*", "data:,x", kHttps, false},
    {"*", "blob:https://a.example/1", kHttps, false},
    // hosts
    {"b.example", "https://b.example/x", kHttps, true},
    {"B.EXAMPLE", "https://b.example/x", kHttps, true},
    {"b.example", "https://www.b.example/", kHttps, false},
    {"b.example", "https://b.example.evil.example/", kHttps, false},
    {"*.b.example", "https://www.b.example/", kHttps, true},
    {"*.b.example", "https://x.y.b.example/", kHttps, true},
    {"*.b.example", "https://b.example/", kHttps, false},
    {"*.b.example", "https://evilb.example/", kHttps, false},
    {"127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1/", true},
    {"b.example", "data:,x", kHttps, false},
    // no scheme: that of the page, or better
    {"b.example", "http://b.example/", kHttps, false},
    {"b.example", "http://b.example/", kHttp, true},
    {"b.example", "https://b.example/", kHttp, true},
    {"http://b.example", "http://b.example/", kHttps, true},
    {"http://b.example", "https://b.example/", kHttps, true},
    {"https://b.example", "http://b.example/", kHttp, false},
    // ports
    {"b.example", "https://b.example:8443/", kHttps, false},
    {"b.example:8443", "https://b.example:8443/", kHttps, true},
    {"b.example:443", "https://b.example/", kHttps, true},
    {"b.example:80", "https://b.example/", kHttps, false},
    {"b.example:80", "https://b.example/", kHttp, true},
    {"http://b.example:80", "https://b.example/", kHttps, true},
    {"b.example:81", "https://b.example/", kHttps, false},
    {"b.example:*", "https://b.example:8443/", kHttps, true},
    {"b.example:*", "https://b.example/", kHttps, true},
    {"*:8080", "https://b.example:8080/", kHttps, true},
    {"*:8080", "https://b.example/", kHttps, false},
    // paths
    {"b.example/", "https://b.example/x/y", kHttps, true},
    {"b.example/js/", "https://b.example/js/a.js", kHttps, true},
    {"b.example/js/", "https://b.example/js/deep/a.js", kHttps, true},
    {"b.example/js/", "https://b.example/js", kHttps, false},
    {"b.example/js", "https://b.example/js/a.js", kHttps, false},
    {"b.example/js", "https://b.example/js", kHttps, true},
    {"b.example/js", "https://b.example/js?v=2#x", kHttps, true},
    {"b.example/js", "https://b.example/JS", kHttps, false},
    {"b.example/a%20b", "https://b.example/a b", kHttps, true},
    {"b.example/%6As/", "https://b.example/js/a.js", kHttps, true},
    {"b.example/a%2Fb", "https://b.example/a/b", kHttps, true},
    // 'self'
    {"'self'", "https://a.example/x", kHttps, true},
    {"'SELF'", "https://a.example/x", kHttps, true},
    {"'self'", "https://a.example:8443/x", kHttps, false},
    {"'self'", "https://www.a.example/x", kHttps, false},
    {"'self'", "http://a.example/x", kHttps, false},
    {"'self'", "https://a.example/x", kHttp, true},
    {"'self'", "https://a.example:8080/", "http://a.example:8080/", true},
    {"'self'", "https://a.example/", "http://a.example:8080/", false},
    {"'self'", "wss://a.example/", kHttp, true},
    {"'self'", "ws://a.example/", kHttp, true},
    {"'self'", "ws://a.example/", kHttps, false},
    {"'self'", "data:,x", kHttps, false},
    // what names no URL
    {"'none'", "https://a.example/", kHttps, false},
    {"'unsafe-inline'", "https://a.example/", kHttps, false},
    {"'nonce-abc'", "https://a.example/", kHttps, false},
    {"self", "https://a.example/", kHttps, false},
    // the page's URL is unknown: what hangs on it may be so
    {"'self'", "https://a.example/", nullptr, true},
    {"b.example", "http://b.example/", nullptr, true},
    {"b.example", "https://c.example/", nullptr, false},
};

TEST(CspMatchTest, MatchesAsTheStandardSays) {
  for (const MatchCase& c : kCases) {
    std::optional<Url> self;
    if (c.self != nullptr) self = *Url::parse(c.self);
    EXPECT_EQ(csp_url_matches(parse_csp_expression(c.expression),
                              *Url::parse(c.url), self ? &*self : nullptr),
              c.matches)
        << c.expression << " and " << c.url << " of "
        << (c.self ? c.self : "an unknown page");
  }
}

TEST(CspMatchTest, NoneIsIgnoredBesideOthers) {
  const CspPolicy policy = parse_csp("img-src 'none' b.example", false);
  const Url self = *Url::parse(kHttps);
  EXPECT_TRUE(csp_url_matches_any(policy.directives[0],
                                  *Url::parse("https://b.example/"), &self));
}

}  // namespace
}  // namespace pagescan
