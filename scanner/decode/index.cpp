#include "scanner/decode/index.h"

#include <unicode/localpointer.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "scanner/decode/index_patches.h"

namespace pagescan {
namespace {

// The last pointer of the ranges inside the Basic Multilingual Plane is
// 39419; the planes above start at 189000.
constexpr uint32_t kFirstSupplementaryPointer = 189000;
constexpr uint32_t kLastRangesPointer = 1237575;
// GB 18030-2005 moved U+1E3F to two bytes and left U+E7C7 its pointer here.
constexpr uint32_t kPointerOfE7C7 = 7457;

constexpr bool is_private_use(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

// Reads sequences with an ICU converter opened by the name of a table, never
// by a page's label.
class IcuTable {
 public:
  explicit IcuTable(const char* converter_name)
      : converter_(ucnv_open(converter_name, &status_)) {
    ucnv_setToUCallBack(converter_.getAlias(), UCNV_TO_U_CALLBACK_STOP, nullptr,
                        nullptr, nullptr, &status_);
  }

  // What all of `bytes` stand for, if that is one code point.
  char32_t code_point(std::string_view bytes) const {
    if (U_FAILURE(status_)) return kNoCodePoint;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_reset(converter_.getAlias());
    std::array<UChar, 4> units{};
    const int32_t size = ucnv_toUChars(
        converter_.getAlias(), units.data(), static_cast<int32_t>(units.size()),
        bytes.data(), static_cast<int32_t>(bytes.size()), &status);
    if (U_FAILURE(status) || size < 1) return kNoCodePoint;
    if (size == 1) return units[0];
    if (size == 2 && U16_IS_LEAD(units[0]) && U16_IS_TRAIL(units[1])) {
      return static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[0], units[1]));
    }
    return kNoCodePoint;
  }

 private:
  UErrorCode status_ = U_ZERO_ERROR;
  icu::LocalUConverterPointer converter_;
};

template <class Table>
void apply_patches(std::span<const IndexPatch> patches, Table& table) {
  for (const IndexPatch& patch : patches) {
    for (size_t i = 0; i < patch.count; ++i) {
      const size_t code_point = patch.first == 0 ? 0 : patch.first + i;
      table[patch.pointer + i] =
          static_cast<typename Table::value_type>(code_point);
    }
  }
}

std::string bytes_of(size_t lead, size_t trail) {
  return {static_cast<char>(lead), static_cast<char>(trail)};
}

enum class PrivateUse : uint8_t { kKeep, kDrop };

// An index of `size` pointers; `sequence` gives the bytes of one. ICU fills
// unassigned rows from the private use area, which the Standard leaves empty
// in every index but gb18030's.
template <class Sequence>
Index make_index(const char* converter_name, size_t size,
                 PrivateUse private_use, Sequence sequence) {
  const IcuTable icu_table(converter_name);
  Index index(size, kNoCodePoint);
  for (size_t pointer = 0; pointer < size; ++pointer) {
    const char32_t code_point = icu_table.code_point(sequence(pointer));
    if (private_use == PrivateUse::kDrop && is_private_use(code_point))
      continue;
    index[pointer] = code_point;
  }
  return index;
}

// Index gb18030 before GB 18030-2022: what the ranges were drawn up against.
Index make_gb18030_2005_index() {
  return make_index("gb18030", kGb18030IndexSize, PrivateUse::kKeep,
                    [](size_t pointer) {
                      const size_t trail = pointer % 190;
                      return bytes_of(pointer / 190 + 0x81,
                                      trail + (trail < 0x3F ? 0x40 : 0x41));
                    });
}

// The code points of the Basic Multilingual Plane with four bytes, by pointer:
// all that had no two bytes when GB 18030 was first drawn up, in order.
const std::vector<char16_t>& gb18030_bmp_ranges() {
  static const std::vector<char16_t> kRanges = [] {
    std::vector<bool> has_two_bytes(0x10000, false);
    for (const char32_t c : make_gb18030_2005_index()) has_two_bytes[c] = true;
    has_two_bytes[0x1E3F] = false;
    has_two_bytes[0xE7C7] = true;
    std::vector<char16_t> code_points;
    for (uint32_t c = 0x80; c <= 0xFFFF; ++c) {
      if (has_two_bytes[c] || U_IS_SURROGATE(c)) continue;
      code_points.push_back(static_cast<char16_t>(c));
    }
    return code_points;
  }();
  return kRanges;
}

struct SingleByteTable {
  const char* converter_name;
  std::span<const IndexPatch> patches;
};

constexpr size_t kSingleByteCount =
    static_cast<size_t>(Encoding::kXMacCyrillic) -
    static_cast<size_t>(Encoding::kIbm866) + 1;

// In the order of Encoding; without a name: no converter.
constexpr std::array<SingleByteTable, kSingleByteCount> kSingleByteTables = {{
    {"ibm-866", {}},      {"iso-8859-2", {}},
    {"iso-8859-3", {}},   {"iso-8859-4", {}},
    {"iso-8859-5", {}},   {"iso-8859-6", {}},
    {"iso-8859-7", {}},   {"iso-8859-8", {}},
    {"iso-8859-8", {}},   {"iso-8859-10", {}},
    {"iso-8859-13", {}},  {"iso-8859-14", {}},
    {"iso-8859-15", {}},  {nullptr, {}},
    {"koi8-r", {}},       {"koi8-u", kKoi8UPatches},
    {"macintosh", {}},    {"windows-874", kWindows874Patches},
    {"windows-1250", {}}, {"windows-1251", {}},
    {"windows-1252", {}}, {"windows-1253", kWindows1253Patches},
    {"windows-1254", {}}, {"windows-1255", kWindows1255Patches},
    {"windows-1256", {}}, {"windows-1257", {}},
    {"windows-1258", {}}, {"x-mac-cyrillic", {}},
}};

using SingleByteIndex = std::array<char16_t, kSingleByteIndexSize>;

SingleByteIndex make_iso_8859_16_index() {
  SingleByteIndex index{};
  for (size_t i = 0; i < index.size(); ++i) {
    index[i] =
        i < 0x20 ? static_cast<char16_t>(0x80 + i) : kIso885916FromA0[i - 0x20];
  }
  return index;
}

SingleByteIndex make_single_byte_index(const SingleByteTable& table) {
  if (table.converter_name == nullptr) return make_iso_8859_16_index();
  const IcuTable icu_table(table.converter_name);
  SingleByteIndex index{};
  for (size_t i = 0; i < index.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    index[i] = static_cast<char16_t>(icu_table.code_point({&byte, 1}));
  }
  apply_patches(table.patches, index);
  return index;
}

}  // namespace

const Index& index_big5() {
  static const Index kIndex = [] {
    Index made =
        make_index("ibm-1375_P100-2008", kBig5IndexSize, PrivateUse::kDrop,
                   [](size_t pointer) {
                     const size_t trail = pointer % 157;
                     return bytes_of(pointer / 157 + 0x81,
                                     trail + (trail < 0x3F ? 0x40 : 0x62));
                   });
    apply_patches(kBig5Patches, made);
    return made;
  }();
  return kIndex;
}

const Index& index_euc_kr() {
  static const Index kIndex =
      make_index("windows-949-2000", kEucKrIndexSize, PrivateUse::kDrop,
                 [](size_t pointer) {
                   return bytes_of(pointer / 190 + 0x81, pointer % 190 + 0x41);
                 });
  return kIndex;
}

const Index& index_gb18030() {
  static const Index kIndex = [] {
    Index made = make_gb18030_2005_index();
    apply_patches(kGb18030Patches, made);
    return made;
  }();
  return kIndex;
}

const Index& index_jis0208() {
  static const Index kIndex =
      make_index("ibm-943_P15A-2003", kJis0208IndexSize, PrivateUse::kDrop,
                 [](size_t pointer) {
                   const size_t lead = pointer / 188;
                   const size_t trail = pointer % 188;
                   return bytes_of(lead + (lead < 0x1F ? 0x81 : 0xC1),
                                   trail + (trail < 0x3F ? 0x40 : 0x41));
                 });
  return kIndex;
}

const Index& index_jis0212() {
  static const Index kIndex = [] {
    Index made = make_index("euc-jp-2007", kJis0212IndexSize, PrivateUse::kDrop,
                            [](size_t pointer) {
                              return '\x8F' + bytes_of(pointer / 94 + 0xA1,
                                                       pointer % 94 + 0xA1);
                            });
    apply_patches(kJis0212Patches, made);
    return made;
  }();
  return kIndex;
}

const SingleByteIndex& index_single_byte(Encoding encoding) {
  static const std::array<SingleByteIndex, kSingleByteCount> kIndexes = [] {
    std::array<SingleByteIndex, kSingleByteCount> made{};
    std::ranges::transform(kSingleByteTables, made.begin(),
                           make_single_byte_index);
    return made;
  }();
  return kIndexes[static_cast<size_t>(encoding) -
                  static_cast<size_t>(Encoding::kIbm866)];
}

char32_t gb18030_ranges_code_point(uint32_t pointer) {
  if (pointer == kPointerOfE7C7) return 0xE7C7;
  const std::vector<char16_t>& bmp = gb18030_bmp_ranges();
  if (pointer < bmp.size()) return bmp[pointer];
  if (pointer < kFirstSupplementaryPointer || pointer > kLastRangesPointer) {
    return kNoCodePoint;
  }
  return 0x10000 + (pointer - kFirstSupplementaryPointer);
}

uint32_t gb18030_ranges_pointer(char32_t code_point) {
  if (code_point == 0xE7C7) return kPointerOfE7C7;
  if (code_point >= 0x10000) {
    return kFirstSupplementaryPointer + (code_point - 0x10000);
  }
  const std::vector<char16_t>& bmp = gb18030_bmp_ranges();
  return static_cast<uint32_t>(
      std::ranges::lower_bound(bmp, static_cast<char16_t>(code_point)) -
      bmp.begin());
}

}  // namespace pagescan
