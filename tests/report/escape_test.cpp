#include "report/escape.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "report/json_writer.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

using namespace std::string_view_literals;

struct EscapeCase {
  const char* what;
  std::string_view bytes;    // as a server or a page may send them
  std::string_view line;     // for_terminal
  std::string_view in_json;  // between the quotation marks
};

// What a hostile page would put into a terminal. Bytes are made well-formed
// first, as every caller does.
const std::vector<EscapeCase>& cases() {
  static const std::vector<EscapeCase> kCases = {
      {"nothing", "", "", ""},
      {"ASCII", "plain <b>&", "plain <b>&", "plain <b>&"},
      {"letters", "é日本語👩‍🚀", "é日本語👩‍🚀",
       "é日本語👩\\u200D🚀"},
      {"NUL", "a\0b"sv, "a\\u{0}b", "a\\u0000b"},
      {"SOH", "\x01", "\\u{1}", "\\u0001"},
      {"ETX", "\x03", "\\u{3}", "\\u0003"},
      {"EOT", "\x04", "\\u{4}", "\\u0004"},
      {"ENQ asks for an answer", "\x05", "\\u{5}", "\\u0005"},
      {"BEL", "ring\x07", "ring\\u{7}", "ring\\u0007"},
      {"backspaces over a word", "bad\b\b\bok", "bad\\u{8}\\u{8}\\u{8}ok",
       "bad\\b\\b\\bok"},
      {"TAB stays", "a\tb", "a\tb", "a\\tb"},
      {"LF on one line", "a\nb", "a\\u{A}b", "a\\nb"},
      {"VT", "a\vb", "a\\u{B}b", "a\\u000Bb"},
      {"FF clears some screens", "a\fb", "a\\u{C}b", "a\\fb"},
      {"CR overwrites the line", "evil\rgood", "evil\\u{D}good", "evil\\rgood"},
      {"CR LF", "a\r\nb", "a\\u{D}\\u{A}b", "a\\r\\nb"},
      {"SO: another character set", "\x0E", "\\u{E}", "\\u000E"},
      {"SI", "\x0F", "\\u{F}", "\\u000F"},
      {"DLE", "\x10", "\\u{10}", "\\u0010"},
      {"XOFF stops a terminal", "\x13", "\\u{13}", "\\u0013"},
      {"CAN", "\x18", "\\u{18}", "\\u0018"},
      {"SUB", "\x1A", "\\u{1A}", "\\u001A"},
      {"ESC alone", "\x1B", "\\u{1B}", "\\u001B"},
      {"US, the last of C0", "\x1F", "\\u{1F}", "\\u001F"},
      {"CSI: colour", "\x1B[31mred\x1B[0m", "\\u{1B}[31mred\\u{1B}[0m",
       "\\u001B[31mred\\u001B[0m"},
      {"CSI: clear the screen", "\x1B[2J\x1B[H", "\\u{1B}[2J\\u{1B}[H",
       "\\u001B[2J\\u001B[H"},
      {"CSI: report the cursor", "\x1B[6n", "\\u{1B}[6n", "\\u001B[6n"},
      {"CSI: hidden text", "\x1B[8m", "\\u{1B}[8m", "\\u001B[8m"},
      {"CSI: bracketed paste end", "\x1B[201~", "\\u{1B}[201~", "\\u001B[201~"},
      {"OSC 0: window title, BEL", "\x1B]0;owned\x07", "\\u{1B}]0;owned\\u{7}",
       "\\u001B]0;owned\\u0007"},
      {"OSC 8: hyperlink, ST", "\x1B]8;;https://evil.example\x1B\\text",
       "\\u{1B}]8;;https://evil.example\\u{1B}\\text",
       "\\u001B]8;;https://evil.example\\u001B\\\\text"},
      {"OSC 52: clipboard", "\x1B]52;c;cm0gLXJm\x07",
       "\\u{1B}]52;c;cm0gLXJm\\u{7}", "\\u001B]52;c;cm0gLXJm\\u0007"},
      {"OSC 1337: a terminal's own", "\x1B]1337;File=\x07",
       "\\u{1B}]1337;File=\\u{7}", "\\u001B]1337;File=\\u0007"},
      {"DCS", "\x1BPq#0\x1B\\", "\\u{1B}Pq#0\\u{1B}\\",
       "\\u001BPq#0\\u001B\\\\"},
      {"APC", "\x1B_Gf=24\x1B\\", "\\u{1B}_Gf=24\\u{1B}\\",
       "\\u001B_Gf=24\\u001B\\\\"},
      {"PM", "\x1B^x\x1B\\", "\\u{1B}^x\\u{1B}\\", "\\u001B^x\\u001B\\\\"},
      {"RIS: reset",
       "\x1B"
       "c",
       "\\u{1B}c", "\\u001Bc"},
      {"DEL", "a\x7F", "a\\u{7F}", "a\\u007F"},
      {"the first of C1", "\u0080", "\\u{80}", "\\u0080"},
      {"C1 NEL, a line break", "a\u0085b", "a\\u{85}b", "a\\u0085b"},
      {"C1 DCS", "\u0090", "\\u{90}", "\\u0090"},
      {"C1 CSI in UTF-8", "\u009B31m", "\\u{9B}31m", "\\u009B31m"},
      {"C1 ST", "\u009C", "\\u{9C}", "\\u009C"},
      {"C1 OSC in UTF-8", "\u009D0;owned\u0007", "\\u{9D}0;owned\\u{7}",
       "\\u009D0;owned\\u0007"},
      {"C1 APC, the last of C1", "\u009F", "\\u{9F}", "\\u009F"},
      {"no-break space is no control", "a\u00A0b", "a\u00A0b", "a\u00A0b"},
      {"raw byte 9B, CSI on old terminals",
       "\x9B"
       "31m",
       "\uFFFD31m", "\uFFFD31m"},
      {"raw byte 9D",
       "\x9D"
       "0;x",
       "\uFFFD0;x", "\uFFFD0;x"},
      {"raw byte 85",
       "a\x85"
       "b",
       "a\uFFFDb", "a\uFFFDb"},
      {"cut sequence", "a\xE2\x80", "a\uFFFD", "a\uFFFD"},
      {"overlong ESC", "\xC0\x9B", "\uFFFD\uFFFD", "\uFFFD\uFFFD"},
      {"overlong ESC in three", "\xE0\x80\x9B", "\uFFFD\uFFFD\uFFFD",
       "\uFFFD\uFFFD\uFFFD"},
      {"a surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD",
       "\uFFFD\uFFFD\uFFFD"},
      {"past U+10FFFF", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD",
       "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"lead byte eats no ESC", "\xE2\x1B[2J", "\uFFFD\\u{1B}[2J",
       "\uFFFD\\u001B[2J"},
      {"LINE SEPARATOR", "a\u2028b", "a\\u{2028}b", "a\\u2028b"},
      {"PARAGRAPH SEPARATOR", "a\u2029b", "a\\u{2029}b", "a\\u2029b"},
      {"LRE", "\u202A", "\\u{202A}", "\\u202A"},
      {"RLE", "\u202B", "\\u{202B}", "\\u202B"},
      {"PDF", "\u202C", "\\u{202C}", "\\u202C"},
      {"LRO", "\u202D", "\\u{202D}", "\\u202D"},
      {"RLO: a name read backwards", "invoice\u202Efdp.exe",
       "invoice\\u{202E}fdp.exe", "invoice\\u202Efdp.exe"},
      {"NNBSP after the embeddings", "\u202F", "\u202F", "\u202F"},
      {"LRI", "\u2066", "\\u{2066}", "\\u2066"},
      {"RLI", "\u2067", "\\u{2067}", "\\u2067"},
      {"FSI", "\u2068", "\\u{2068}", "\\u2068"},
      {"PDI", "\u2069", "\\u{2069}", "\\u2069"},
      {"LRM and RLM reorder nothing", "\u200E\u200F", "\u200E\u200F",
       "\\u200E\\u200F"},
      {"zero-width joiner stays", "a\u200Db", "a\u200Db", "a\\u200Db"},
      {"U+FEFF is no control", "\uFEFFa", "\uFEFFa", "\\uFEFFa"},
      {"soft hyphen stays", "a\u00ADb", "a\u00ADb", "a\\u00ADb"},
      {"tag characters", "x\U000E0041\U000E007F", "x\\u{E0041}\\u{E007F}",
       "x\\uDB40\\uDC41\\uDB40\\uDC7F"},
      {"U+FFFF", "\uFFFF", "\uFFFF", "\uFFFF"},
      {"quotation mark and backslash", "\"\\", "\"\\", "\\\"\\\\"},
      {"what looks escaped already", "\\u{1B}[0m", "\\u{1B}[0m",
       "\\\\u{1B}[0m"},
      {"a backslash before ESC", "\\\x1B[0m", "\\\\u{1B}[0m", "\\\\\\u001B[0m"},
  };
  return kCases;
}

TEST(EscapeTest, KnowsEnoughPayloads) { EXPECT_GE(cases().size(), 70u); }

TEST(EscapeTest, MakesOneLineHarmless) {
  for (const EscapeCase& c : cases()) {
    EXPECT_EQ(for_terminal(replace_invalid_utf8(c.bytes)), c.line) << c.what;
  }
}

TEST(EscapeTest, MakesJsonHarmlessWithoutChangingItsMeaning) {
  for (const EscapeCase& c : cases()) {
    const std::string text = replace_invalid_utf8(c.bytes);
    std::string json;
    JsonWriter writer;
    writer.value(text);
    append_json_for_terminal(writer.json(), json);
    EXPECT_EQ(json, '"' + std::string(c.in_json) + '"') << c.what;
    EXPECT_EQ(nlohmann::json::parse(json).get<std::string>(), text) << c.what;
  }
}

TEST(EscapeTest, LeavesNoControlOfAnyKind) {
  for (char32_t c = 0; c < 0x3000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const bool harmful = (c < 0x20 && c != '\t') || (c >= 0x7F && c <= 0x9F) ||
                         (c >= 0x2028 && c <= 0x202E) ||
                         (c >= 0x2066 && c <= 0x2069);
    EXPECT_EQ(for_terminal(text) != text, harmful) << static_cast<uint32_t>(c);
  }
}

TEST(EscapeTest, KeepsLineFeedsWhereAsked) {
  std::string out = "before ";
  append_for_terminal("a\nb\rc\u2028d\n", LineBreaks::kKeep, out);
  EXPECT_EQ(out, "before a\nb\\u{D}c\\u{2028}d\n");
}

TEST(EscapeTest, KeepsLineFeedsBetweenJsonDocuments) {
  std::string json = "before ";
  append_json_for_terminal("{\"a\":\"\x7F\"}\n{}\n", json);
  EXPECT_EQ(json, "before {\"a\":\"\\u007F\"}\n{}\n");
}

}  // namespace
}  // namespace pagescan
