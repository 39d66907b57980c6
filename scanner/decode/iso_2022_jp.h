// ISO-2022-JP, the one legacy encoding with state. Internal to decode/;
// callers use decode(). Thread-safe.
#pragma once

#include <string_view>

#include "scanner/decode/decode.h"

namespace pagescan {

/// https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
DecodedText decode_iso_2022_jp(std::string_view bytes);

}  // namespace pagescan
