// The decoders of the multi-byte encodings without state. Internal to decode/;
// callers use decode(). Thread-safe.
#pragma once

#include <string_view>

#include "scanner/decode/decode.h"

namespace pagescan {

/// https://encoding.spec.whatwg.org/#gb18030-decoder, also GBK's.
DecodedText decode_gb18030(std::string_view bytes);
/// https://encoding.spec.whatwg.org/#big5-decoder
DecodedText decode_big5(std::string_view bytes);
/// https://encoding.spec.whatwg.org/#euc-jp-decoder
DecodedText decode_euc_jp(std::string_view bytes);
/// https://encoding.spec.whatwg.org/#shift_jis-decoder
DecodedText decode_shift_jis(std::string_view bytes);
/// https://encoding.spec.whatwg.org/#euc-kr-decoder
DecodedText decode_euc_kr(std::string_view bytes);

}  // namespace pagescan
