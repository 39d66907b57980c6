#include "scanner/fetch/address_policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <span>
#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

using Family = IpAddress::Family;

bool has_prefix(std::span<const uint8_t> address,
                std::span<const uint8_t> prefix, unsigned bits) {
  const size_t whole = bits / 8;
  if (!std::ranges::equal(prefix.first(whole), address.first(whole))) {
    return false;
  }
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<uint8_t>(0xff << (8 - rest));
  return (address[whole] & mask) == (prefix[whole] & mask);
}

struct Ipv4Entry {
  std::array<uint8_t, 4> prefix;
  unsigned bits;
  AddressClass address_class;
};

// iana-ipv4-special-registry, most specific first. The few globally reachable
// assignments inside 192.0.0.0/24 are anycast services no page lives on.
constexpr Ipv4Entry kIpv4Special[] = {
    {{0, 0, 0, 0}, 32, AddressClass::kUnspecified},
    {{255, 255, 255, 255}, 32, AddressClass::kBroadcast},
    {{192, 0, 0, 0}, 24, AddressClass::kReserved},
    {{192, 0, 2, 0}, 24, AddressClass::kDocumentation},
    {{192, 88, 99, 0}, 24, AddressClass::kReserved},
    {{198, 51, 100, 0}, 24, AddressClass::kDocumentation},
    {{203, 0, 113, 0}, 24, AddressClass::kDocumentation},
    {{169, 254, 0, 0}, 16, AddressClass::kLinkLocal},
    {{192, 168, 0, 0}, 16, AddressClass::kPrivate},
    {{198, 18, 0, 0}, 15, AddressClass::kReserved},
    {{172, 16, 0, 0}, 12, AddressClass::kPrivate},
    {{100, 64, 0, 0}, 10, AddressClass::kCarrierNat},
    {{0, 0, 0, 0}, 8, AddressClass::kReserved},
    {{10, 0, 0, 0}, 8, AddressClass::kPrivate},
    {{127, 0, 0, 0}, 8, AddressClass::kLoopback},
    {{224, 0, 0, 0}, 4, AddressClass::kMulticast},
    {{240, 0, 0, 0}, 4, AddressClass::kReserved},
};

struct Ipv6Entry {
  std::array<uint8_t, 8> prefix;
  unsigned bits;
  AddressClass address_class;
};

// iana-ipv6-special-registry, most specific first. What no entry holds is
// public inside 2000::/3 and reserved outside it. 2001::/23 stands for the
// protocol assignments in it, benchmarking and ORCHID among them.
constexpr Ipv6Entry kIpv6Special[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, AddressClass::kPrivate},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, AddressClass::kDocumentation},
    {{0x20, 0x01, 0x00}, 23, AddressClass::kReserved},
    {{0x3f, 0xff, 0x00}, 20, AddressClass::kDocumentation},
    {{0xfe, 0x80}, 10, AddressClass::kLinkLocal},
    {{0xfe, 0xc0}, 10, AddressClass::kPrivate},
    {{0xff}, 8, AddressClass::kMulticast},
    {{0xfc}, 7, AddressClass::kUniqueLocal},
    {{0x20}, 3, AddressClass::kPublic},
};

AddressClass classify_ipv4(std::span<const uint8_t> address) {
  for (const Ipv4Entry& entry : kIpv4Special) {
    if (has_prefix(address, entry.prefix, entry.bits)) {
      return entry.address_class;
    }
  }
  return AddressClass::kPublic;
}

struct EmbeddedIpv4 {
  std::array<uint8_t, 12> prefix;
  unsigned bits;
  size_t offset;  // of the IPv4 address
};

// Where IPv6 carries IPv4: mapped and compatible (RFC 4291 section 2.5.5),
// translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056).
constexpr EmbeddedIpv4 kEmbeddedIpv4[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 96, 12},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 96, 12},
    {{0, 0x64, 0xff, 0x9b}, 96, 12},
    {{0x20, 0x02}, 16, 2},
};

/// Teredo (RFC 4380): the server's address, and the client's with every bit
/// flipped. Public only where both are.
AddressClass classify_teredo(std::span<const uint8_t> address) {
  std::array<uint8_t, 4> client{};
  for (size_t i = 0; i < client.size(); ++i) {
    client[i] = static_cast<uint8_t>(address[12 + i] ^ 0xff);
  }
  const AddressClass of_client = classify_ipv4(client);
  return of_client != AddressClass::kPublic
             ? of_client
             : classify_ipv4(address.subspan(4, 4));
}

AddressClass classify_ipv6(std::span<const uint8_t> address) {
  constexpr std::array<uint8_t, 16> kUnspecified{};
  constexpr std::array<uint8_t, 16> kLoopback{0, 0, 0, 0, 0, 0, 0, 0,
                                              0, 0, 0, 0, 0, 0, 0, 1};
  constexpr std::array<uint8_t, 4> kTeredo{0x20, 0x01, 0, 0};
  if (std::ranges::equal(address, kUnspecified)) {
    return AddressClass::kUnspecified;
  }
  if (std::ranges::equal(address, kLoopback)) return AddressClass::kLoopback;
  for (const EmbeddedIpv4& entry : kEmbeddedIpv4) {
    if (has_prefix(address, entry.prefix, entry.bits)) {
      return classify_ipv4(address.subspan(entry.offset, 4));
    }
  }
  if (has_prefix(address, kTeredo, 32)) return classify_teredo(address);
  for (const Ipv6Entry& entry : kIpv6Special) {
    if (has_prefix(address, entry.prefix, entry.bits)) {
      return entry.address_class;
    }
  }
  return AddressClass::kReserved;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  text = text.substr(0, text.find('%'));
  const std::string copy(text);
  IpAddress address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  address.family = Family::kIpv6;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::from_sockaddr(const sockaddr& address) {
  IpAddress ip;
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof(v4));
    std::memcpy(ip.bytes.data(), &v4.sin_addr, sizeof(v4.sin_addr));
    return ip;
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof(v6));
    std::memcpy(ip.bytes.data(), &v6.sin6_addr, sizeof(v6.sin6_addr));
    ip.family = Family::kIpv6;
    return ip;
  }
  return std::nullopt;
}

std::string IpAddress::to_string() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int af = family == Family::kIpv4 ? AF_INET : AF_INET6;
  inet_ntop(af, bytes.data(), text.data(), text.size());
  return text.data();
}

std::string_view address_class_name(AddressClass address_class) {
  switch (address_class) {
    case AddressClass::kPublic:
      return "public";
    case AddressClass::kUnspecified:
      return "unspecified";
    case AddressClass::kLoopback:
      return "loopback";
    case AddressClass::kPrivate:
      return "private";
    case AddressClass::kLinkLocal:
      return "link-local";
    case AddressClass::kUniqueLocal:
      return "unique local";
    case AddressClass::kCarrierNat:
      return "carrier NAT";
    case AddressClass::kMulticast:
      return "multicast";
    case AddressClass::kDocumentation:
      return "documentation";
    case AddressClass::kReserved:
      return "reserved";
    case AddressClass::kBroadcast:
      return "broadcast";
  }
  return "reserved";
}

AddressClass classify(const IpAddress& address) {
  const std::span<const uint8_t> bytes(address.bytes);
  return address.family == Family::kIpv4 ? classify_ipv4(bytes.first(4))
                                         : classify_ipv6(bytes);
}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
  const size_t slash = text.find('/');
  const auto base = IpAddress::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  const unsigned size = base->family == Family::kIpv4 ? 32 : 128;
  AddressRange range{*base, size};
  if (slash == std::string_view::npos) return range;
  const std::string_view bits = text.substr(slash + 1);
  const char* const end = bits.data() + bits.size();
  const auto parsed = std::from_chars(bits.data(), end, range.bits);
  if (parsed.ec != std::errc() || parsed.ptr != end || range.bits > size) {
    return std::nullopt;
  }
  return range;
}

bool AddressRange::contains(const IpAddress& address) const {
  return address.family == base.family &&
         has_prefix(address.bytes, base.bytes, bits);
}

AddressClass AddressPolicy::classify(const IpAddress& address) const {
  for (const AddressOverride& entry : overrides) {
    if (entry.range.contains(address)) return entry.address_class;
  }
  return pagescan::classify(address);
}

bool is_localhost_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  constexpr std::string_view kSuffix = ".localhost";
  if (ascii_iequals(host, "localhost")) return true;
  return host.size() > kSuffix.size() &&
         ascii_iequals(host.substr(host.size() - kSuffix.size()), kSuffix);
}

AddressGuard::AddressGuard(AddressPolicy policy, std::string_view typed_host,
                           const std::vector<IpAddress>& pinned)
    : policy_(std::move(policy)) {
  if (const auto literal = IpAddress::parse(typed_host)) add_typed(*literal);
  if (is_localhost_name(typed_host)) {
    for (const char* const text : {"127.0.0.1", "::1"}) {
      add_typed(*IpAddress::parse(text));
    }
  }
  for (const IpAddress& address : pinned) add_typed(address);
}

void AddressGuard::add_typed(const IpAddress& address) {
  typed_.push_back(address);
  if (policy_.classify(address) == AddressClass::kLoopback) {
    typed_loopback_ = true;
  }
}

bool AddressGuard::allows(const IpAddress& address) const {
  if (policy_.private_policy == PrivatePolicy::kAllowAll) return true;
  const AddressClass address_class = policy_.classify(address);
  if (address_class == AddressClass::kPublic) return true;
  if (policy_.private_policy == PrivatePolicy::kDenyAll) return false;
  if (typed_loopback_ && address_class == AddressClass::kLoopback) return true;
  return std::ranges::find(typed_, address) != typed_.end();
}

}  // namespace pagescan
