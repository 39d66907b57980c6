#include "scanner/url/host.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

struct Good {
  std::string_view input;
  HostSyntax syntax;
  std::string_view output;
  HostKind kind;
};

TEST(ParseHost, SerialisesEachKind) {
  constexpr auto kDomain = HostSyntax::kDomain;
  constexpr auto kOpaque = HostSyntax::kOpaque;
  const std::vector<Good> cases = {
      {"Example.COM", kDomain, "example.com", HostKind::kDomain},
      {"ex%41mple%2Ecom", kDomain, "example.com", HostKind::kDomain},
      {"b\u00FCcher.example", kDomain, "xn--bcher-kva.example",
       HostKind::kDomain},
      {"b%C3%BCcher.example", kDomain, "xn--bcher-kva.example",
       HostKind::kDomain},
      {"\uFF11\uFF12\uFF17.1", kDomain, "127.0.0.1", HostKind::kIpv4},
      {"xn--a", kDomain, "xn--a", HostKind::kDomain},  // not validated
      {"<\u0338", kDomain, "xn--gdh", HostKind::kDomain},
      {"a_b", kDomain, "a_b", HostKind::kDomain},
      {"127.1", kDomain, "127.0.0.1", HostKind::kIpv4},
      {"0x7f.1.", kDomain, "127.0.0.1", HostKind::kIpv4},
      {"1.2.3.4..", kDomain, "1.2.3.4..", HostKind::kDomain},
      {"127.0.0.1", kOpaque, "127.0.0.1", HostKind::kOpaque},
      {"A%41\u00E4", kOpaque, "A%41%C3%A4", HostKind::kOpaque},
      {"", kOpaque, "", HostKind::kEmpty},
      {"[::1]", kDomain, "[::1]", HostKind::kIpv6},
      {"[1:0:0:2:0:0:0:3]", kOpaque, "[1:0:0:2::3]", HostKind::kIpv6},
      {"[0:0:1:0:0:1:0:0]", kDomain, "[::1:0:0:1:0:0]", HostKind::kIpv6},
      {"[1:2:3:4:5:6:7::]", kDomain, "[1:2:3:4:5:6:7:0]", HostKind::kIpv6},
      {"[::FFFF:1.2.3.4]", kDomain, "[::ffff:102:304]", HostKind::kIpv6},
      {"[1::]", kDomain, "[1::]", HostKind::kIpv6},
      {"[::]", kDomain, "[::]", HostKind::kIpv6},
  };
  for (const Good& c : cases) {
    std::string out = "before";
    const auto kind = parse_host(c.input, c.syntax, out);
    ASSERT_TRUE(kind.has_value()) << c.input << ": " << kind.error();
    EXPECT_EQ(out, "before" + std::string(c.output)) << c.input;
    EXPECT_EQ(*kind, c.kind) << c.input;
  }
}

struct Bad {
  std::string_view input;
  HostSyntax syntax;
  std::string_view message;
};

TEST(ParseHost, SaysWhatIsWrong) {
  constexpr auto kDomain = HostSyntax::kDomain;
  constexpr auto kOpaque = HostSyntax::kOpaque;
  const std::vector<Bad> cases = {
      {"a b", kDomain,
       R"(the host "a b" contains " ", which no host may contain)"},
      {"a%00b", kDomain,
       R"(the host "a%00b" contains "\x00", which no host may contain)"},
      {"a%25b", kDomain,
       R"(the host "a%25b" contains "%", which no host may contain)"},
      {"a<b", kOpaque,
       R"(the host "a<b" contains "<", which no host may contain)"},
      {"\u00AD", kDomain, R"(the host "\u{AD}" is empty)"},
      {"%FF", kDomain,
       R"(the host "%FF" is no valid internationalised domain name)"},
      {"1.2.3.256", kDomain,
       R"(the host "1.2.3.256" ends in a number but is no IPv4 address)"},
      {"x.09", kDomain,
       R"(the host "x.09" ends in a number but is no IPv4 address)"},
      {"[::1", kDomain, R"(the host "[::1" has no closing bracket)"},
      {"[", kDomain, R"(the host "[" has no closing bracket)"},
      {"[]", kOpaque, R"(the host "[]" is no IPv6 address)"},
  };
  for (const Bad& c : cases) {
    std::string out;
    const auto kind = parse_host(c.input, c.syntax, out);
    ASSERT_FALSE(kind.has_value()) << c.input << " gave " << out;
    EXPECT_EQ(kind.error(), c.message);
  }
}

TEST(ParseIpv4, ReadsEveryNotation) {
  EXPECT_EQ(parse_ipv4("1.2.3.4"), 0x01020304U);
  EXPECT_EQ(parse_ipv4("0x7f000001"), 0x7F000001U);
  EXPECT_EQ(parse_ipv4("4294967295"), 0xFFFFFFFFU);
  EXPECT_EQ(parse_ipv4("017700000001"), 0x7F000001U);
  EXPECT_EQ(parse_ipv4("1.65536"), 0x01010000U);
  EXPECT_EQ(parse_ipv4("0x"), 0U);
  EXPECT_EQ(parse_ipv4("1.2.3.4."), 0x01020304U);
}

TEST(ParseIpv4, RefusesTheRest) {
  for (const std::string_view text :
       {"", ".", "1..2", "1.2..", "4294967296", "1.2.3.4.5", "256.1.1.1",
        "1.16777216", "08", "0x1g", "-1", "+1", " 1", "a",
        "99999999999999999999999999999999999999"}) {
    EXPECT_FALSE(parse_ipv4(text)) << text;
  }
}

TEST(ParseIpv6, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
        "12345::", "g::", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "::1.2.3.4.5",
        "::1.2.3.256", "::01.2.3.4", "::1.2.3.4x", "::.1.2.3", "1:", "::1%eth0",
        "::1:"}) {
    EXPECT_FALSE(parse_ipv6(text)) << text;
  }
  const auto address = parse_ipv6("1:2:3:4:5:6:7::");
  ASSERT_TRUE(address);
  EXPECT_EQ((*address)[6], 7);
  EXPECT_EQ((*address)[7], 0);
}

}  // namespace
}  // namespace pagescan
