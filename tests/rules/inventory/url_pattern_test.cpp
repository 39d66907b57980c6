#include "rules/inventory/url_pattern.h"

#include <gtest/gtest.h>

namespace pagescan {
namespace {

TEST(UrlPatternTest, StarStandsForAnyText) {
  EXPECT_TRUE(matches_url("https://a.test/x.js", "https://a.test/x.js"));
  EXPECT_TRUE(matches_url("https://a.test/*.js", "https://a.test/b/c.js"));
  EXPECT_TRUE(matches_url("https://a.test/*", "https://a.test/"));
  EXPECT_TRUE(matches_url("https://a.test/*a*b", "https://a.test/abab"));
  EXPECT_FALSE(matches_url("https://a.test/*.js", "https://a.test/b.json"));
  EXPECT_FALSE(matches_url("https://a.test/x", "https://a.test/x.js"));
  EXPECT_FALSE(matches_url("https://a.test/x.js", "https://a.test/x"));
}

TEST(UrlPatternTest, HasTheFormOfTheUrlStandard) {
  EXPECT_EQ(normal_url_pattern("HTTPS://A.test:443/x/../*.js?v=*#f").value(),
            "https://a.test/*.js?v=*");
  EXPECT_EQ(normal_url_pattern("https://a.test").value(), "https://a.test/");
}

TEST(UrlPatternTest, AuthorisesNoHostNobodyNamed) {
  for (const char* text :
       {"https://*/", "https://*.test/a.js", "https://a.test*", "https*://a/",
        "*", "ftp://a.test/x", "a.js", "https://a.test:*/"}) {
    EXPECT_FALSE(normal_url_pattern(text)) << text;
  }
}

TEST(UrlPatternTest, NoPatternsCoverEverything) {
  EXPECT_TRUE(covers_url({}, "https://a.test/"));
  EXPECT_FALSE(covers_url({"https://b.test/*"}, "https://a.test/"));
  EXPECT_TRUE(
      covers_url({"https://b.test/*", "https://a.test/"}, "https://a.test/"));
}

}  // namespace
}  // namespace pagescan
