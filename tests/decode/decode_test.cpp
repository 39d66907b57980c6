#include "scanner/decode/decode.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

using namespace std::string_literals;

struct Case {
  Encoding encoding;
  std::string bytes;
  std::string utf8;
  size_t replaced = 0;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    // A copy without slack, so that the address sanitizer sees overreads.
    const std::vector<char> exact(c.bytes.begin(), c.bytes.end());
    const DecodedText text = decode({exact.data(), exact.size()}, c.encoding);
    EXPECT_EQ(text.utf8, c.utf8) << encoding_name(c.encoding);
    EXPECT_EQ(text.replaced, c.replaced)
        << encoding_name(c.encoding) << ' ' << c.utf8;
  }
}

TEST(Decode, Utf8) {
  check(
      {{Encoding::kUtf8, "", "", 0},
       {Encoding::kUtf8, "\u00E4\u20AC\U0001F600", "\u00E4\u20AC\U0001F600", 0},
       {Encoding::kUtf8, "a\xE2\x82<b>", "a\uFFFD<b>", 1},
       {Encoding::kUtf8, "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3}});
}

TEST(Decode, Utf16) {
  const Encoding le = Encoding::kUtf16Le;
  const Encoding be = Encoding::kUtf16Be;
  check({{le, "a\0\xE4\0"s, "a\u00E4", 0},
         {be, "\0a\0\xE4"s, "a\u00E4", 0},
         {be, "\xD8\x3D\xDE\0"s, "\U0001F600", 0},
         {le, "\x3D\xD8\0\xDE"s, "\U0001F600", 0},
         {be, "\xD8\x3D\0a"s, "\uFFFDa", 1},
         {be, "\xDE\0\0a"s, "\uFFFDa", 1},
         {be, "\xD8\x3D\xD8\x3D\xDE\0"s, "\uFFFD\U0001F600", 1},
         {be, "\xD8\x3D"s, "\uFFFD", 1},
         {be, "\xD8\x3D\xDE"s, "\uFFFD", 1},
         {be, "\0a\0"s, "a\uFFFD", 1},
         {be, "\0"s, "\uFFFD", 1},
         {be, "\xFE\xFF", "\uFEFF", 0},
         {be, "", "", 0}});
}

TEST(Decode, SingleByteAndAlgorithmic) {
  check(
      {{Encoding::kWindows1252, "a\x80\x81\x9F\xFF", "a\u20AC\u0081\u0178ÿ", 0},
       {Encoding::kIso885916, "\x80\xA4\xFF", "\u0080\u20AC\u00FF", 0},
       {Encoding::kIso88598I, "\xE0\xFF<", "\u05D0\uFFFD<", 1},
       {Encoding::kKoi8U, "\xAE\xBE", "\u045E\u040E", 0},
       {Encoding::kWindows874, "\xDB\xFC\xA1", "\uFFFD\uFFFD\u0E01", 2},
       {Encoding::kWindows1253, "\xAA\xC1", "\uFFFD\u0391", 1},
       {Encoding::kWindows1255, "\xCA", "\u05BA", 0},
       {Encoding::kMacintosh, "\xF0", "\uF8FF", 0},
       {Encoding::kXUserDefined, "a\x80\xFF", "a\uF780\uF7FF", 0},
       {Encoding::kReplacement, "<script>", "\uFFFD", 1},
       {Encoding::kReplacement, "", "", 0}});
}

TEST(Decode, Gb18030) {
  const Encoding gb = Encoding::kGb18030;
  check({{gb, "\x80\xC4\xE3", "\u20AC\u4F60", 0},
         {Encoding::kGbk, "\x80\xC4\xE3", "\u20AC\u4F60", 0},
         {gb, "\xA3\xA0\xA6\xD9\xFE\x59", "\u3000\uFE10\u9FB4", 0},
         {gb, "\x81\x30\x81\x30", "\u0080", 0},
         {gb, "\x81\x35\xF4\x37\xA8\xBC", "\uE7C7\u1E3F", 0},
         {gb, "\x84\x31\xA4\x39", "\uFFFF", 0},
         {gb, "\x84\x31\xA5\x30", "\uFFFD", 1},
         {gb, "\x90\x30\x81\x30\xE3\x32\x9A\x35", "\U00010000\U0010FFFF", 0},
         {gb, "\xE3\x32\x9A\x36", "\uFFFD", 1},
         {gb, "\x81<", "\uFFFD<", 1},
         {gb, "\x81\xFF", "\uFFFD", 1},
         {gb, "\xFF", "\uFFFD", 1},
         {gb, "\x81", "\uFFFD", 1},
         {gb, "\x81\x30", "\uFFFD", 1},
         {gb, "\x81\x30\x81", "\uFFFD", 1},
         {gb, "\x81\x30<", "\uFFFD0<", 1},
         {gb, "\x81\x30\x81<", "\uFFFD0\uFFFD<", 2},
         {gb, "\x81\x30\xC4\xE3", "\uFFFD0\u4F60", 1},
         {gb, "\x81\x7F", "\uFFFD\x7F", 1}});
}

TEST(Decode, Big5) {
  const Encoding big5 = Encoding::kBig5;
  check({{big5, "\xA4\x40", "\u4E00", 0},
         {big5, "\x88\x62\x88\x64\x88\xA3\x88\xA5",
          "\u00CA\u0304\u00CA\u030C\u00EA\u0304\u00EA\u030C", 0},
         {big5, "\x87\x40", "\u43F0", 0},
         {big5, "\x81<\x81\x40\x81\xA1", "\uFFFD<\uFFFD@\uFFFD", 3},
         {big5, "\x80\xFF\xA4", "\uFFFD\uFFFD\uFFFD", 3},
         {big5, "\xA4\x80<", "\uFFFD<", 1}});
}

TEST(Decode, EucJp) {
  const Encoding euc = Encoding::kEucJp;
  check({{euc, "\xA4\xA2\x8E\xB1", "\u3042\uFF71", 0},
         {euc, "\x8F\xB0\xA1", "\u4E02", 0},
         {euc, "\x8F\xFE\xFE", "\uFFFD", 1},
         {euc, "\x8F\xF3\xF3", "\uFFFD", 1},
         {euc, "\xA4<\x8E<\x8F<", "\uFFFD<\uFFFD<\uFFFD<", 3},
         {euc, "\x8F\xB0<", "\uFFFD<", 1},
         {euc, "\x8F\xB0\x80<", "\uFFFD<", 1},
         {euc, "\x8F\x8E\xB1\xB1", "\uFFFD\u81FC", 1},
         {euc, "\x8F\xB0", "\uFFFD", 1},
         {euc, "\x8F", "\uFFFD", 1},
         {euc, "\xA4", "\uFFFD", 1},
         {euc, "\x8E\xE0<", "\uFFFD<", 1},
         {euc, "\x80\xA0\xFF", "\uFFFD\uFFFD\uFFFD", 3}});
}

TEST(Decode, ShiftJis) {
  const Encoding sjis = Encoding::kShiftJis;
  check({{sjis, "\x82\xA0\xB1\x80\\~", "\u3042\uFF71\u0080\\~", 0},
         {sjis, "\x83\x5C", "\u30BD", 0},
         {sjis, "\xF0\x40\xF9\xFC", "\uE000\uE757", 0},
         {sjis, "\x81<\x81\xFD<", "\uFFFD<\uFFFD<", 2},
         {sjis, "\x81\x7F", "\uFFFD\x7F", 1},
         {sjis, "\xA0\xFD\xFE\xFF\x81", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", 5},
         {sjis, "\xFC\xFC", "\uFFFD", 1},
         {sjis, "\xFC\x4C", "\uFFFDL", 1}});
}

TEST(Decode, EucKr) {
  const Encoding kr = Encoding::kEucKr;
  check({{kr, "\xB0\xA1\x81\x41", "\uAC00\uAC02", 0},
         {kr, "\xC9\xA1\xFE\xFE", "\uFFFD\uFFFD", 2},
         {kr, "\x81<\x81\x5B\x81\x5C", "\uFFFD<\uFFFD[\uFFFD\\", 3},
         {kr, "\x81\xFF<\x80\xFF\xB0", "\uFFFD<\uFFFD\uFFFD\uFFFD", 4}});
}

TEST(Decode, Iso2022Jp) {
  const Encoding jp = Encoding::kIso2022Jp;
  check({
      {jp, "\x1B$B$\"\x1B(B<", "\u3042<", 0},
      {jp, "\x1B$@$\"", "\u3042", 0},
      {jp, "\x1B(J\\~x", "\u00A5\u203Ex", 0},
      {jp, "\x1B(I1\x5F\x60", "\uFF71\uFF9F\uFFFD", 1},
      {jp, "\x1B$B\x1B(B", "\uFFFD", 1},
      {jp, "\x1B(B\x1B(Ba\x1B(B", "\uFFFDa", 1},
      {jp, "\x1B$B$\x1B(B<", "\uFFFD<", 1},
      {jp, "\x1B$B$", "\uFFFD", 1},
      {jp, "\x1B$B$\n$\"", "\uFFFD\u3042", 1},
      {jp, "\x1B$B\n$\"", "\uFFFD\u3042", 1},
      {jp, "\x1B", "\uFFFD", 1},
      {jp, "\x1B$", "\uFFFD$", 1},
      {jp, "\x1B$<", "\uFFFD$<", 1},
      {jp, "\x1B<", "\uFFFD<", 1},
      {jp, "\x1B\x1B(Ba", "\uFFFDa", 1},
      {jp, "\x1B$B$\"\x1B$<", "\u3042\uFFFD\u305C", 1},
      {jp, "\x0E\x0F\x80", "\uFFFD\uFFFD\uFFFD", 3},
      {jp, "\x1B(J\x0E\x80", "\uFFFD\uFFFD", 2},
  });
}

// https://encoding.spec.whatwg.org/#security-background: an ASCII byte after a
// lead byte that it makes no pair with is never lost.
TEST(Decode, ALeadByteNeverSwallowsMarkup) {
  for (const Encoding encoding :
       {Encoding::kUtf8, Encoding::kGbk, Encoding::kGb18030, Encoding::kBig5,
        Encoding::kEucJp, Encoding::kShiftJis, Encoding::kEucKr}) {
    for (int lead = 0x80; lead <= 0xFF; ++lead) {
      for (const char trail : "<>\"'&=/; \n-!?"s) {
        const std::string bytes = {static_cast<char>(lead), trail, 'z'};
        const std::string utf8 = decode(bytes, encoding).utf8;
        ASSERT_GE(utf8.size(), 3U);
        EXPECT_EQ(utf8.substr(utf8.size() - 2), bytes.substr(1))
            << encoding_name(encoding) << ' ' << lead;
      }
    }
  }
}

TEST(Decode, RandomBytesGiveWellFormedUtf8) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 400; ++round) {
    std::vector<char> bytes(random() % 300);
    for (char& byte : bytes) {
      byte = static_cast<char>(random() % 4 == 0 ? random() % 0x80
                                                 : 0x80 + random() % 0x80);
      if (random() % 16 == 0) byte = '\x1B';
    }
    for (size_t i = 0; i < kEncodingCount; ++i) {
      const std::string_view view(bytes.data(), bytes.size());
      const DecodedText text = decode(view, static_cast<Encoding>(i));
      ASSERT_TRUE(is_valid_utf8(text.utf8));
      ASSERT_LE(text.utf8.size(), 3 * bytes.size() + 3);
      ASSERT_LE(text.replaced, bytes.size());
    }
  }
}

// Past the size of the writer's buffer, in runs longer and shorter than it.
TEST(Decode, LongTextsComeWhole) {
  std::string bytes;
  std::string utf8;
  for (size_t run = 1; run < 20000; run = run * 2 + 1) {
    bytes += std::string(run, 'a') + "\xE4";
    utf8 += std::string(run, 'a') + "\u00E4";
  }
  bytes += std::string(10000, '\x80');
  for (int i = 0; i < 10000; ++i) utf8 += "\u20AC";
  check({{Encoding::kWindows1252, bytes, utf8, 0}});
}

TEST(Decode, SniffsAndDecodes) {
  const Decoded decoded = sniff_and_decode("\xEF\xBB\xBF\u00E4", "gbk", {});
  EXPECT_EQ(decoded.choice.source, EncodingSource::kBom);
  EXPECT_EQ(decoded.text.utf8, "\u00E4");
  EXPECT_EQ(sniff_and_decode("\xFF\xFE"
                             "a\0"s,
                             {}, {})
                .text.utf8,
            "a");
  EXPECT_EQ(sniff_and_decode("\xE4", "nobody", {}).text.utf8, "\u00E4");
  EXPECT_EQ(sniff_and_decode("\xE4", "gbk", Encoding::kIso88595).text.utf8,
            "\u0444");
}

}  // namespace
}  // namespace pagescan
