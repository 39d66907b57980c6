#include "scanner/decode/decode.h"

#include <array>
#include <cstring>

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
  Utf8Writer writer(bytes.size() + bytes.size() / 2);
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

// A byte as UTF-8, three bytes at most, and the size of that. All four are
// copied and the size kept, which spares a branch on text that mixes one, two
// and three bytes.
using ByteForm = std::array<char, 4>;
using ByteForms = std::array<ByteForm, 256>;
constexpr size_t kFormSize = 3;      // where in a ByteForm the size stands,
constexpr char kErrorFlag = 1 << 2;  // and that it is U+FFFD for an error

ByteForm form_of(char32_t code_point) {
  ByteForm form{};
  const bool is_error = code_point == kNoCodePoint;
  const size_t size =
      write_utf8(form.data(), is_error ? U'\uFFFD' : code_point);
  form[kFormSize] = static_cast<char>(size | (is_error ? kErrorFlag : 0U));
  return form;
}

// Writes `block` to `out`, which has room for four bytes for each of its bytes.
Utf8Writer::Written write_block(std::string_view block, const ByteForms& forms,
                                char* out) {
  char* end = out;
  size_t errors = 0;
  for (const char c : block) {
    const ByteForm& form = forms[static_cast<unsigned char>(c)];
    const auto size = static_cast<unsigned char>(form[kFormSize]);
    std::memcpy(end, form.data(), form.size());
    end += size & 3U;
    errors += size >> 2U;
  }
  return {static_cast<size_t>(end - out), errors};
}

// `code_point` gives what a byte from 0x80 up stands for.
template <class CodePointOf>
DecodedText decode_bytewise(std::string_view bytes, CodePointOf code_point) {
  ByteForms forms{};
  for (unsigned byte = 1; byte < forms.size(); ++byte) {
    forms[byte] = form_of(byte < 0x80 ? byte : code_point(byte));
  }
  forms[0][kFormSize] = 1;  // U+0000 is itself, and no error
  static constexpr size_t kBlockBytes = 256;
  Utf8Writer writer(2 * bytes.size());
  while (!bytes.empty()) {
    const std::string_view ascii = ascii_prefix(bytes);
    writer.put_ascii(ascii);
    bytes.remove_prefix(ascii.size());
    const std::string_view block = bytes.substr(0, kBlockBytes);
    writer.put_block(4 * kBlockBytes,
                     [&](char* out) { return write_block(block, forms, out); });
    bytes.remove_prefix(block.size());
  }
  return writer.finish();
}

DecodedText decode_single_byte(std::string_view bytes, Encoding encoding) {
  const auto& index = index_single_byte(encoding);
  return decode_bytewise(bytes, [&index](unsigned byte) -> char32_t {
    return index[byte - 0x80];
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
      return decode_bytewise(
          bytes, [](unsigned byte) { return char32_t{0xF780} + byte - 0x80; });
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
                         std::optional<Encoding> override_encoding,
                         ContentOrigin origin) {
  Decoded decoded;
  decoded.choice =
      sniff_encoding(bytes, transport_label, override_encoding, origin);
  decoded.text =
      decode(bytes.substr(decoded.choice.bom_size), decoded.choice.encoding);
  return decoded;
}

}  // namespace pagescan
