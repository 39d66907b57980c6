#include "scanner/url/idna.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

struct Case {
  std::string_view input;
  std::optional<std::string> output;
};

TEST(Idna, ConvertsToAscii) {
  const std::vector<Case> cases = {
      {"fa\u00DF.de", "xn--fa-hia.de"},         // nontransitional
      {"FA\u1E9E.de", "xn--fa-hia.de"},         // Unicode 15.1
      {"\u04C0.ru", "xn--s5a.ru"},              // Unicode 16
      {"\u10A0.ge", "xn--rkj.ge"},              // Unicode 16
      {"\u00E4\u115F\u3164\u206B", "xn--4ca"},  // Unicode 16: ignored
      {"\u00E4-", "xn----zfa"},                 // hyphens are not checked
      {"\u00E4..b", "xn--4ca..b"},              // nor empty labels
      {"\u00E4.xn--a", std::nullopt},           // bad punycode
      {"a\u200Db\u00E4", std::nullopt},         // ContextJ
      {"\u05D0a\u00E4", std::nullopt},          // Bidi
      {"\u00E4\uFFFD", std::nullopt},
      {"\u00E4\uE000", std::nullopt},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(unicode_domain_to_ascii(c.input), c.output) << c.input;
  }
}

TEST(Idna, BoundsWhatIcuIsGiven) {
  std::string label;
  while (label.size() < 60) label += "\u00E4";
  std::string domain;
  while (domain.size() + label.size() + 1 <= kMaxUnicodeDomain) {
    domain += label + ".";
  }
  EXPECT_TRUE(unicode_domain_to_ascii(domain));
  EXPECT_FALSE(unicode_domain_to_ascii(domain + label + "."));
}

TEST(Idna, ConvertsToUnicodeOrNotAtAll) {
  EXPECT_EQ(domain_to_unicode("xn--bcher-kva.example"), "b\u00FCcher.example");
  EXPECT_EQ(domain_to_unicode("example.com"), "example.com");
  EXPECT_EQ(domain_to_unicode("xn--bcher-kva.xn--a"), "xn--bcher-kva.xn--a");
  EXPECT_EQ(domain_to_unicode("[::1]"), "[::1]");
  EXPECT_EQ(domain_to_unicode(""), "");
}

}  // namespace
}  // namespace pagescan
