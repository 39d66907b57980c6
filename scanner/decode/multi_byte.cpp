#include "scanner/decode/multi_byte.h"

#include "scanner/base/utf8.h"
#include "scanner/decode/index.h"
#include "scanner/decode/utf8_writer.h"

namespace pagescan {
namespace {

// What the bytes at the front of the rest are, and how many were used up.
struct Step {
  char32_t code_point = kNoCodePoint;  // kNoCodePoint: ill-formed
  size_t size = 1;
  char32_t second = kNoCodePoint;  // only Big5 has sequences of two
};

constexpr Step kIllFormedByte = {kNoCodePoint, 1};

unsigned char byte_at(std::string_view bytes, size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

constexpr bool in_range(unsigned byte, unsigned first, unsigned last) {
  return byte >= first && byte <= last;
}

// A lead and a trail byte. If they stand for nothing, an ASCII trail byte is
// given back: a broken lead byte must not swallow the '<' of a tag.
Step pair(char32_t code_point, unsigned char trail) {
  if (code_point == kNoCodePoint && trail < 0x80) return kIllFormedByte;
  return {code_point, 2};
}

// Every encoding here reads an ASCII byte at the start of a sequence as
// itself; `step` gets the rest from a byte that is none.
template <class StepFunction>
DecodedText decode_with(std::string_view bytes, StepFunction step) {
  Utf8Writer writer(bytes.size() + bytes.size() / 2);
  while (!bytes.empty()) {
    if (byte_at(bytes, 0) < 0x80) {
      const std::string_view ascii = ascii_prefix(bytes);
      writer.put_ascii(ascii);
      bytes.remove_prefix(ascii.size());
      continue;
    }
    const Step next = step(bytes);
    writer.put_or_error(next.code_point);
    if (next.second != kNoCodePoint) writer.put(next.second);
    bytes.remove_prefix(next.size);
  }
  return writer.finish();
}

// A sequence the end cuts short is one error, whatever of it is there.
Step step_gb18030_four_bytes(std::string_view rest) {
  if (rest.size() == 2) return {kNoCodePoint, 2};
  if (!in_range(byte_at(rest, 2), 0x81, 0xFE)) return kIllFormedByte;
  if (rest.size() == 3) return {kNoCodePoint, 3};
  if (!in_range(byte_at(rest, 3), '0', '9')) return kIllFormedByte;
  const uint32_t pointer =
      (byte_at(rest, 0) - 0x81U) * 12600 + (byte_at(rest, 1) - 0x30U) * 1260 +
      (byte_at(rest, 2) - 0x81U) * 10 + (byte_at(rest, 3) - 0x30U);
  return {gb18030_ranges_code_point(pointer), 4};
}

Step step_gb18030(const Index& index, std::string_view rest) {
  const unsigned char lead = byte_at(rest, 0);
  if (lead == 0x80) return {U'\u20AC', 1};
  if (lead == 0xFF || rest.size() == 1) return kIllFormedByte;
  const unsigned char trail = byte_at(rest, 1);
  if (in_range(trail, '0', '9')) return step_gb18030_four_bytes(rest);
  if (!in_range(trail, 0x40, 0x7E) && !in_range(trail, 0x80, 0xFE)) {
    return pair(kNoCodePoint, trail);
  }
  const unsigned offset = trail < 0x7F ? 0x40 : 0x41;
  return pair(index[(lead - 0x81U) * 190 + trail - offset], trail);
}

Step step_big5(const Index& index, std::string_view rest) {
  const unsigned char lead = byte_at(rest, 0);
  if (!in_range(lead, 0x81, 0xFE) || rest.size() == 1) return kIllFormedByte;
  const unsigned char trail = byte_at(rest, 1);
  if (!in_range(trail, 0x40, 0x7E) && !in_range(trail, 0xA1, 0xFE)) {
    return pair(kNoCodePoint, trail);
  }
  const unsigned offset = trail < 0x7F ? 0x40 : 0x62;
  const unsigned pointer = (lead - 0x81U) * 157 + trail - offset;
  switch (pointer) {
    case 1133:
      return {U'\u00CA', 2, U'\u0304'};
    case 1135:
      return {U'\u00CA', 2, U'\u030C'};
    case 1164:
      return {U'\u00EA', 2, U'\u0304'};
    case 1166:
      return {U'\u00EA', 2, U'\u030C'};
    default:
      return pair(index[pointer], trail);
  }
}

// The three bytes 8F, lead, trail of JIS X 0212.
Step step_euc_jp_jis0212(const Index& jis0212, std::string_view rest) {
  const unsigned char lead = byte_at(rest, 1);
  if (!in_range(lead, 0xA1, 0xFE)) return pair(kNoCodePoint, lead);
  if (rest.size() == 2) return {kNoCodePoint, 2};
  const unsigned char trail = byte_at(rest, 2);
  if (trail < 0x80) return {kNoCodePoint, 2};
  if (!in_range(trail, 0xA1, 0xFE)) return {kNoCodePoint, 3};
  return {jis0212[(lead - 0xA1U) * 94 + trail - 0xA1U], 3};
}

Step step_euc_jp(const Index& jis0208, const Index& jis0212,
                 std::string_view rest) {
  const unsigned char lead = byte_at(rest, 0);
  const bool is_lead =
      lead == 0x8E || lead == 0x8F || in_range(lead, 0xA1, 0xFE);
  if (!is_lead || rest.size() == 1) return kIllFormedByte;
  if (lead == 0x8F) return step_euc_jp_jis0212(jis0212, rest);
  const unsigned char trail = byte_at(rest, 1);
  if (lead == 0x8E) {
    const bool is_katakana = in_range(trail, 0xA1, 0xDF);
    return pair(is_katakana ? char32_t{0xFF61} + trail - 0xA1 : kNoCodePoint,
                trail);
  }
  if (!in_range(trail, 0xA1, 0xFE)) return pair(kNoCodePoint, trail);
  return pair(jis0208[(lead - 0xA1U) * 94 + trail - 0xA1U], trail);
}

Step step_shift_jis(const Index& index, std::string_view rest) {
  const unsigned char lead = byte_at(rest, 0);
  if (lead == 0x80) return {U'\u0080', 1};
  if (in_range(lead, 0xA1, 0xDF)) return {char32_t{0xFF61} + lead - 0xA1, 1};
  if (lead == 0xA0 || lead > 0xFC || rest.size() == 1) return kIllFormedByte;
  const unsigned char trail = byte_at(rest, 1);
  if (!in_range(trail, 0x40, 0x7E) && !in_range(trail, 0x80, 0xFC)) {
    return pair(kNoCodePoint, trail);
  }
  const unsigned offset = trail < 0x7F ? 0x40 : 0x41;
  const unsigned lead_offset = lead < 0xA0 ? 0x81 : 0xC1;
  const unsigned pointer = (lead - lead_offset) * 188 + trail - offset;
  // End user defined characters, as Windows reads them.
  if (pointer >= 8836 && pointer <= 10715) {
    return {char32_t{0xE000} + pointer - 8836, 2};
  }
  return pair(index[pointer], trail);
}

Step step_euc_kr(const Index& index, std::string_view rest) {
  const unsigned char lead = byte_at(rest, 0);
  if (!in_range(lead, 0x81, 0xFE) || rest.size() == 1) return kIllFormedByte;
  const unsigned char trail = byte_at(rest, 1);
  if (!in_range(trail, 0x41, 0xFE)) return pair(kNoCodePoint, trail);
  return pair(index[(lead - 0x81U) * 190 + trail - 0x41U], trail);
}

}  // namespace

DecodedText decode_gb18030(std::string_view bytes) {
  const Index& index = index_gb18030();
  return decode_with(bytes, [&index](std::string_view rest) {
    return step_gb18030(index, rest);
  });
}

DecodedText decode_big5(std::string_view bytes) {
  const Index& index = index_big5();
  return decode_with(bytes, [&index](std::string_view rest) {
    return step_big5(index, rest);
  });
}

DecodedText decode_euc_jp(std::string_view bytes) {
  const Index& jis0208 = index_jis0208();
  const Index& jis0212 = index_jis0212();
  return decode_with(bytes, [&](std::string_view rest) {
    return step_euc_jp(jis0208, jis0212, rest);
  });
}

DecodedText decode_shift_jis(std::string_view bytes) {
  const Index& index = index_jis0208();
  return decode_with(bytes, [&index](std::string_view rest) {
    return step_shift_jis(index, rest);
  });
}

DecodedText decode_euc_kr(std::string_view bytes) {
  const Index& index = index_euc_kr();
  return decode_with(bytes, [&index](std::string_view rest) {
    return step_euc_kr(index, rest);
  });
}

}  // namespace pagescan
