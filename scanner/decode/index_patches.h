// Where ICU's tables differ from the Encoding Standard's indexes. Included by
// index.cpp alone; constexpr tables, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace pagescan {

/// A run of pointers of an index and the consecutive code points they stand
/// for; with `first` 0 the pointers stand for nothing.
struct IndexPatch {
  uint16_t pointer;
  char16_t first;
  uint16_t count;
};

/// Index Big5 against ibm-1375_P100-2008: rows ICU leaves out or maps to the
/// private use area (HKSCS-2008 additions, unified ideographs given twice).
inline constexpr IndexPatch kBig5Patches[] = {
    {1008, 0x9F97, 1},  {1016, 0x9F96, 1},  {1099, 0x31C0, 5},
    {1105, 0x31C5, 1},  {1108, 0x31C6, 2},  {1112, 0x31C8, 1},
    {1114, 0x31C9, 4},  {1119, 0x31CD, 2},  {1170, 0x23DA, 2},
    {1730, 0x9FA6, 1},  {1772, 0x9FA7, 1},  {1779, 0x9FA8, 1},
    {1812, 0x9FA9, 1},  {1814, 0x9FAA, 1},  {1816, 0x9FAB, 1},
    {1821, 0x9FAC, 1},  {1844, 0x9FAD, 2},  {1847, 0x9FAF, 1},
    {1866, 0x9FB2, 1},  {1892, 0x9FB3, 1},  {2082, 0x7BB8, 1},
    {2088, 0x7C06, 1},  {2103, 0x7CCE, 1},  {2114, 0x7DD2, 1},
    {2123, 0x7E1D, 1},  {2148, 0x8005, 1},  {2151, 0x8028, 1},
    {2221, 0x83C1, 1},  {2239, 0x84A8, 1},  {2244, 0x840F, 1},
    {2303, 0x89A6, 1},  {2304, 0x89A9, 1},  {2354, 0x8D77, 1},
    {2400, 0x90FD, 1},  {2413, 0x92B9, 1},  {2477, 0x975C, 1},
    {2498, 0x97FF, 1},  {2605, 0x9F16, 1},  {2673, 0x8503, 1},
    {2746, 0x5159, 1},  {2747, 0x515B, 1},  {2748, 0x515D, 2},
    {2771, 0x936E, 1},  {2780, 0x7479, 1},  {2990, 0x6D67, 1},
    {3087, 0x799B, 1},  {3259, 0x9097, 1},  {3301, 0x975D, 1},
    {3436, 0x701E, 1},  {3451, 0x5B28, 1},  {4136, 0x7201, 1},
    {4138, 0x77D7, 1},  {4141, 0x7E87, 1},  {4182, 0x99D6, 1},
    {4206, 0x91D4, 1},  {4220, 0x60DE, 1},  {4230, 0x6FB6, 1},
    {4241, 0x8F36, 1},  {4258, 0x4FBB, 1},  {4273, 0x71DF, 1},
    {4279, 0x9104, 1},  {4282, 0x9DF0, 1},  {4294, 0x83CF, 1},
    {4329, 0x5C10, 1},  {4330, 0x79E3, 1},  {4349, 0x5A67, 1},
    {4419, 0x8F0B, 1},  {4422, 0x7B51, 1},  {4494, 0x62D0, 1},
    {4624, 0x6062, 1},  {4694, 0x75F9, 1},  {4708, 0x6C4A, 1},
    {4742, 0x9B2E, 1},  {4748, 0x9F17, 1},  {4815, 0x50ED, 1},
    {4828, 0x5F0C, 1},  {4902, 0x880F, 1},  {4922, 0x62CE, 1},
    {4982, 0x7468, 1},  {4992, 0x7162, 1},  {4997, 0x7250, 1},
    {5432, 0x2400, 32}, {5464, 0x2421, 1},  {10942, 0x5EF4, 1},
    {10946, 0x65E0, 1}, {10948, 0x7676, 1}, {10950, 0x96B6, 1},
    {10957, 0x3003, 1}, {10958, 0x4EDD, 1}, {11204, 0x31CF, 1},
    {11210, 0x9FB0, 1}, {11212, 0x9FB1, 1}, {19028, 0x5029, 1},
    {19035, 0x507D, 1}, {19088, 0x5305, 1}, {19096, 0x5344, 1},
    {19112, 0x537F, 1}, {19162, 0x5605, 1}, {19240, 0x5A77, 1},
    {19299, 0x5E75, 1}, {19305, 0x5ED0, 1}, {19326, 0x5F58, 1},
    {19355, 0x60A4, 1}, {19398, 0x6490, 1}, {19439, 0x6674, 1},
    {19454, 0x675E, 1}, {19553, 0x6C9C, 1}, {19554, 0x6E1D, 1},
    {19557, 0x6E2F, 1}, {19611, 0x716E, 1}, {19643, 0x732A, 1},
    {19672, 0x745C, 1}, {19697, 0x74E9, 1}, {19748, 0x7809, 1},
};

/// Index gb18030 against gb18030: GB 18030-2022 moved 18 characters out of the
/// private use area, and A3 A0 is a space in deployed pages.
inline constexpr IndexPatch kGb18030Patches[] = {
    {6555, 0x3000, 1},  {7182, 0xFE10, 1},  {7183, 0xFE12, 1},
    {7184, 0xFE11, 1},  {7185, 0xFE13, 4},  {7201, 0xFE17, 2},
    {7208, 0xFE19, 1},  {23775, 0x9FB4, 1}, {23783, 0x9FB5, 1},
    {23788, 0x9FB6, 2}, {23795, 0x9FB8, 1}, {23812, 0x9FB9, 1},
    {23829, 0x9FBA, 1}, {23845, 0x9FBB, 1},
};

/// Index jis0212 against euc-jp-2007, which adds IBM's numerals.
inline constexpr IndexPatch kJis0212Patches[] = {{7708, 0, 23}};

inline constexpr IndexPatch kKoi8UPatches[] = {{46, 0x045E, 1},
                                               {62, 0x040E, 1}};
inline constexpr IndexPatch kWindows874Patches[] = {{91, 0, 4}, {124, 0, 4}};
inline constexpr IndexPatch kWindows1253Patches[] = {{42, 0, 1}};
inline constexpr IndexPatch kWindows1255Patches[] = {{74, 0x05BA, 1}};

/// Index ISO-8859-16 from pointer 0x20 (byte 0xA0) on; ICU has no converter.
/// The bytes below stand for the C1 controls.
inline constexpr std::u16string_view kIso885916FromA0 =
    u"\u00A0\u0104\u0105\u0141\u20AC\u201E\u0160\u00A7\u0161\u00A9\u0218\u00AB"
    u"\u0179\u00AD\u017A\u017B"
    u"\u00B0\u00B1\u010C\u0142\u017D\u201D\u00B6\u00B7\u017E\u010D\u0219\u00BB"
    u"\u0152\u0153\u0178\u017C"
    u"\u00C0\u00C1\u00C2\u0102\u00C4\u0106\u00C6\u00C7\u00C8\u00C9\u00CA\u00CB"
    u"\u00CC\u00CD\u00CE\u00CF"
    u"\u0110\u0143\u00D2\u00D3\u00D4\u0150\u00D6\u015A\u0170\u00D9\u00DA\u00DB"
    u"\u00DC\u0118\u021A\u00DF"
    u"\u00E0\u00E1\u00E2\u0103\u00E4\u0107\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB"
    u"\u00EC\u00ED\u00EE\u00EF"
    u"\u0111\u0144\u00F2\u00F3\u00F4\u0151\u00F6\u015B\u0171\u00F9\u00FA\u00FB"
    u"\u00FC\u0119\u021B\u00FF";

}  // namespace pagescan
