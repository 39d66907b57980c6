#include "rules/scripts/private_address.h"

#include <algorithm>
#include <charconv>

#include "rules/page_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/url/host.h"

namespace pagescan {
namespace {

// "[fd00:...]" without the brackets is 39 characters at most.
constexpr size_t kMaxAddressBytes = 39;
constexpr size_t kMinAddressBytes = std::string_view("fc00::").size();
constexpr size_t kWordBefore = 16;

bool is_address_byte(char c) {
  return is_ascii_hex_digit(c) || c == '.' || c == ':';
}

bool is_rfc1918(uint32_t address) {
  return (address >> 24U) == 10 || (address >> 20U) == 0xAC1 ||
         (address >> 16U) == 0xC0A8;
}

// Four decimal numbers without leading zeros; parse_ipv4 takes more.
bool is_private_ipv4(std::string_view text) {
  const auto parts = split(text, '.');
  const bool plain =
      parts.size() == 4 && std::ranges::all_of(parts, [](auto part) {
        return !part.empty() && part.size() <= 3 &&
               std::ranges::all_of(part, is_ascii_digit) &&
               (part.size() == 1 || part.front() != '0');
      });
  if (!plain) return false;
  const auto address = parse_ipv4(text);
  return address && is_rfc1918(*address);
}

bool is_private_ipv6(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return false;
  const auto pieces = parse_ipv6(text);
  return pieces && ((*pieces)[0] >> 9U) == 0xFC00 >> 9U;
}

// Whether a character next to a word makes it part of something longer.
bool joins(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
         c == '+';
}

bool follows_version(std::string_view text, size_t begin) {
  size_t from = begin > kWordBefore ? begin - kWordBefore : 0;
  const std::string before = ascii_lowercase(text.substr(from, begin - from));
  const std::string_view word = strip_ascii_whitespace(before);
  for (const std::string_view name :
       {"version", "version:", "ver", "ver.", "release", "build"}) {
    if (word.ends_with(name)) return true;
  }
  // "Browser/10.0.0.1", but not "//10.0.0.1".
  return word.ends_with('/') && !word.ends_with("//") && word.size() > 1;
}

// "10.0.0.0/8" is a network, and says nothing of any host.
bool is_network(std::string_view text, size_t end) {
  return end + 1 < text.size() && text[end] == '/' &&
         is_ascii_digit(text[end + 1]);
}

bool stands_alone(std::string_view text, size_t begin, size_t end) {
  if (begin > 0 && (joins(text[begin - 1]) || text[begin - 1] == '.')) {
    return false;
  }
  if (end < text.size() && (joins(text[end]) || is_network(text, end))) {
    return false;
  }
  // "10.0.0.1.name.example" is a name.
  const bool goes_on =
      end + 1 < text.size() && text[end] == '.' && joins(text[end + 1]);
  return !goes_on && !follows_version(text, begin);
}

// An address with the punctuation of the sentence or a port taken off.
std::string_view trimmed(std::string_view run) {
  while (!run.empty() && (run.back() == '.' || run.back() == ':')) {
    run.remove_suffix(1);
  }
  const size_t colon = run.find(':');
  if (colon != std::string_view::npos && colon == run.rfind(':') &&
      run.find('.') < colon) {
    run = run.substr(0, colon);
  }
  return run;
}

constexpr auto kNowhere = std::string_view::npos;

// Whether a private address in decimal numbers may have its first dot there.
bool may_be_ipv4(std::string_view text, size_t dot) {
  std::string_view before = text.substr(0, dot);
  if (!before.ends_with("10") && !before.ends_with("172") &&
      !before.ends_with("192")) {
    return false;
  }
  before.remove_suffix(before.ends_with('0') ? 2 : 3);
  if (before.ends_with('.')) return false;
  for (int numbers = 0; numbers < 3; ++numbers) {
    if (dot + 1 >= text.size() || text[dot] != '.') return false;
    const size_t begin = ++dot;
    while (dot < text.size() && is_ascii_digit(text[dot])) ++dot;
    if (dot == begin) return false;
  }
  return true;
}

// fc00::/7 before its first colon: the first group is of four digits.
bool may_be_ipv6(std::string_view text, size_t colon) {
  return colon >= 4 && ascii_lower(text[colon - 4]) == 'f' &&
         (ascii_lower(text[colon - 3]) == 'c' ||
          ascii_lower(text[colon - 3]) == 'd');
}

// Dots and colons are rare: most texts are done with a look at their bytes.
bool may_hold_address(std::string_view text) {
  if (text.size() < kMinAddressBytes) return false;
  for (size_t dot = text.find('.'); dot != kNowhere;
       dot = text.find('.', dot + 1)) {
    if (may_be_ipv4(text, dot)) return true;
  }
  for (size_t colon = text.find(':'); colon != kNowhere;
       colon = text.find(':', colon + 1)) {
    if (may_be_ipv6(text, colon)) return true;
  }
  return false;
}

// Whether a character reference, from behind its "&", stands for a byte of an
// address.
bool is_reference_to_address_byte(std::string_view reference) {
  if (!reference.starts_with('#')) {
    return reference.starts_with("period;") || reference.starts_with("colon;");
  }
  reference.remove_prefix(1);
  const bool is_hex = reference.starts_with('x') || reference.starts_with('X');
  if (is_hex) reference.remove_prefix(1);
  unsigned code = 0;
  std::from_chars(reference.data(), reference.data() + reference.size(), code,
                  is_hex ? 16 : 10);
  return code < 0x80 && is_address_byte(static_cast<char>(code));
}

}  // namespace

bool is_private_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host == "[::1]" || host.starts_with("[fc") ||
           host.starts_with("[fd") || host.starts_with("[fe8");
  }
  if (const auto address = parse_ipv4(host)) {
    return is_rfc1918(*address) || (*address >> 24U) == 127 ||
           (*address >> 16U) == 0xA9FE;
  }
  if (host.find('.') == std::string_view::npos) return !host.empty();
  return is_one_of<std::string_view>(
      host.substr(host.rfind('.') + 1),
      {"localhost", "local", "internal", "lan", "intranet", "home", "test"});
}

bool may_hold_private_address(std::string_view source) {
  if (may_hold_address(source)) return true;
  for (size_t at = source.find('&'); at != kNowhere;
       at = source.find('&', at + 1)) {
    if (is_reference_to_address_byte(source.substr(at + 1))) return true;
  }
  return false;
}

std::vector<std::string_view> private_addresses(std::string_view text,
                                                size_t max) {
  std::vector<std::string_view> found;
  if (!may_hold_address(text)) return found;
  for (size_t i = 0; i < text.size() && found.size() < max;) {
    if (!is_ascii_hex_digit(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && is_address_byte(text[end])) ++end;
    const std::string_view address = trimmed(text.substr(i, end - i));
    if (address.size() <= kMaxAddressBytes &&
        (is_private_ipv4(address) || is_private_ipv6(address)) &&
        stands_alone(text, i, i + address.size())) {
      found.push_back(address);
    }
    i = end;
  }
  return found;
}

}  // namespace pagescan
