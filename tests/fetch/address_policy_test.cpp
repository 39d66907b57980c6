#include "scanner/fetch/address_policy.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/url/url.h"

namespace pagescan {
namespace {

using enum AddressClass;

struct ClassCase {
  std::string_view address;
  AddressClass expected;
};

TEST(AddressPolicyTest, ClassifiesIpv4) {
  const ClassCase cases[] = {
      {"8.8.8.8", kPublic},
      {"1.1.1.1", kPublic},
      {"0.0.0.0", kUnspecified},
      {"0.0.0.1", kReserved},
      {"0.255.255.255", kReserved},
      {"1.0.0.0", kPublic},
      {"9.255.255.255", kPublic},
      {"10.0.0.0", kPrivate},
      {"10.255.255.255", kPrivate},
      {"11.0.0.0", kPublic},
      {"100.63.255.255", kPublic},
      {"100.64.0.0", kCarrierNat},
      {"100.127.255.255", kCarrierNat},
      {"100.128.0.0", kPublic},
      {"126.255.255.255", kPublic},
      {"127.0.0.1", kLoopback},
      {"127.255.255.255", kLoopback},
      {"128.0.0.0", kPublic},
      {"169.253.255.255", kPublic},
      {"169.254.169.254", kLinkLocal},
      {"169.255.0.0", kPublic},
      {"172.15.255.255", kPublic},
      {"172.16.0.0", kPrivate},
      {"172.31.255.255", kPrivate},
      {"172.32.0.0", kPublic},
      {"192.0.0.1", kReserved},
      {"192.0.1.0", kPublic},
      {"192.0.2.1", kDocumentation},
      {"192.0.3.0", kPublic},
      {"192.88.98.255", kPublic},
      {"192.88.99.1", kReserved},
      {"192.167.255.255", kPublic},
      {"192.168.0.1", kPrivate},
      {"192.169.0.0", kPublic},
      {"198.17.255.255", kPublic},
      {"198.18.0.1", kReserved},
      {"198.19.255.255", kReserved},
      {"198.20.0.0", kPublic},
      {"198.51.100.7", kDocumentation},
      {"203.0.113.9", kDocumentation},
      {"203.0.114.0", kPublic},
      {"223.255.255.255", kPublic},
      {"224.0.0.1", kMulticast},
      {"239.255.255.255", kMulticast},
      {"240.0.0.1", kReserved},
      {"255.255.255.254", kReserved},
      {"255.255.255.255", kBroadcast},
  };
  for (const ClassCase& test : cases) {
    const auto address = IpAddress::parse(test.address);
    ASSERT_TRUE(address) << test.address;
    EXPECT_EQ(classify(*address), test.expected)
        << test.address << " is " << address_class_name(classify(*address));
  }
}

TEST(AddressPolicyTest, ClassifiesIpv6) {
  const ClassCase cases[] = {
      {"2606:4700::1111", kPublic},
      {"2a00:1450:4001::1", kPublic},
      {"::", kUnspecified},
      {"::1", kLoopback},
      {"::2", kReserved},
      {"::ffff:127.0.0.1", kLoopback},
      {"::ffff:10.1.2.3", kPrivate},
      {"::ffff:169.254.169.254", kLinkLocal},
      {"::ffff:8.8.8.8", kPublic},
      {"::127.0.0.1", kLoopback},
      {"::192.168.1.1", kPrivate},
      {"::ffff:0:127.0.0.1", kLoopback},
      {"::ffff:0:10.0.0.1", kPrivate},
      {"64:ff9b::127.0.0.1", kLoopback},
      {"64:ff9b::10.0.0.1", kPrivate},
      {"64:ff9b::8.8.8.8", kPublic},
      {"64:ff9b:1::8.8.8.8", kPrivate},
      {"64:ff9b:2::1", kReserved},
      {"2002:7f00:1::", kLoopback},
      {"2002:a00:1::", kPrivate},
      {"2002:808:808::1", kPublic},
      // Teredo: server 8.8.8.8, client 127.0.0.1, then 8.8.8.8, flipped.
      {"2001:0:808:808::80ff:fffe", kLoopback},
      {"2001:0:808:808::f7f7:f7f7", kPublic},
      {"2001:0:a00:1::f7f7:f7f7", kPrivate},
      {"2001:1::1", kReserved},
      {"2001:2::1", kReserved},
      {"2001:20::1", kReserved},
      {"2001:1ff:ffff::1", kReserved},
      {"2001:200::1", kPublic},
      {"2001:db8::1", kDocumentation},
      {"2001:db9::1", kPublic},
      {"3ffe::1", kPublic},
      {"3fff::1", kDocumentation},
      {"3fff:fff::1", kDocumentation},
      {"3fff:1000::1", kPublic},
      {"4000::1", kReserved},
      {"5f00::1", kReserved},
      {"100::1", kReserved},
      {"1fff::1", kReserved},
      {"fbff::1", kReserved},
      {"fc00::1", kUniqueLocal},
      {"fdff:ffff::1", kUniqueLocal},
      {"fe00::1", kReserved},
      {"fe80::1", kLinkLocal},
      {"febf::1", kLinkLocal},
      {"fec0::1", kPrivate},
      {"ff02::1", kMulticast},
      {"ff0e::1", kMulticast},
      {"fe80::1%eth0", kLinkLocal},
      // ISATAP: a tunnel to the IPv4 address in the last 32 bits.
      {"2a00:1450::5efe:10.0.0.1", kPrivate},
      {"2a00:1450::200:5efe:127.0.0.1", kLoopback},
      {"2a00:1450::5efe:8.8.8.8", kPublic},
      {"2a00:1450::5eff:10.0.0.1", kPublic},
      {"fd00::5efe:8.8.8.8", kUniqueLocal},
      // 6to4 of a public site that is ISATAP inside.
      {"2002:808:808::5efe:10.0.0.1", kPrivate},
      {"2002:e000:1::", kMulticast},
      {"2002:c000:201::", kDocumentation},
      {"64:ff9b::192.0.2.1", kDocumentation},
      {"64:ff9b::169.254.169.254", kLinkLocal},
      {"64:ff9b:1:ffff::1", kPrivate},
      {"::ffff:100.64.0.1", kCarrierNat},
      {"::ffff:255.255.255.255", kBroadcast},
      {"::ffff:0.0.0.0", kUnspecified},
      {"feff::1", kPrivate},
  };
  for (const ClassCase& test : cases) {
    const auto address = IpAddress::parse(test.address);
    ASSERT_TRUE(address) << test.address;
    EXPECT_EQ(classify(*address), test.expected)
        << test.address << " is " << address_class_name(classify(*address));
  }
}

struct NotationCase {
  std::string_view host;     // as a URL has it
  std::string_view address;  // "": no URL, "name": a name to look up
  AddressClass expected = kPublic;
};

// What the URL parser makes of a host is what the guard judges.
TEST(AddressPolicyTest, SeesThroughNotations) {
  const NotationCase cases[] = {
      {"127.0.0.1", "127.0.0.1", kLoopback},
      {"127.0.0.1.", "127.0.0.1", kLoopback},
      {"127.1", "127.0.0.1", kLoopback},
      {"127.0.1", "127.0.0.1", kLoopback},
      {"2130706433", "127.0.0.1", kLoopback},
      {"017700000001", "127.0.0.1", kLoopback},
      {"0x7f000001", "127.0.0.1", kLoopback},
      {"0X7F.0x0.0.01", "127.0.0.1", kLoopback},
      {"0x7f.1", "127.0.0.1", kLoopback},
      {"0177.0.0.1", "127.0.0.1", kLoopback},
      {"%31%32%37.0.0.1", "127.0.0.1", kLoopback},
      {"\uFF11\uFF12\uFF17.\uFF10.\uFF10.\uFF11", "127.0.0.1", kLoopback},
      {"\u2460\u2461\u2466.0.0.1", "127.0.0.1", kLoopback},
      {"127\u30020\uFF0E0\uFF611", "127.0.0.1", kLoopback},
      {"1\u00AD27.0.0.1", "127.0.0.1", kLoopback},
      {"0", "0.0.0.0", kUnspecified},
      {"0x", "0.0.0.0", kUnspecified},
      {"0.0.0.0", "0.0.0.0", kUnspecified},
      {"10.1", "10.0.0.1", kPrivate},
      {"167772161", "10.0.0.1", kPrivate},
      {"192.168.257", "192.168.1.1", kPrivate},
      {"0xa9fea9fe", "169.254.169.254", kLinkLocal},
      {"4294967295", "255.255.255.255", kBroadcast},
      {"134744072", "8.8.8.8", kPublic},
      {"[::1]", "::1", kLoopback},
      {"[0:0::0:1]", "::1", kLoopback},
      {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1", kLoopback},
      {"[::ffff:7f00:1]", "::ffff:127.0.0.1", kLoopback},
      {"[::127.0.0.1]", "::127.0.0.1", kLoopback},
      {"[64:ff9b::10.0.0.1]", "64:ff9b::a00:1", kPrivate},
      {"[2002:a00:1::]", "2002:a00:1::", kPrivate},
      {"[FE80::1]", "fe80::1", kLinkLocal},
      {"4294967296", ""},
      {"256.0.0.1", ""},
      {"1.2.3.4.5", ""},
      {"127.0.0.0x100", ""},
      {"[::1%25lo]", ""},
      {"[::1%lo]", ""},
      {"[127.0.0.1]", ""},
      {"[::1", ""},
      {"1.2.3.08", ""},
      {"localhost", "name"},
      {"LOCALHOST", "name"},
      {"localhost.", "name"},
      {"foo.localhost", "name"},
      {"\uFF4Cocalhost", "name"},
  };
  for (const NotationCase& test : cases) {
    const auto url = Url::parse("http://" + std::string(test.host) + "/");
    ASSERT_EQ(url.has_value(), !test.address.empty()) << test.host;
    if (!url) continue;
    const auto address = IpAddress::parse(url->host());
    ASSERT_EQ(address.has_value(), test.address != "name") << test.host;
    EXPECT_EQ(is_localhost_name(url->host()), !address) << test.host;
    if (!address) continue;
    EXPECT_EQ(address, IpAddress::parse(test.address)) << test.host;
    EXPECT_EQ(classify(*address), test.expected) << test.host;
    // A public page is never led there.
    const AddressGuard guard({}, "example.test", {});
    EXPECT_EQ(guard.allows(*address), test.expected == kPublic) << test.host;
  }
}

TEST(AddressPolicyTest, DeniesRangesAndWhatCarriesThem) {
  AddressPolicy policy;
  policy.private_policy = PrivatePolicy::kAllowAll;
  policy.denied = {*AddressRange::parse("198.51.100.0/24"),
                   *AddressRange::parse("2a00:1450::/32")};
  const AddressGuard guard(policy, "198.51.100.7",
                           {*IpAddress::parse("198.51.100.7")});
  for (const std::string_view text :
       {"198.51.100.0", "198.51.100.255", "::ffff:198.51.100.7",
        "::198.51.100.7", "64:ff9b::198.51.100.7", "2002:c633:6407::1",
        "2001:0:808:808::39cc:9bf8", "2001:0:c633:6407::f7f7:f7f7",
        "2a01::5efe:198.51.100.7", "2a00:1450:ffff::1"}) {
    EXPECT_EQ(guard.judge(*IpAddress::parse(text)), AddressVerdict::kDenied)
        << text;
  }
  for (const std::string_view text :
       {"198.51.99.255", "198.51.101.0", "::ffff:198.51.101.1", "2a00:1451::1",
        "10.0.0.1", "::1"}) {
    EXPECT_EQ(guard.judge(*IpAddress::parse(text)), AddressVerdict::kAllowed)
        << text;
  }
  policy.private_policy = PrivatePolicy::kDenyAll;
  EXPECT_EQ(
      AddressGuard(policy, "10.0.0.1", {}).judge(*IpAddress::parse("10.0.0.1")),
      AddressVerdict::kNotPublic);
}

TEST(AddressPolicyTest, ParsesOnlyCanonicalAddresses) {
  for (const std::string_view bad :
       {"", "127.1", "0x7f.0.0.1", "2130706433", "localhost", "1.2.3.4.5",
        "1.2.3", "256.1.1.1", "::g", "[127.0.0.1", "1.2.3.4 "}) {
    EXPECT_EQ(IpAddress::parse(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(IpAddress::parse("[2001:DB8::1]")->to_string(), "2001:db8::1");
  EXPECT_EQ(IpAddress::parse("fe80::1%eth0")->to_string(), "fe80::1");
  EXPECT_EQ(IpAddress::parse("192.0.2.1")->to_string(), "192.0.2.1");
}

TEST(AddressPolicyTest, ReadsSocketAddresses) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  inet_pton(AF_INET, "192.0.2.7", &v4.sin_addr);
  EXPECT_EQ(IpAddress::from_sockaddr(reinterpret_cast<const sockaddr&>(v4)),
            IpAddress::parse("192.0.2.7"));
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_EQ(IpAddress::from_sockaddr(other), std::nullopt);
}

TEST(AddressPolicyTest, RangesHoldTheirAddresses) {
  const auto range = AddressRange::parse("172.16.0.0/12");
  ASSERT_TRUE(range);
  EXPECT_TRUE(range->contains(*IpAddress::parse("172.31.0.1")));
  EXPECT_FALSE(range->contains(*IpAddress::parse("172.32.0.1")));
  EXPECT_FALSE(range->contains(*IpAddress::parse("ac10::1")));
  EXPECT_TRUE(
      AddressRange::parse("0.0.0.0/0")->contains(*IpAddress::parse("8.8.8.8")));
  EXPECT_EQ(AddressRange::parse("::1")->bits, 128u);
  for (const std::string_view bad :
       {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/8x", "/8", "::/129",
        "10.0.0.0/-1"}) {
    EXPECT_EQ(AddressRange::parse(bad), std::nullopt) << bad;
  }
}

TEST(AddressPolicyTest, KnowsLocalhostNames) {
  for (const std::string_view name : {"localhost", "LOCALHOST", "localhost.",
                                      "a.localhost", "a.b.localhost."}) {
    EXPECT_TRUE(is_localhost_name(name)) << name;
  }
  for (const std::string_view name :
       {"", "notlocalhost", "localhost.test", ".localhost", "localhost.."}) {
    EXPECT_FALSE(is_localhost_name(name)) << name;
  }
}

struct GuardCase {
  PrivatePolicy policy;
  std::string_view typed_host;
  std::vector<std::string_view> pinned;
  std::string_view address;
  bool allowed;
};

TEST(AddressGuardTest, Decides) {
  using enum PrivatePolicy;
  const GuardCase cases[] = {
      // A public start never leads anywhere private.
      {kAllowTyped, "example.test", {}, "8.8.8.8", true},
      {kAllowTyped, "example.test", {}, "127.0.0.1", false},
      {kAllowTyped, "example.test", {}, "169.254.169.254", false},
      {kAllowTyped, "8.8.8.8", {}, "10.0.0.1", false},
      {kAllowTyped, "8.8.8.8", {"10.0.0.1"}, "10.0.0.1", true},
      {kAllowTyped, "example.test", {"8.8.8.8"}, "10.0.0.1", false},
      // What the user typed, and no more.
      {kAllowTyped, "192.168.1.1", {}, "192.168.1.1", true},
      {kAllowTyped, "192.168.1.1", {}, "192.168.1.2", false},
      {kAllowTyped, "192.168.1.1", {}, "127.0.0.1", false},
      {kAllowTyped, "192.168.1.1", {}, "8.8.8.8", true},
      {kAllowTyped, "169.254.169.254", {}, "169.254.169.254", true},
      {kAllowTyped, "[fd00::1]", {}, "fd00::1", true},
      {kAllowTyped, "[fd00::1]", {}, "fd00::2", false},
      {kAllowTyped, "example.test", {"10.0.0.9"}, "10.0.0.9", true},
      {kAllowTyped, "example.test", {"10.0.0.9"}, "10.0.0.8", false},
      // Loopback is one machine.
      {kAllowTyped, "127.0.0.1", {}, "127.0.0.2", true},
      {kAllowTyped, "127.0.0.1", {}, "::1", true},
      {kAllowTyped, "127.0.0.1", {}, "::ffff:127.0.0.1", true},
      {kAllowTyped, "127.0.0.1", {}, "10.0.0.1", false},
      {kAllowTyped, "localhost", {}, "127.0.0.1", true},
      {kAllowTyped, "shop.localhost", {}, "::1", true},
      {kAllowTyped, "localhost", {}, "192.168.0.1", false},
      {kAllowTyped, "localhost.test", {}, "127.0.0.1", false},
      {kDenyAll, "127.0.0.1", {}, "127.0.0.1", false},
      {kDenyAll, "localhost", {}, "::1", false},
      {kDenyAll, "example.test", {"10.0.0.9"}, "10.0.0.9", false},
      {kDenyAll, "example.test", {}, "8.8.8.8", true},
      {kAllowAll, "example.test", {}, "127.0.0.1", true},
      {kAllowAll, "example.test", {}, "10.0.0.1", true},
  };
  for (const GuardCase& test : cases) {
    std::vector<IpAddress> pinned;
    for (const std::string_view text : test.pinned) {
      pinned.push_back(*IpAddress::parse(text));
    }
    const AddressGuard guard({test.policy}, test.typed_host, pinned);
    EXPECT_EQ(guard.allows(*IpAddress::parse(test.address)), test.allowed)
        << test.typed_host << " -> " << test.address;
  }
}

TEST(AddressGuardTest, OverridesDecideTheClass) {
  AddressPolicy policy;
  policy.overrides = {{*AddressRange::parse("127.0.0.66"), kPrivate},
                      {*AddressRange::parse("127.0.0.0/8"), kPublic}};
  const AddressGuard guard(policy, "127.0.0.1", {});
  EXPECT_TRUE(guard.allows(*IpAddress::parse("127.0.0.2")));
  EXPECT_FALSE(guard.allows(*IpAddress::parse("127.0.0.66")));
  EXPECT_FALSE(guard.allows(*IpAddress::parse("::1")));
}

}  // namespace
}  // namespace pagescan
