// Percent-encoding as the URL Standard has it
// (https://url.spec.whatwg.org/#percent-encoded-bytes). Stateless;
// thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan {

/// The Standard's percent-encode sets, one bit each. Every set holds the C0
/// controls, DEL and all bytes above 0x7F, so encoding byte by byte is the
/// same as encoding the code points of UTF-8.
enum class PercentEncodeSet : uint8_t {
  kC0Control = 1 << 0,
  kFragment = 1 << 1,
  kQuery = 1 << 2,
  kSpecialQuery = 1 << 3,
  kPath = 1 << 4,
  kUserinfo = 1 << 5,
  kComponent = 1 << 6,
  kFormUrlencoded = 1 << 7,  // application/x-www-form-urlencoded
};

namespace percent_encode_detail {

using SetTable = std::array<uint8_t, 256>;

constexpr void add_to_sets(SetTable& table, std::string_view chars,
                           unsigned sets) {
  for (const char c : chars) {
    auto& entry = table[static_cast<unsigned char>(c)];
    entry = static_cast<uint8_t>(entry | sets);
  }
}

// Each row adds what one set has over the ones it is defined from.
constexpr SetTable make_set_table() {
  SetTable table = {};
  for (size_t byte = 0; byte < table.size(); ++byte) {
    if (byte < 0x20 || byte > 0x7E) table[byte] = 0xFF;
  }
  constexpr unsigned kFragmentOnly = 0x02;
  constexpr unsigned kFromUserinfo = 0xE0;
  constexpr unsigned kFromPath = 0x10 | kFromUserinfo;
  constexpr unsigned kFromSpecialQuery = 0x08;
  constexpr unsigned kFromQuery = 0x04 | kFromSpecialQuery | kFromPath;
  add_to_sets(table, " \"<>", kFragmentOnly | kFromQuery);
  add_to_sets(table, "`", kFragmentOnly | kFromPath);
  add_to_sets(table, "#", kFromQuery);
  add_to_sets(table, "'", kFromSpecialQuery);
  add_to_sets(table, "?^{}", kFromPath);
  add_to_sets(table, "/:;=@[\\]|", kFromUserinfo);
  add_to_sets(table, "$%&+,", 0xC0);
  add_to_sets(table, "!'()~", 0x80);
  return table;
}

inline constexpr SetTable kSetTable = make_set_table();

}  // namespace percent_encode_detail

/// Whether `byte` is in `set`.
constexpr bool in_percent_encode_set(char byte, PercentEncodeSet set) {
  return (percent_encode_detail::kSetTable[static_cast<unsigned char>(byte)] &
          static_cast<unsigned>(set)) != 0;
}

/// Appends `bytes` to `out`, each byte in `set` as "%XX"
/// (https://url.spec.whatwg.org/#string-percent-encode-after-encoding; the
/// bytes are those that encoding gave).
void append_percent_encoded(std::string& out, std::string_view bytes,
                            PercentEncodeSet set);

/// As append_percent_encoded, into a new string.
std::string percent_encode(std::string_view bytes, PercentEncodeSet set);

/// Appends the bytes `text` stands for, "%XX" decoded; a '%' without two
/// hexadecimal digits stays (https://url.spec.whatwg.org/#percent-decode).
void append_percent_decoded(std::string& out, std::string_view text);

/// As append_percent_decoded, into a new string. The bytes need not be UTF-8.
std::string percent_decode(std::string_view text);

}  // namespace pagescan
