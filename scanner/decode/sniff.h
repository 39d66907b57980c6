// Which encoding a page is in, and who said so: the HTML Standard's encoding
// sniffing algorithm (https://html.spec.whatwg.org/multipage/parsing.html
// #determining-the-character-encoding), with every statement kept for the
// report. Values own their bytes; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/decode/encoding.h"
#include "scanner/decode/mime_type.h"

namespace pagescan {

/// How many bytes of a label nobody knows are kept for the report.
inline constexpr size_t kMaxUnknownLabelBytes = 128;

enum class EncodingSource : uint8_t {
  kOverride,   // the user
  kBom,        // a byte order mark
  kTransport,  // the charset of Content-Type
  kMeta,       // the prescan: a meta element or an XML declaration
  kDefault,    // nobody: windows-1252
  kDetected,   // nobody, but a local file's bytes are UTF-8
  kLateMeta,   // a meta element the prescan does not come to
};

/// Where a page's bytes come from.
enum class ContentOrigin : uint8_t { kNetwork, kLocal };

/// "override", "bom", "content-type", "meta", "default", "detected" or
/// "late-meta"; part of the JSON report.
std::string_view encoding_source_name(EncodingSource source);

struct EncodingChoice {
  Encoding encoding = Encoding::kWindows1252;
  EncodingSource source = EncodingSource::kDefault;
  size_t bom_size = 0;  // bytes to leave out before decoding
  /// What each source said, whether or not it was followed.
  std::optional<Encoding> override_encoding;
  std::optional<Encoding> bom;
  std::optional<Encoding> transport;
  std::optional<Encoding> meta;
  /// Labels nobody knows, as written but made well-formed UTF-8 and cut to
  /// kMaxUnknownLabelBytes; empty if there are none.
  std::string unknown_transport_label;
  std::string unknown_meta_label;
};

/// Decides, in this order: a byte order mark (it wins over everything, see
/// https://encoding.spec.whatwg.org/#decode), `override_encoding`,
/// `transport_label` (the charset of Content-Type), the prescan of the first
/// kPrescanBytes, windows-1252. A label nobody knows is noted and passed over.
/// For content that is kLocal there is one step more before the last: bytes
/// that are all UTF-8 and not all ASCII are read as UTF-8, as the HTML Standard
/// advises for files (a saved page has lost its Content-Type).
EncodingChoice sniff_encoding(std::string_view bytes,
                              std::optional<std::string_view> transport_label,
                              std::optional<Encoding> override_encoding,
                              ContentOrigin origin = ContentOrigin::kNetwork);

}  // namespace pagescan
