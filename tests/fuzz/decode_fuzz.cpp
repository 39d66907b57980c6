// Fuzzes decode/: the first byte picks the encoding, the rest is the page, its
// Content-Type and the query of a URL. Built by hand:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I. \
//     tests/fuzz/decode_fuzz.cpp scanner/decode/*.cpp scanner/base/utf8.cpp \
//     scanner/base/strings.cpp -licuuc
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "scanner/base/utf8.h"
#include "scanner/decode/decode.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void fuzz(std::string_view bytes, pagescan::Encoding encoding) {
  using namespace pagescan;
  const DecodedText text = decode(bytes, encoding);
  require(is_valid_utf8(text.utf8));
  require(text.utf8.size() <= 3 * bytes.size());
  require(text.replaced <= bytes.size());

  // What was decoded without an error, encoded and decoded again, is the same.
  const bool round_trips =
      text.replaced == 0 && encoding != Encoding::kIso2022Jp &&
      encoding != Encoding::kUtf16Be && encoding != Encoding::kUtf16Le;
  const std::string query = encode_for_url_query(text.utf8, encoding);
  if (round_trips && query.find("%26%23") == std::string::npos) {
    require(decode(query, encoding).utf8 == text.utf8);
  }

  const auto type = parse_mime_type(bytes.substr(0, 200));
  std::optional<std::string_view> label;
  if (type && type->charset) label = *type->charset;
  const Decoded decoded = sniff_and_decode(bytes, label, std::nullopt);
  require(is_valid_utf8(decoded.text.utf8));
  require(is_valid_utf8(decoded.choice.unknown_meta_label));
  require(is_valid_utf8(decoded.choice.unknown_transport_label));
  require(decoded.choice.bom_size <= bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto encoding =
      static_cast<pagescan::Encoding>(data[0] % pagescan::kEncodingCount);
  fuzz({reinterpret_cast<const char*>(data) + 1, size - 1}, encoding);
  return 0;
}
