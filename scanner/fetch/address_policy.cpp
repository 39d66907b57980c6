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

// Mapped, compatible, translated, NAT64, 6to4: one IPv4 address at a place.
constexpr EmbeddedIpv4 kEmbeddedIpv4[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 96, 12},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 96, 12},
    {{0, 0x64, 0xff, 0x9b}, 96, 12},
    {{0x20, 0x02}, 16, 2},
};

bool is_unspecified_or_loopback(const IpAddress& address) {
  constexpr std::array<uint8_t, 15> kZeros{};
  return std::ranges::equal(std::span(address.bytes).first(15), kZeros) &&
         address.bytes[15] <= 1;
}

IpAddress ipv4_at(const IpAddress& address, size_t offset, uint8_t flip = 0) {
  IpAddress ipv4;
  for (size_t i = 0; i < 4; ++i) {
    ipv4.bytes[i] = static_cast<uint8_t>(address.bytes[offset + i] ^ flip);
  }
  return ipv4;
}

/// The interface identifiers of ISATAP: 0000:5efe or 0200:5efe, then IPv4.
bool is_isatap(const IpAddress& address) {
  const std::span<const uint8_t> id = std::span(address.bytes).subspan(8, 4);
  return (id[0] == 0 || id[0] == 2) && id[1] == 0 && id[2] == 0x5e &&
         id[3] == 0xfe;
}

AddressClass classify_ipv6(const IpAddress& address) {
  if (is_unspecified_or_loopback(address)) {
    return address.bytes[15] == 0 ? AddressClass::kUnspecified
                                  : AddressClass::kLoopback;
  }
  const std::vector<IpAddress> carried = embedded_ipv4(address);
  for (const IpAddress& ipv4 : carried) {
    const AddressClass of_ipv4 = classify_ipv4(ipv4.bytes);
    if (of_ipv4 != AddressClass::kPublic) return of_ipv4;
  }
  // Where the prefix says that IPv4 is behind it, that was all there is to say.
  if (!carried.empty() && !is_isatap(address)) return AddressClass::kPublic;
  for (const Ipv6Entry& entry : kIpv6Special) {
    if (has_prefix(address.bytes, entry.prefix, entry.bits)) {
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
  return address.family == Family::kIpv4 ? classify_ipv4(address.bytes)
                                         : classify_ipv6(address);
}

std::vector<IpAddress> embedded_ipv4(const IpAddress& address) {
  if (address.family == Family::kIpv4 || is_unspecified_or_loopback(address)) {
    return {};
  }
  std::vector<IpAddress> carried;
  for (const EmbeddedIpv4& entry : kEmbeddedIpv4) {
    if (has_prefix(address.bytes, entry.prefix, entry.bits)) {
      carried.push_back(ipv4_at(address, entry.offset));
    }
  }
  constexpr std::array<uint8_t, 4> kTeredo{0x20, 0x01, 0, 0};
  if (has_prefix(address.bytes, kTeredo, 32)) {
    // The client, every bit flipped, and the server.
    carried.push_back(ipv4_at(address, 12, 0xff));
    carried.push_back(ipv4_at(address, 4));
  }
  if (is_isatap(address)) carried.push_back(ipv4_at(address, 12));
  return carried;
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

bool AddressPolicy::denies(const IpAddress& address) const {
  const auto is_denied = [this](const IpAddress& one) {
    return std::ranges::any_of(
        denied, [&](const AddressRange& range) { return range.contains(one); });
  };
  return is_denied(address) ||
         std::ranges::any_of(embedded_ipv4(address), is_denied);
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

AddressVerdict AddressGuard::judge(const IpAddress& address) const {
  using enum AddressVerdict;
  if (policy_.denies(address)) return kDenied;
  if (policy_.private_policy == PrivatePolicy::kAllowAll) return kAllowed;
  const AddressClass address_class = policy_.classify(address);
  if (address_class == AddressClass::kPublic) return kAllowed;
  if (policy_.private_policy == PrivatePolicy::kDenyAll) return kNotPublic;
  const bool is_own_loopback =
      typed_loopback_ && address_class == AddressClass::kLoopback;
  const bool is_typed = std::ranges::find(typed_, address) != typed_.end();
  return is_own_loopback || is_typed ? kAllowed : kNotPublic;
}

}  // namespace pagescan
