// The encodings of the Encoding Standard, their names and their labels
// (https://encoding.spec.whatwg.org/#names-and-labels). Values and constexpr
// tables; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pagescan {

/// Every encoding of the Standard, in its order.
enum class Encoding : uint8_t {
  kUtf8,
  kIbm866,
  kIso88592,
  kIso88593,
  kIso88594,
  kIso88595,
  kIso88596,
  kIso88597,
  kIso88598,
  kIso88598I,
  kIso885910,
  kIso885913,
  kIso885914,
  kIso885915,
  kIso885916,
  kKoi8R,
  kKoi8U,
  kMacintosh,
  kWindows874,
  kWindows1250,
  kWindows1251,
  kWindows1252,
  kWindows1253,
  kWindows1254,
  kWindows1255,
  kWindows1256,
  kWindows1257,
  kWindows1258,
  kXMacCyrillic,
  kGbk,
  kGb18030,
  kBig5,
  kEucJp,
  kIso2022Jp,
  kShiftJis,
  kEucKr,
  kReplacement,
  kUtf16Be,
  kUtf16Le,
  kXUserDefined,
};

inline constexpr size_t kEncodingCount = 40;

/// The Standard's name: "UTF-8", "windows-1252", "Shift_JIS".
std::string_view encoding_name(Encoding encoding);

/// "Get an encoding" (https://encoding.spec.whatwg.org/#concept-encoding-get):
/// surrounding ASCII whitespace and case don't matter. Nothing for a label the
/// Standard doesn't list.
std::optional<Encoding> encoding_from_label(std::string_view label);

}  // namespace pagescan
