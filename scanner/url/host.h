// The host parser of the URL Standard (https://url.spec.whatwg.org/#hosts):
// domains, IPv4 and IPv6 addresses, opaque hosts. Stateless; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace pagescan {

enum class HostKind : uint8_t {
  kNone,    // a URL without a host: mailto:, data:
  kEmpty,   // file:///
  kDomain,  // lower-case ASCII, punycode where it was Unicode
  kIpv4,
  kIpv6,
  kOpaque,  // the host of a URL that is not special
};

/// Which of its two ways the host parser takes: special URLs have domains.
enum class HostSyntax : uint8_t { kDomain, kOpaque };

/// Parses `text` (well-formed UTF-8, percent-encoded at will) and appends the
/// serialised host to `out` (https://url.spec.whatwg.org/#concept-host-parser).
/// Gives its kind, or in words what is wrong with it; `out` then has an
/// unspecified tail.
tl::expected<HostKind, std::string> parse_host(std::string_view text,
                                               HostSyntax syntax,
                                               std::string& out);

/// The IPv4 parser (https://url.spec.whatwg.org/#concept-ipv4-parser): 1 to 4
/// decimal, 0octal or 0xhexadecimal numbers. Nothing where it fails.
std::optional<uint32_t> parse_ipv4(std::string_view text);

/// The IPv6 parser (https://url.spec.whatwg.org/#concept-ipv6-parser) for what
/// stands between the brackets. Nothing where it fails.
std::optional<std::array<uint16_t, 8>> parse_ipv6(std::string_view text);

}  // namespace pagescan
