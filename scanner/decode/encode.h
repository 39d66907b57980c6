// UTF-8 to the legacy encodings, for the one place the Web still needs it: the
// query of a URL in a legacy page (https://encoding.spec.whatwg.org/#encoders).
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/decode/encoding.h"

namespace pagescan {

/// The bytes of "percent-encode after encoding"
/// (https://url.spec.whatwg.org/#string-percent-encode-after-encoding) before
/// the percent-encoding, which is the caller's: every byte above 0x7E or in
/// his percent-encode set. '%' is in no query percent-encode set, so the
/// "%26%23N%3B" put for a code point N that `encoding` has no bytes for passes
/// through. UTF-16 and replacement encode as UTF-8, as "get an output encoding"
/// says. Ill-formed UTF-8 reads as U+FFFD. O(n log n) at most.
std::string encode_for_url_query(std::string_view utf8, Encoding encoding);

}  // namespace pagescan
