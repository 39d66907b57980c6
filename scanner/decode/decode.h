// Bytes of a page to UTF-8, as the Encoding Standard's decoders do it
// (https://encoding.spec.whatwg.org/). Values own their bytes; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/decode/encode.h"  // IWYU pragma: export
#include "scanner/decode/encoding.h"
#include "scanner/decode/sniff.h"

namespace pagescan {

struct DecodedText {
  std::string utf8;     // always well-formed
  size_t replaced = 0;  // U+FFFD put for ill-formed sequences
};

/// Runs `encoding`'s decoder with error mode "replacement". `bytes_without_bom`
/// has no byte order mark (EncodingChoice::bom_size tells its size); one that
/// is there stays as U+FEFF. Linear; at most three bytes out for each byte in.
DecodedText decode(std::string_view bytes_without_bom, Encoding encoding);

/// A page's text and how its encoding was found.
struct Decoded {
  EncodingChoice choice;
  DecodedText text;
};

/// sniff_encoding, then decode without the byte order mark.
Decoded sniff_and_decode(std::string_view bytes,
                         std::optional<std::string_view> transport_label,
                         std::optional<Encoding> override_encoding,
                         ContentOrigin origin = ContentOrigin::kNetwork);

}  // namespace pagescan
