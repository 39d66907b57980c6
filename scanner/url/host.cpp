#include "scanner/url/host.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/idna.h"
#include "scanner/url/message.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

using HostResult = tl::expected<HostKind, std::string>;

// https://url.spec.whatwg.org/#forbidden-host-code-point and
// https://url.spec.whatwg.org/#forbidden-domain-code-point; kSlow marks what
// needs decoding first.
enum HostByte : uint8_t {
  kForbiddenHost = 1,
  kForbiddenDomain = 2,
  kNotAscii = 4,
};

constexpr std::array<uint8_t, 256> make_host_bytes() {
  std::array<uint8_t, 256> table = {};
  for (size_t byte = 0; byte < table.size(); ++byte) {
    if (byte < 0x20 || byte == 0x7F) table[byte] = kForbiddenDomain;
    if (byte >= 0x80) table[byte] = kNotAscii;
  }
  table['%'] = kForbiddenDomain;
  constexpr std::string_view kBoth("\0\t\n\r #/:<>?@[\\]^|", 17);
  for (const char c : kBoth) {
    table[static_cast<unsigned char>(c)] = kForbiddenHost | kForbiddenDomain;
  }
  return table;
}

constexpr std::array<uint8_t, 256> kHostBytes = make_host_bytes();

uint8_t host_byte(char c) { return kHostBytes[static_cast<unsigned char>(c)]; }

tl::unexpected<std::string> bad_host(std::string_view host,
                                     std::string_view what) {
  return tl::unexpected<std::string>(
      fmt::format("the host {} {}", quote_for_message(host), what));
}

tl::unexpected<std::string> forbidden(std::string_view host, char c) {
  return bad_host(host,
                  fmt::format("contains {}, which no host may contain",
                              quote_for_message(std::string_view(&c, 1))));
}

unsigned hex_digit_value(char c) {
  return static_cast<unsigned>(is_ascii_digit(c) ? c - '0'
                                                 : ascii_lower(c) - 'a' + 10);
}

// A number of an IPv4 address, https://url.spec.whatwg.org/#ipv4-number-parser.
// Values past 32 bits are all alike to the caller, so they saturate.
std::optional<uint64_t> parse_ipv4_number(std::string_view text) {
  constexpr uint64_t kSaturated = uint64_t{1} << 40;
  if (text.empty()) return {};
  unsigned radix = 10;
  if (text.size() > 1 && text[0] == '0') {
    const bool hexadecimal = ascii_lower(text[1]) == 'x';
    radix = hexadecimal ? 16 : 8;
    text.remove_prefix(hexadecimal ? 2 : 1);
  }
  uint64_t value = 0;
  for (const char c : text) {
    if (!is_ascii_hex_digit(c)) return {};
    const unsigned digit = hex_digit_value(c);
    if (digit >= radix) return {};
    value = std::min(value * radix + digit, kSaturated);
  }
  return value;
}

// https://url.spec.whatwg.org/#ends-in-a-number-checker
bool ends_in_a_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const size_t dot = host.rfind('.');
  const std::string_view last =
      dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty() || !is_ascii_digit(last[0])) return false;
  if (std::all_of(last.begin(), last.end(), is_ascii_digit)) return true;
  return parse_ipv4_number(last).has_value();
}

// https://url.spec.whatwg.org/#concept-ipv4-serializer
void append_ipv4(std::string& out, uint32_t address) {
  fmt::format_to(std::back_inserter(out), "{}.{}.{}.{}", address >> 24,
                 (address >> 16) & 255, (address >> 8) & 255, address & 255);
}

// Up to four hexadecimal digits from `i` on, which moves past them.
unsigned parse_ipv6_piece(std::string_view text, size_t& i) {
  unsigned value = 0;
  for (const size_t begin = i; i < text.size() && i - begin < 4; ++i) {
    if (!is_ascii_hex_digit(text[i])) break;
    value = value * 16 + hex_digit_value(text[i]);
  }
  return value;
}

// The IPv4 tail of an IPv6 address ("::1.2.3.4"), into two pieces.
bool parse_ipv4_in_ipv6(std::string_view text, uint16_t* pieces) {
  unsigned numbers_seen = 0;
  size_t i = 0;
  while (i < text.size()) {
    if (numbers_seen > 0) {
      if (text[i] != '.' || numbers_seen == 4) return false;
      ++i;
    }
    if (i == text.size() || !is_ascii_digit(text[i])) return false;
    unsigned number = static_cast<unsigned>(text[i++] - '0');
    while (i < text.size() && is_ascii_digit(text[i])) {
      if (number == 0) return false;  // a leading zero
      number = number * 10 + static_cast<unsigned>(text[i++] - '0');
      if (number > 255) return false;
    }
    uint16_t& piece = pieces[numbers_seen / 2];
    piece = static_cast<uint16_t>(piece * 256 + number);
    ++numbers_seen;
  }
  return numbers_seen == 4;
}

// The run of zero pieces that "::" stands for: the first longest of at least
// two
// (https://url.spec.whatwg.org/#find-the-ipv6-address-compressed-piece-index).
std::pair<size_t, size_t> find_compressed(
    const std::array<uint16_t, 8>& address) {
  size_t best = address.size();
  size_t best_size = 1;
  for (size_t i = 0; i < address.size(); ++i) {
    size_t end = i;
    while (end < address.size() && address[end] == 0) ++end;
    if (end - i > best_size) {
      best = i;
      best_size = end - i;
    }
    i = std::max(i, end);
  }
  return {best, best_size};
}

// https://url.spec.whatwg.org/#concept-ipv6-serializer
void append_ipv6(std::string& out, const std::array<uint16_t, 8>& address) {
  const auto [compressed, size] = find_compressed(address);
  for (size_t i = 0; i < address.size();) {
    if (i == compressed) {
      out += i == 0 ? "::" : ":";
      i += size;
      continue;
    }
    fmt::format_to(std::back_inserter(out), "{:x}", address[i]);
    if (++i < address.size()) out.push_back(':');
  }
}

HostResult parse_bracketed(std::string_view text, std::string& out) {
  if (!text.ends_with(']')) return bad_host(text, "has no closing bracket");
  const auto address = parse_ipv6(text.substr(1, text.size() - 2));
  if (!address) return bad_host(text, "is no IPv6 address");
  out.push_back('[');
  append_ipv6(out, *address);
  out.push_back(']');
  return HostKind::kIpv6;
}

// https://url.spec.whatwg.org/#concept-opaque-host-parser
HostResult parse_opaque(std::string_view text, std::string& out) {
  for (const char c : text) {
    if ((host_byte(c) & kForbiddenHost) != 0) return forbidden(text, c);
  }
  append_percent_encoded(out, text, PercentEncodeSet::kC0Control);
  return text.empty() ? HostKind::kEmpty : HostKind::kOpaque;
}

// "Domain to ASCII" where the domain needs more than lower case: decoded, and
// through UTS 46 where it then is not ASCII.
tl::expected<std::string, std::string> decode_domain(std::string_view text) {
  std::string domain = replace_invalid_utf8(percent_decode(text));
  const bool ascii = std::none_of(domain.begin(), domain.end(), [](char c) {
    return (host_byte(c) & kNotAscii) != 0;
  });
  if (ascii) return domain;
  auto converted = unicode_domain_to_ascii(domain);
  if (!converted) {
    return bad_host(text, domain.size() > kMaxUnicodeDomain
                              ? "is too long"
                              : "is no valid internationalised domain name");
  }
  return std::move(*converted);
}

// The end of the host parser: a domain that may yet be an IPv4 address. It
// stands in `out` from `begin`.
HostResult finish_domain(std::string_view text, std::string& out,
                         size_t begin) {
  const std::string_view domain = std::string_view(out).substr(begin);
  if (domain.empty()) return bad_host(text, "is empty");
  if (!ends_in_a_number(domain)) return HostKind::kDomain;
  const auto address = parse_ipv4(domain);
  if (!address)
    return bad_host(text, "ends in a number but is no IPv4 address");
  out.resize(begin);
  append_ipv4(out, *address);
  return HostKind::kIpv4;
}

// The host parser from step 4 on. Plain ASCII, nearly every host, takes one
// pass and no other buffer: since 2026 the Standard only lower-cases it
// (labels that start with "xn--" are not validated). Anything else is decoded
// before it is judged: "<" and a combining stroke make one valid letter.
HostResult parse_domain(std::string_view text, std::string& out) {
  const size_t begin = out.size();
  for (const char c : text) {
    if (host_byte(c) == 0) {
      out.push_back(ascii_lower(c));
      continue;
    }
    const auto decoded = decode_domain(text);
    if (!decoded) return tl::unexpected<std::string>(decoded.error());
    out.resize(begin);
    for (const char d : *decoded) {
      if ((host_byte(d) & kForbiddenDomain) != 0) return forbidden(text, d);
      out.push_back(ascii_lower(d));
    }
    break;
  }
  return finish_domain(text, out, begin);
}

}  // namespace

std::optional<uint32_t> parse_ipv4(std::string_view text) {
  constexpr size_t kMaxParts = 4;
  if (text.ends_with('.') && text.size() > 1) text.remove_suffix(1);
  std::array<uint64_t, kMaxParts> numbers = {};
  size_t count = 0;
  for (bool more = true; more;) {
    if (count == kMaxParts) return {};
    const size_t dot = text.find('.');
    const auto number = parse_ipv4_number(text.substr(0, dot));
    if (!number) return {};
    numbers[count++] = *number;
    more = dot != std::string_view::npos;
    if (more) text.remove_prefix(dot + 1);
  }
  // The last number fills the bytes that the others left.
  const uint64_t last = numbers[count - 1];
  if (last >= uint64_t{1} << (8 * (kMaxParts + 1 - count))) return {};
  uint64_t address = last;
  for (size_t i = 0; i + 1 < count; ++i) {
    if (numbers[i] > 255) return {};
    address += numbers[i] << (8 * (3 - i));
  }
  return static_cast<uint32_t>(address);
}

std::optional<std::array<uint16_t, 8>> parse_ipv6(std::string_view text) {
  std::array<uint16_t, 8> address = {};
  size_t piece = 0;
  std::optional<size_t> compress;  // the piece that "::" stands before
  size_t i = 0;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return {};
    i = 2;
    compress = ++piece;
  }
  while (i < text.size()) {
    if (piece == address.size()) return {};
    if (text[i] == ':') {
      if (compress) return {};
      ++i;
      compress = ++piece;
      continue;
    }
    const size_t begin = i;
    const unsigned value = parse_ipv6_piece(text, i);
    if (i < text.size() && text[i] == '.') {
      if (i == begin || piece > address.size() - 2) return {};
      if (!parse_ipv4_in_ipv6(text.substr(begin), &address[piece])) return {};
      piece += 2;
      break;
    }
    if (i < text.size()) {
      if (text[i] != ':' || ++i == text.size()) return {};
    }
    address[piece++] = static_cast<uint16_t>(value);
  }
  if (!compress) {
    if (piece != address.size()) return {};
    return address;
  }
  std::rotate(address.begin() + static_cast<std::ptrdiff_t>(*compress),
              address.begin() + static_cast<std::ptrdiff_t>(piece),
              address.end());
  return address;
}

HostResult parse_host(std::string_view text, HostSyntax syntax,
                      std::string& out) {
  if (text.starts_with('[')) return parse_bracketed(text, out);
  return syntax == HostSyntax::kOpaque ? parse_opaque(text, out)
                                       : parse_domain(text, out);
}

}  // namespace pagescan
