// IP addresses of private networks in text. Pure functions; linear time;
// thread-safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pagescan {

/// Whether a host as Url::host() gives it is a loopback, link-local or private
/// address (RFC 1918, RFC 3927, RFC 4193), or a name that no public server
/// answers for: localhost, *.local, *.internal, *.lan, one label alone.
bool is_private_host(std::string_view host);

/// Whether a text or an attribute's value of this HTML may hold an address that
/// private_addresses() finds. Reads no more than a few bytes about each dot,
/// colon and character reference; when false, it is certain.
bool may_hold_private_address(std::string_view source);

/// The addresses of RFC 1918 and RFC 4193 that stand in `text` as words of
/// their own: no part of a longer number, version or name, no network with a
/// prefix length, nothing behind "version". Views into `text`; at most `max`.
std::vector<std::string_view> private_addresses(std::string_view text,
                                                size_t max);

}  // namespace pagescan
