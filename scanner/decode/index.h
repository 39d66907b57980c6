// The Encoding Standard's indexes (https://encoding.spec.whatwg.org/#indexes),
// made from ICU's converters and index_patches.h.
//
// Each table is made when it is first asked for and never changes after, so it
// is a constant whose value happens to be computed at run time (C++ makes the
// first call of several threads wait for one of them): no state that one
// caller could see another change. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "scanner/decode/encoding.h"

namespace pagescan {

/// No code point: what an index holds for a pointer that stands for nothing.
/// (No index maps anything to U+0000.)
inline constexpr char32_t kNoCodePoint = 0;

/// Code points by pointer.
using Index = std::vector<char32_t>;

inline constexpr size_t kSingleByteIndexSize = 128;
inline constexpr size_t kBig5IndexSize = size_t{126} * 157;
inline constexpr size_t kEucKrIndexSize = size_t{126} * 190;
inline constexpr size_t kGb18030IndexSize = size_t{126} * 190;
inline constexpr size_t kJis0208IndexSize = size_t{60} * 188;
inline constexpr size_t kJis0212IndexSize = size_t{94} * 94;

const Index& index_big5();
const Index& index_euc_kr();
const Index& index_gb18030();
const Index& index_jis0208();
const Index& index_jis0212();

/// The index of a single-byte encoding (kIbm866 to kXMacCyrillic), by byte less
/// 0x80.
const std::array<char16_t, kSingleByteIndexSize>& index_single_byte(
    Encoding encoding);

constexpr bool is_single_byte(Encoding encoding) {
  return encoding >= Encoding::kIbm866 && encoding <= Encoding::kXMacCyrillic;
}

/// "Index gb18030 ranges code point": of a four-byte sequence. kNoCodePoint if
/// the pointer stands for nothing.
char32_t gb18030_ranges_code_point(uint32_t pointer);

/// "Index gb18030 ranges pointer" of a code point from U+0080 up that index
/// gb18030 doesn't have.
uint32_t gb18030_ranges_pointer(char32_t code_point);

}  // namespace pagescan
