#include "scanner/passes/noise_shapes.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/passes/bare_name.h"

namespace pagescan {
namespace {

// Names longer than this are looked at as far as this.
constexpr size_t kMaxName = 64;

constexpr size_t kMinNamedTokenBytes = 8;

// Parts of names, in lower case, letters and digits alone.
constexpr auto kIdentityParts = std::to_array<std::string_view>(
    {"client",      "merchant",    "account",   "acct",      "wallet",
     "address",     "payee",       "recipient", "iban",      "receiver",
     "vendor",      "publishable", "publickey", "sitekey",   "apikey",
     "appid",       "appkey",      "pixel",     "integrity", "checksum",
     "digest",      "sha1",        "sha256",    "sha384",    "sha512",
     "md5",         "href",        "url",       "uri",       "host",
     "domain",      "bitcoin",     "ethereum",  "paypal",    "stripe",
     "beneficiary", "conversion",  "slot",      "price",     "amount",
     "balance",     "phone"});
constexpr auto kIdentityEndings = std::to_array<std::string_view>(
    {"key", "src", "origin", "btc", "eth", "xmr", "sol", "business",
     "trackingid", "measurementid", "containerid", "siteid", "addr"});

constexpr auto kTokenParts = std::to_array<std::string_view>(
    {"nonce", "csrf", "xsrf", "token", "sesskey", "formhash", "session"});
constexpr auto kTokenNames = std::to_array<std::string_view>(
    {"sid", "jsessionid", "phpsessid", "sess", "state", "crumb", "fkey",
     "formkey", "formbuildid", "mypostkey"});

constexpr auto kVolatileParts = std::to_array<std::string_view>(
    {"request", "trace",  "correlation", "visit",      "uuid",    "guid",
     "hash",    "build",  "revision",    "version",    "etag",    "signature",
     "cache",   "time",   "date",        "rand",       "salt",    "rayid",
     "deploy",  "commit", "instance",    "impression", "pageview"});
constexpr auto kVolatileNames = std::to_array<std::string_view>(
    {"rid", "reqid", "uid", "rev", "ver", "v", "t", "ts", "r", "ray", "cfray",
     "rnd", "now", "sig", "stamp", "span", "spanid", "pvid", "vid"});

template <size_t N>
bool is_one_of(const std::string& bare,
               const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, bare) != names.end();
}

bool all_of(std::string_view text, bool (*is_wanted)(char)) {
  return std::ranges::all_of(text, is_wanted);
}

bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return is_ascii_digit(c); }
bool is_hex_digit(char c) { return is_ascii_hex_digit(c); }
bool is_base64_byte(char c) {
  return is_alnum(c) || c == '-' || c == '_' || c == '+' || c == '/';
}
// Bitcoin's alphabet: without 0, O, I and l.
bool is_base58_byte(char c) {
  return is_alnum(c) && c != '0' && c != 'O' && c != 'I' && c != 'l';
}

// How a value mixes its bytes.
struct Mix {
  size_t digits = 0;
  size_t letters = 0;
  bool lower = false;
  bool upper = false;
  // How often a digit follows a letter, a letter a digit or a capital a small
  // letter: in random text at every second or third byte, in words rarely.
  size_t changes = 0;
};

Mix mix_of(std::string_view text) {
  Mix mix;
  char last = '\0';
  for (const char c : text) {
    if (is_digit(c)) ++mix.digits;
    if (is_ascii_alpha(c)) ++mix.letters;
    mix.lower = mix.lower || is_lower(c);
    mix.upper = mix.upper || is_upper(c);
    if ((is_ascii_alpha(last) && is_digit(c)) ||
        (is_digit(last) && is_ascii_alpha(c)) ||
        (is_lower(last) && is_upper(c))) {
      ++mix.changes;
    }
    last = c;
  }
  return mix;
}

std::string_view without_padding(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.ends_with("%3D") || text.ends_with("%3d")) text.remove_suffix(3);
  if (text.ends_with("%3D") || text.ends_with("%3d")) text.remove_suffix(3);
  return text;
}

// Random base64 of sixteen bytes has seven changes, give or take two; of small
// letters and digits alone, six. camelCase has one for each word.
bool is_mixed_by_chance(std::string_view text) {
  const Mix mix = mix_of(text);
  if (mix.letters == 0) return false;
  const bool both_cases = mix.lower && mix.upper;
  if (mix.digits == 0) return both_cases && mix.changes * 4 >= text.size();
  // Of one case, with signs between: product codes are so too.
  const bool signs = text.find_first_of("-_+/") != std::string_view::npos;
  const size_t share = both_cases ? 6 : signs ? 3 : 4;
  return mix.changes * share >= text.size();
}

// "eyJ" is how base64 writes `{"` (RFC 7519); Flask and Django sign so too.
bool is_signed_value(std::string_view text) {
  size_t parts = 0;
  while (!text.empty()) {
    const size_t dot = text.find_first_of(".:");
    const std::string_view part = text.substr(0, dot);
    if (part.empty() || !all_of(part, is_base64_byte)) return false;
    if (part.find('/') != std::string_view::npos) return false;
    const bool last = dot == std::string_view::npos;
    if (last && part.size() < kMinTokenBytes) return false;
    if (last && !is_mixed_by_chance(part)) return false;
    ++parts;
    if (last) break;
    text.remove_prefix(dot + 1);
    if (text.empty()) return false;
  }
  return parts == 3;
}

// A lower-case word and an underscore before the rest, as Stripe has it.
bool has_type_prefix(std::string_view text) {
  const size_t end = text.find('_');
  return end != std::string_view::npos && end >= 2 && end <= 8 &&
         all_of(text.substr(0, end), is_lower);
}

// Addresses of Bitcoin, Litecoin, Dogecoin, Tron, Ripple (base58), Solana, of
// Bitcoin in bech32 (BIP 173), of Ethereum.
bool is_wallet_address(std::string_view text) {
  if (text.starts_with("0x")) return true;
  if (text.starts_with("bc1") || text.starts_with("ltc1")) {
    return all_of(text, is_alnum);
  }
  if (!all_of(text, is_base58_byte)) return false;
  if (text.size() == 43 || text.size() == 44) return true;
  return text.size() >= 26 && text.size() <= 35 &&
         std::string_view("13LMDATXr").find(text[0]) != std::string_view::npos;
}

// Reads a date from left to right.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  bool number(size_t digits, int low, int high) {
    if (text_.size() - at_ < digits) return false;
    int value = 0;
    for (size_t i = 0; i < digits; ++i) {
      const char c = text_[at_ + i];
      if (!is_digit(c)) return false;
      value = value * 10 + (c - '0');
    }
    if (value < low || value > high) return false;
    at_ += digits;
    return true;
  }
  bool year() { return number(4, 1900, 2099); }
  bool month() { return number(2, 1, 12); }
  bool day() { return number(2, 1, 31); }
  bool any_of(std::string_view bytes) {
    if (at_ >= text_.size()) return false;
    if (bytes.find(text_[at_]) == std::string_view::npos) return false;
    ++at_;
    return true;
  }
  bool word_of(std::string_view three_letter_words) {
    const std::string_view word = text_.substr(at_, 3);
    if (word.size() < 3) return false;
    const size_t found = three_letter_words.find(word);
    if (found == std::string_view::npos || found % 3 != 0) return false;
    at_ += 3;
    return true;
  }
  void fraction() {
    constexpr size_t kMaxDigits = 9;
    if (at_ + 1 >= text_.size() || !is_digit(text_[at_ + 1])) return;
    if (!any_of(".,")) return;
    for (size_t i = 0; i < kMaxDigits && any_of("0123456789"); ++i) {
    }
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  size_t position() const { return at_; }
  void back_to(size_t position) { at_ = position; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// A zone: Z, UTC, GMT, +01:00, +0100.
void read_zone(DateReader& reader) {
  const size_t before = reader.position();
  reader.any_of(" ");
  if (reader.take("Z") || reader.take("UTC") || reader.take("GMT")) return;
  if (reader.any_of("+-") && reader.number(2, 0, 14)) {
    const size_t hours = reader.position();
    reader.any_of(":");
    if (!reader.number(2, 0, 59)) reader.back_to(hours);
    return;
  }
  reader.back_to(before);
}

// 10:33, 10:33:00.123
bool read_clock(DateReader& reader) {
  if (!reader.number(2, 0, 24) || !reader.any_of(":") ||
      !reader.number(2, 0, 59)) {
    return false;
  }
  const size_t minutes = reader.position();
  if (reader.any_of(":") && reader.number(2, 0, 60)) {
    reader.fraction();
  } else {
    reader.back_to(minutes);
  }
  return true;
}

size_t iso_prefix(std::string_view text) {
  DateReader reader(text);
  if (!reader.year() || !reader.any_of("-") || !reader.month() ||
      !reader.any_of("-") || !reader.day()) {
    return 0;
  }
  const size_t date = reader.position();
  if (!reader.any_of("Tt ") || !read_clock(reader)) return date;
  read_zone(reader);
  return reader.position();
}

// 20261112T103300Z
size_t basic_iso_prefix(std::string_view text) {
  DateReader reader(text);
  if (!reader.year() || !reader.month() || !reader.day() ||
      !reader.any_of("T") || !reader.number(2, 0, 24) ||
      !reader.number(2, 0, 59) || !reader.number(2, 0, 60)) {
    return 0;
  }
  reader.any_of("Z");
  return reader.position();
}

// Thu, 12 Nov 2026 10:33:00 GMT (RFC 9110, section 5.6.7), with the hyphens of
// cookies too; Thu Nov 12 2026 10:33:00 as scripts write it.
size_t named_prefix(std::string_view text) {
  constexpr std::string_view kDays = "MonTueWedThuFriSatSun";
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  DateReader reader(text);
  if (!reader.word_of(kDays)) return 0;
  if (reader.take(", ")) {
    if (!reader.day() || !reader.any_of(" -") || !reader.word_of(kMonths) ||
        !reader.any_of(" -") || !reader.year()) {
      return 0;
    }
  } else if (!reader.any_of(" ") || !reader.word_of(kMonths) ||
             !reader.any_of(" ") || !reader.day() || !reader.any_of(" ") ||
             !reader.year()) {
    return 0;
  }
  const size_t date = reader.position();
  if (!reader.any_of(" ") || !read_clock(reader)) return date;
  read_zone(reader);
  return reader.position();
}

}  // namespace

bool is_uuid(std::string_view text) {
  constexpr size_t kSize = 36;
  if (text.size() != kSize) return false;
  for (size_t i = 0; i < kSize; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_ascii_hex_digit(text[i])) return false;
  }
  return true;
}

bool is_epoch_time(std::string_view text) {
  constexpr size_t kMaxFraction = 9;
  const size_t dot = text.find('.');
  if (dot != std::string_view::npos) {
    const std::string_view fraction = text.substr(dot + 1);
    if (dot != 10 || fraction.empty() || fraction.size() > kMaxFraction ||
        !all_of(fraction, is_digit)) {
      return false;
    }
    text = text.substr(0, dot);
  }
  if (text.size() != 10 && text.size() != 13) return false;
  // 1400000000 to 1999999999
  return text[0] == '1' && text[1] >= '4' && all_of(text, is_digit);
}

size_t date_time_prefix(std::string_view text) {
  if (text.size() < 8) return 0;
  if (!is_digit(text[0])) return named_prefix(text);
  if (const size_t size = iso_prefix(text)) return size;
  return basic_iso_prefix(text);
}

bool is_hex_token(std::string_view text) {
  if (text.size() < kMinTokenBytes || !all_of(text, is_hex_digit)) return false;
  const Mix mix = mix_of(text);
  constexpr size_t kMinChanges = 3;
  return mix.changes >= kMinChanges && !(mix.lower && mix.upper);
}

bool is_random_token(std::string_view text) {
  if (text.size() < kMinTokenBytes || names_something(text)) return false;
  if (is_uuid(text) || is_hex_token(text) || is_signed_value(text)) return true;
  text = without_padding(text);
  // What begins so is a path, or a host after "//".
  if (text.starts_with('/') || !all_of(text, is_base64_byte)) return false;
  return is_mixed_by_chance(text);
}

bool is_named_token(std::string_view text) {
  if (is_random_token(text) || is_uuid(text)) return true;
  text = without_padding(text);
  if (text.size() < kMinNamedTokenBytes || text.starts_with('/')) return false;
  if (!all_of(text, is_base64_byte) || names_something(text)) return false;
  const Mix mix = mix_of(text);
  return mix.letters == 0 ? mix.digits == text.size()
                          : mix.digits > 0 && mix.changes * 8 >= text.size();
}

bool names_something(std::string_view text) {
  constexpr auto kKnown = std::to_array<std::string_view>(
      {"sha256-", "sha384-", "sha512-", "AIza", "UA-", "GTM-", "AW-", "6L",
       "SG.", "AKIA"});
  const auto begins = [text](std::string_view known) {
    return text.starts_with(known);
  };
  if (std::ranges::any_of(kKnown, begins)) return true;
  return has_type_prefix(text) || is_wallet_address(text);
}

bool is_identity_name(std::string_view name) {
  const std::string bare = bare_name(name.substr(0, kMaxName));
  return has_part_of(bare, kIdentityParts) ||
         std::ranges::any_of(kIdentityEndings, [&](std::string_view ending) {
           return bare.ends_with(ending) && bare != "sesskey" &&
                  bare != "formkey" && bare != "fkey" && bare != "mypostkey";
         });
}

bool is_token_name(std::string_view name) {
  const std::string bare = bare_name(name.substr(0, kMaxName));
  return has_part_of(bare, kTokenParts) || is_one_of(bare, kTokenNames);
}

bool is_volatile_name(std::string_view name) {
  if (is_token_name(name)) return true;
  const std::string bare = bare_name(name.substr(0, kMaxName));
  return has_part_of(bare, kVolatileParts) || is_one_of(bare, kVolatileNames);
}

}  // namespace pagescan
