#include "scanner/decode/sniff.h"

#include <algorithm>

#include "scanner/base/utf8.h"
#include "scanner/decode/prescan.h"

namespace pagescan {
namespace {

// https://encoding.spec.whatwg.org/#bom-sniff
void sniff_bom(std::string_view bytes, EncodingChoice& choice) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    choice.bom = Encoding::kUtf8;
    choice.bom_size = 3;
  } else if (bytes.starts_with("\xFE\xFF")) {
    choice.bom = Encoding::kUtf16Be;
    choice.bom_size = 2;
  } else if (bytes.starts_with("\xFF\xFE")) {
    choice.bom = Encoding::kUtf16Le;
    choice.bom_size = 2;
  }
}

// Content cut at a limit may end inside a character: leaves that one out.
std::string_view whole_characters(std::string_view bytes) {
  const size_t longest = std::min<size_t>(3, bytes.size());
  for (size_t n = 1; n <= longest; ++n) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - n]);
    if (byte < 0x80) break;
    if (byte < 0xC0) continue;  // follows a lead byte
    const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return n < length ? bytes.substr(0, bytes.size() - n) : bytes;
  }
  return bytes;
}

bool is_utf8_beyond_ascii(std::string_view content) {
  const std::string_view bytes = whole_characters(content);
  return std::any_of(bytes.begin(), bytes.end(),
                     [](char c) { return (c & '\x80') != 0; }) &&
         is_valid_utf8(bytes);
}

std::string reportable(std::string_view label) {
  return replace_invalid_utf8(label.substr(0, kMaxUnknownLabelBytes));
}

}  // namespace

std::string_view encoding_source_name(EncodingSource source) {
  switch (source) {
    case EncodingSource::kOverride:
      return "override";
    case EncodingSource::kBom:
      return "bom";
    case EncodingSource::kTransport:
      return "content-type";
    case EncodingSource::kMeta:
      return "meta";
    case EncodingSource::kDetected:
      return "detected";
    case EncodingSource::kLateMeta:
      return "late-meta";
    case EncodingSource::kDefault:
      break;
  }
  return "default";
}

EncodingChoice sniff_encoding(std::string_view bytes,
                              std::optional<std::string_view> transport_label,
                              std::optional<Encoding> override_encoding,
                              ContentOrigin origin) {
  EncodingChoice choice;
  choice.override_encoding = override_encoding;
  sniff_bom(bytes, choice);
  if (transport_label) {
    choice.transport = encoding_from_label(*transport_label);
    if (!choice.transport) {
      choice.unknown_transport_label = reportable(*transport_label);
    }
  }
  const PrescanResult meta = prescan(bytes.substr(choice.bom_size));
  choice.meta = meta.encoding;
  choice.unknown_meta_label = reportable(meta.unknown_label);

  const auto follow = [&choice](std::optional<Encoding> said,
                                EncodingSource source) {
    if (!said) return false;
    choice.encoding = *said;
    choice.source = source;
    return true;
  };
  if (!follow(choice.bom, EncodingSource::kBom) &&
      !follow(choice.override_encoding, EncodingSource::kOverride) &&
      !follow(choice.transport, EncodingSource::kTransport) &&
      !follow(choice.meta, EncodingSource::kMeta) &&
      origin == ContentOrigin::kLocal && is_utf8_beyond_ascii(bytes)) {
    follow(Encoding::kUtf8, EncodingSource::kDetected);
  }
  return choice;
}

}  // namespace pagescan
