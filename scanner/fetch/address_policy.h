// The network guard's decision: which IP addresses a scan may connect to.
// Pure functions of addresses; nothing here resolves or connects. Values;
// thread-safe.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

/// An IPv4 or IPv6 address; IPv4 in the first four bytes.
struct IpAddress {
  enum class Family { kIpv4, kIpv6 };

  Family family = Family::kIpv4;
  std::array<uint8_t, 16> bytes{};

  /// "192.0.2.1", "2001:db8::1" or "[2001:db8::1]"; only the canonical dotted
  /// form of IPv4, a zone is dropped.
  static std::optional<IpAddress> parse(std::string_view text);
  static std::optional<IpAddress> from_sockaddr(const sockaddr& address);
  std::string to_string() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

/// What an address is for, after the IANA special-purpose registries
/// (https://www.iana.org/assignments/iana-ipv4-special-registry and
/// iana-ipv6-special-registry).
enum class AddressClass {
  kPublic,
  kUnspecified,  // 0.0.0.0, ::
  kLoopback,     // 127/8, ::1
  kPrivate,      // RFC 1918, deprecated site-local, local-use NAT64
  kLinkLocal,    // 169.254/16 (cloud metadata lives there), fe80::/10
  kUniqueLocal,  // fc00::/7
  kCarrierNat,   // 100.64/10
  kMulticast,
  kDocumentation,
  kReserved,  // benchmarking, protocol assignments, future use
  kBroadcast,
};

/// The IPv4 addresses an IPv6 address carries: mapped and compatible (RFC 4291
/// section 2.5.5), translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056),
/// ISATAP (RFC 5214), and both ends of Teredo (RFC 4380). None for IPv4.
std::vector<IpAddress> embedded_ipv4(const IpAddress& address);

/// A word or two for a person: "loopback", "private", "link-local".
std::string_view address_class_name(AddressClass address_class);

/// The class of an address. IPv6 is public only in 2000::/3; addresses that
/// carry IPv4 addresses (see embedded_ipv4) are what those are, and public only
/// where all of them are.
AddressClass classify(const IpAddress& address);

/// Addresses whose first `bits` bits are those of `base`.
struct AddressRange {
  IpAddress base;
  unsigned bits = 0;

  /// "10.0.0.0/8", "fd00::/8", or one address.
  static std::optional<AddressRange> parse(std::string_view text);
  bool contains(const IpAddress& address) const;
};

enum class PrivatePolicy {
  kAllowTyped,  // not public: only what the user typed (see AddressGuard)
  kAllowAll,    // --allow-private
  kDenyAll,     // --deny-private
};

/// Treats a range as another class than classify() says. The first match wins.
/// For networks with their own ideas, and for tests on loopback.
struct AddressOverride {
  AddressRange range;
  AddressClass address_class = AddressClass::kPublic;
};

struct AddressPolicy {
  PrivatePolicy private_policy = PrivatePolicy::kAllowTyped;
  std::vector<AddressOverride> overrides = {};
  /// --deny-address: refused whatever else holds.
  std::vector<AddressRange> denied = {};

  AddressClass classify(const IpAddress& address) const;
  /// Whether a denied range holds the address or one it carries.
  bool denies(const IpAddress& address) const;
};

enum class AddressVerdict {
  kAllowed,
  kNotPublic,  // of a class the private policy does not let pass
  kDenied,     // in AddressPolicy::denied
};

/// Whether `host` is localhost or a name under it, which never leave the
/// machine (RFC 6761 section 6.3).
bool is_localhost_name(std::string_view host);

/// One target's judge. What AddressPolicy::denied holds is refused. Else under
/// kAllowTyped an address that is not public is
/// allowed
/// - when the user typed that very address for the target: as the URL's host,
///   or in a --resolve entry for the URL's host; localhost stands for
///   127.0.0.1 and ::1;
/// - when it is a loopback address and the user typed one.
/// So a private page may redirect to its own host on any port, and a public
/// page never leads, by redirect or DNS, into a private address. The decision
/// needs only the address, so it holds whatever host a hop names.
class AddressGuard {
 public:
  /// `typed_host` is the serialised host of the target's URL; `pinned` are
  /// the addresses the user gave for that host.
  AddressGuard(AddressPolicy policy, std::string_view typed_host,
               const std::vector<IpAddress>& pinned);

  AddressVerdict judge(const IpAddress& address) const;
  bool allows(const IpAddress& address) const {
    return judge(address) == AddressVerdict::kAllowed;
  }
  AddressClass classify(const IpAddress& address) const {
    return policy_.classify(address);
  }

 private:
  void add_typed(const IpAddress& address);

  AddressPolicy policy_;
  std::vector<IpAddress> typed_;
  bool typed_loopback_ = false;
};

}  // namespace pagescan
