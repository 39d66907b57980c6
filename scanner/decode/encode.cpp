#include "scanner/decode/encode.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "scanner/base/utf8.h"
#include "scanner/decode/index.h"

namespace pagescan {
namespace {

// What an encoder is told when all input has been read.
constexpr char32_t kEndOfQueue = 0xFFFFFFFF;

void push(std::string& out, size_t byte) {
  out.push_back(static_cast<char>(byte));
}

void push(std::string& out, size_t lead, size_t trail) {
  push(out, lead);
  push(out, trail);
}

constexpr bool is_half_width_katakana(char32_t c) {
  return c >= 0xFF61 && c <= 0xFF9F;
}

// "Index pointer": the first pointer of each code point of an index, less the
// pointers `excluded` names. Made once, then constant.
class PointerTable {
 public:
  template <class Excluded>
  PointerTable(const Index& index, Excluded excluded) {
    for (size_t pointer = 0; pointer < index.size(); ++pointer) {
      if (index[pointer] == kNoCodePoint || excluded(pointer)) continue;
      entries_.push_back({index[pointer], pointer});
    }
    std::ranges::stable_sort(entries_, {}, &Entry::code_point);
  }

  std::optional<size_t> find(char32_t code_point) const {
    const auto found =
        std::ranges::lower_bound(entries_, code_point, {}, &Entry::code_point);
    if (found == entries_.end() || found->code_point != code_point) {
      return std::nullopt;
    }
    return found->pointer;
  }

  std::optional<size_t> find_last(char32_t code_point) const {
    auto found =
        std::ranges::upper_bound(entries_, code_point, {}, &Entry::code_point);
    if (found == entries_.begin()) return std::nullopt;
    --found;
    if (found->code_point != code_point) return std::nullopt;
    return found->pointer;
  }

 private:
  struct Entry {
    char32_t code_point;
    size_t pointer;
  };

  std::vector<Entry> entries_;
};

constexpr bool exclude_none(size_t /*pointer*/) { return false; }

// Every encoder gives false for a code point it has no bytes for. None of the
// stateless ones is asked about ASCII.

bool encode_single_byte(char32_t c, Encoding encoding, std::string& out) {
  const auto& index = index_single_byte(encoding);
  const auto found = std::ranges::find(index, c);
  if (found == index.end()) return false;
  push(out, static_cast<size_t>(found - index.begin()) + 0x80);
  return true;
}

bool encode_x_user_defined(char32_t c, std::string& out) {
  if (c < 0xF780 || c > 0xF7FF) return false;
  push(out, c - 0xF780 + 0x80);
  return true;
}

// https://encoding.spec.whatwg.org/#index-big5-pointer: nothing of HKSCS, and
// for six characters the later of two places.
bool encode_big5(char32_t c, std::string& out) {
  static const PointerTable kPointers(index_big5(), [](size_t pointer) {
    return pointer < size_t{0xA1 - 0x81} * 157;
  });
  static constexpr std::u32string_view kLast =
      U"\u2550\u255E\u2561\u256A\u5341\u5345";
  const auto pointer =
      kLast.find(c) != kLast.npos ? kPointers.find_last(c) : kPointers.find(c);
  if (!pointer) return false;
  const size_t trail = *pointer % 157;
  push(out, *pointer / 157 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x62));
  return true;
}

bool encode_euc_kr(char32_t c, std::string& out) {
  static const PointerTable kPointers(index_euc_kr(), exclude_none);
  const auto pointer = kPointers.find(c);
  if (!pointer) return false;
  push(out, *pointer / 190 + 0x81, *pointer % 190 + 0x41);
  return true;
}

// The bytes GB 18030-2005 had for code points of the private use area that
// GB 18030-2022 gave new ones, and which pages may still hold.
std::optional<uint16_t> gb18030_2005_bytes(char32_t c) {
  struct Row {
    char16_t code_point;
    uint16_t bytes;
  };
  static constexpr Row kRows[] = {
      {0xE78D, 0xA6D9}, {0xE78E, 0xA6DA}, {0xE78F, 0xA6DB}, {0xE790, 0xA6DC},
      {0xE791, 0xA6DD}, {0xE792, 0xA6DE}, {0xE793, 0xA6DF}, {0xE794, 0xA6EC},
      {0xE795, 0xA6ED}, {0xE796, 0xA6F3}, {0xE81E, 0xFE59}, {0xE826, 0xFE61},
      {0xE82B, 0xFE66}, {0xE82C, 0xFE67}, {0xE832, 0xFE6D}, {0xE843, 0xFE7E},
      {0xE854, 0xFE90}, {0xE864, 0xFEA0},
  };
  for (const Row& row : kRows) {
    if (row.code_point == c) return row.bytes;
  }
  return std::nullopt;
}

bool encode_gb18030(char32_t c, Encoding encoding, std::string& out) {
  static const PointerTable kPointers(index_gb18030(), exclude_none);
  const bool is_gbk = encoding == Encoding::kGbk;
  if (c == 0xE5E5) return false;  // A3 A0 reads as U+3000
  if (is_gbk && c == U'\u20AC') {
    push(out, 0x80);
    return true;
  }
  if (const auto bytes = gb18030_2005_bytes(c)) {
    push(out, *bytes >> 8U, *bytes & 0xFFU);
    return true;
  }
  if (const auto pointer = kPointers.find(c)) {
    const size_t trail = *pointer % 190;
    push(out, *pointer / 190 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x41));
    return true;
  }
  if (is_gbk) return false;
  const uint32_t pointer = gb18030_ranges_pointer(c);
  push(out, pointer / 12600 + 0x81, pointer / 1260 % 10 + 0x30);
  push(out, pointer / 10 % 126 + 0x81, pointer % 10 + 0x30);
  return true;
}

std::optional<size_t> jis0208_pointer(char32_t c) {
  static const PointerTable kPointers(index_jis0208(), exclude_none);
  return kPointers.find(c == U'\u2212' ? U'\uFF0D' : c);
}

bool encode_euc_jp(char32_t c, std::string& out) {
  if (c == U'\u00A5' || c == U'\u203E') {
    push(out, c == U'\u00A5' ? 0x5C : 0x7E);
    return true;
  }
  if (is_half_width_katakana(c)) {
    push(out, 0x8E, c - 0xFF61 + 0xA1);
    return true;
  }
  const auto pointer = jis0208_pointer(c);
  if (!pointer) return false;
  push(out, *pointer / 94 + 0xA1, *pointer % 94 + 0xA1);
  return true;
}

bool encode_shift_jis(char32_t c, std::string& out) {
  // https://encoding.spec.whatwg.org/#index-shift_jis-pointer
  static const PointerTable kPointers(index_jis0208(), [](size_t pointer) {
    return pointer >= 8272 && pointer <= 8835;
  });
  if (c == U'\u0080' || c == U'\u00A5' || c == U'\u203E') {
    push(out, c == U'\u0080' ? 0x80 : c == U'\u00A5' ? 0x5C : 0x7E);
    return true;
  }
  if (is_half_width_katakana(c)) {
    push(out, c - 0xFF61 + 0xA1);
    return true;
  }
  const auto pointer = kPointers.find(c == U'\u2212' ? U'\uFF0D' : c);
  if (!pointer) return false;
  const size_t lead = *pointer / 188;
  const size_t trail = *pointer % 188;
  push(out, lead + (lead < 0x1F ? 0x81 : 0xC1),
       trail + (trail < 0x3F ? 0x40 : 0x41));
  return true;
}

// https://encoding.spec.whatwg.org/#iso-2022-jp-encoder. The Standard restores
// a code point after an escape sequence; here the state is brought about first.
class Iso2022JpEncoder {
 public:
  // False for a code point without bytes, which `c` then names: a control that
  // could start an escape sequence is named U+FFFD.
  bool encode(char32_t& c, std::string& out) {
    if (c == kEndOfQueue) {
      go_to(State::kAscii, out);
      return true;
    }
    if (c < 0x80) return encode_ascii(c, out);
    if (c == U'\u00A5' || c == U'\u203E') {
      go_to(State::kRoman, out);
      push(out, c == U'\u00A5' ? 0x5C : 0x7E);
      return true;
    }
    const auto pointer =
        jis0208_pointer(is_half_width_katakana(c) ? kKatakana[c - 0xFF61] : c);
    if (!pointer) {
      if (state_ == State::kJis0208) go_to(State::kAscii, out);
      return false;
    }
    go_to(State::kJis0208, out);
    push(out, *pointer / 94 + 0x21, *pointer % 94 + 0x21);
    return true;
  }

 private:
  enum class State : uint8_t { kAscii, kRoman, kJis0208 };

  // Index ISO-2022-JP katakana: half-width to full-width.
  static constexpr std::u16string_view kKatakana =
      u"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテ"
      u"トナニヌネノ"
      u"ハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

  bool encode_ascii(char32_t& c, std::string& out) {
    if (state_ == State::kJis0208) go_to(State::kAscii, out);
    if (c == 0x0E || c == 0x0F || c == 0x1B) {
      c = U'\uFFFD';
      return false;
    }
    // Roman has a yen sign and an overline in these two places.
    if (c == '\\' || c == '~') go_to(State::kAscii, out);
    push(out, c);
    return true;
  }

  void go_to(State state, std::string& out) {
    if (state_ == state) return;
    state_ = state;
    out += state == State::kAscii   ? "\x1B(B"
           : state == State::kRoman ? "\x1B(J"
                                    : "\x1B$B";
  }

  State state_ = State::kAscii;
};

bool encode_stateless(char32_t c, Encoding encoding, std::string& out) {
  if (c < 0x80) {
    push(out, c);
    return true;
  }
  switch (encoding) {
    case Encoding::kGbk:
    case Encoding::kGb18030:
      return encode_gb18030(c, encoding, out);
    case Encoding::kBig5:
      return encode_big5(c, out);
    case Encoding::kEucJp:
      return encode_euc_jp(c, out);
    case Encoding::kShiftJis:
      return encode_shift_jis(c, out);
    case Encoding::kEucKr:
      return encode_euc_kr(c, out);
    case Encoding::kXUserDefined:
      return encode_x_user_defined(c, out);
    default:
      return encode_single_byte(c, encoding, out);
  }
}

bool encodes_as_utf8(Encoding encoding) {
  return encoding == Encoding::kUtf8 || encoding == Encoding::kReplacement ||
         encoding == Encoding::kUtf16Be || encoding == Encoding::kUtf16Le;
}

}  // namespace

std::string encode_for_url_query(std::string_view utf8, Encoding encoding) {
  if (encodes_as_utf8(encoding)) return replace_invalid_utf8(utf8);
  const bool has_state = encoding == Encoding::kIso2022Jp;
  Iso2022JpEncoder iso_2022_jp;
  std::string out;
  out.reserve(utf8.size());
  for (size_t i = 0; i < utf8.size();) {
    const CodePoint next = code_point_at(utf8, i);
    char32_t c = next.value;
    i += next.size;
    const bool encoded = has_state ? iso_2022_jp.encode(c, out)
                                   : encode_stateless(c, encoding, out);
    if (!encoded) {
      out += "%26%23" + std::to_string(static_cast<uint32_t>(c)) + "%3B";
    }
  }
  char32_t end = kEndOfQueue;
  if (has_state) iso_2022_jp.encode(end, out);
  return out;
}

}  // namespace pagescan
