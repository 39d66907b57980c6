#include "scanner/decode/decode.h"

#include "scanner/base/utf8.h"
#include "scanner/decode/index.h"
#include "scanner/decode/iso_2022_jp.h"
#include "scanner/decode/multi_byte.h"
#include "scanner/decode/utf8_writer.h"

namespace pagescan {
namespace {

constexpr bool is_lead_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

constexpr bool is_trail_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

enum class ByteOrder : uint8_t { kBigEndian, kLittleEndian };

// https://encoding.spec.whatwg.org/#shared-utf-16-decoder
DecodedText decode_utf16(std::string_view bytes, ByteOrder order) {
  const size_t high = order == ByteOrder::kBigEndian ? 0 : 1;
  Utf8Writer writer(bytes.size());
  char32_t lead = 0;
  size_t i = 0;
  for (; i + 2 <= bytes.size(); i += 2) {
    const auto high_byte = static_cast<unsigned char>(bytes[i + high]);
    const auto low_byte = static_cast<unsigned char>(bytes[i + 1 - high]);
    const char32_t unit = (char32_t{high_byte} << 8) | low_byte;
    if (lead != 0 && is_trail_surrogate(unit)) {
      writer.put(0x10000 + ((lead - 0xD800) << 10) + (unit - 0xDC00));
      lead = 0;
      continue;
    }
    if (lead != 0) writer.put_error();
    lead = is_lead_surrogate(unit) ? unit : 0;
    if (lead != 0) continue;
    is_trail_surrogate(unit) ? writer.put_error() : writer.put(unit);
  }
  // A lead surrogate and half a unit left over are one error together.
  if (lead != 0 || i < bytes.size()) writer.put_error();
  return writer.finish();
}

// `code_point` gives what a byte from 0x80 up stands for.
template <class CodePointOf>
DecodedText decode_bytewise(std::string_view bytes, CodePointOf code_point) {
  Utf8Writer writer(bytes.size());
  while (!bytes.empty()) {
    const std::string_view ascii = ascii_prefix(bytes);
    writer.put_ascii(ascii);
    bytes.remove_prefix(ascii.size());
    size_t i = 0;
    for (; i < bytes.size(); ++i) {
      const auto byte = static_cast<unsigned char>(bytes[i]);
      if (byte < 0x80) break;
      writer.put_or_error(code_point(byte));
    }
    bytes.remove_prefix(i);
  }
  return writer.finish();
}

DecodedText decode_single_byte(std::string_view bytes, Encoding encoding) {
  const auto& index = index_single_byte(encoding);
  return decode_bytewise(bytes, [&index](unsigned char byte) -> char32_t {
    return index[byte - 0x80U];
  });
}

}  // namespace

DecodedText decode(std::string_view bytes_without_bom, Encoding encoding) {
  const std::string_view bytes = bytes_without_bom;
  switch (encoding) {
    case Encoding::kUtf8: {
      DecodedText text;
      text.utf8 = replace_invalid_utf8(bytes, &text.replaced);
      return text;
    }
    case Encoding::kUtf16Be:
      return decode_utf16(bytes, ByteOrder::kBigEndian);
    case Encoding::kUtf16Le:
      return decode_utf16(bytes, ByteOrder::kLittleEndian);
    case Encoding::kReplacement:
      return bytes.empty() ? DecodedText{} : DecodedText{"\uFFFD", 1};
    case Encoding::kXUserDefined:
      return decode_bytewise(bytes, [](unsigned char byte) {
        return char32_t{0xF780} + byte - 0x80;
      });
    case Encoding::kGbk:
    case Encoding::kGb18030:
      return decode_gb18030(bytes);
    case Encoding::kBig5:
      return decode_big5(bytes);
    case Encoding::kEucJp:
      return decode_euc_jp(bytes);
    case Encoding::kIso2022Jp:
      return decode_iso_2022_jp(bytes);
    case Encoding::kShiftJis:
      return decode_shift_jis(bytes);
    case Encoding::kEucKr:
      return decode_euc_kr(bytes);
    default:
      return decode_single_byte(bytes, encoding);
  }
}

Decoded sniff_and_decode(std::string_view bytes,
                         std::optional<std::string_view> transport_label,
                         std::optional<Encoding> override_encoding) {
  Decoded decoded;
  decoded.choice = sniff_encoding(bytes, transport_label, override_encoding);
  decoded.text =
      decode(bytes.substr(decoded.choice.bom_size), decoded.choice.encoding);
  return decoded;
}

}  // namespace pagescan
