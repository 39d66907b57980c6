#include "tests/support/hostile_strings.h"

#include <vector>

namespace pagescan::test {
namespace {

using namespace std::string_view_literals;

std::vector<HostileString> all_hostile_strings() {
  return {
      // Terminals.
      {"CSI: colour", "\x1B[31mred\x1B[0m"},
      {"CSI: clear the screen", "\x1B[2J\x1B[H"},
      {"CSI: bracketed paste end", "\x1B[201~rm -rf ~\n"},
      {"CSI: alternate screen", "\x1B[?1049h"},
      {"OSC 0: window title", "\x1B]0;owned\x07"},
      {"OSC 8: hyperlink", "\x1B]8;;http://evil.example\x1B\\x\x1B]8;;\x1B\\"},
      {"OSC 52: clipboard", "\x1B]52;c;cm0gLXJm\x07"},
      {"DCS", "\x1BP1;2|x\x1B\\"},
      {"APC", "\x1B_Gf=24\x1B\\"},
      {"BEL", "ring\x07"},
      {"RIS",
       "\x1B"
       "c"},
      {"C1 CSI in UTF-8", "\u009B31m"},
      {"C1 OSC in UTF-8", "\u009D0;owned\u009C"},
      {"C1 CSI as a lone byte",
       "\x9B"
       "31m"},
      {"NEL", "a\u0085b"},
      {"NUL", "a\0b"sv},
      {"DEL",
       "a\x7F"
       "b"},
      {"CR overprints", "evil\rgood"},
      {"backspaces", "bad\b\b\bok"},
      {"SO and SI", "\x0Eq\x0F"},
      {"VT and FF", "a\vb\fc"},
      // Eyes.
      {"RLO", "invoice\u202Efdp.exe"},
      {"isolates, Trojan Source", "\u2066// end\u2069 \u2066{"},
      {"embedding", "\u202Aabc\u202C"},
      {"marks of direction", "a\u200Eb\u200Fc"},
      {"zero-width space", "pay\u200Bpal"},
      {"word joiner and BOM", "pay\u2060pal\uFEFF"},
      {"zero-width joiner in an emoji", "👩\u200D🚀"},
      {"soft hyphen", "pay\u00ADpal"},
      {"tag characters", "x\U000E0041\U000E0042\U000E007F"},
      {"variation selectors", "x\uFE0F\U000E0101"},
      {"LINE SEPARATOR", "a\u2028b"},
      {"PARAGRAPH SEPARATOR", "a\u2029b"},
      {"a flood of combining marks",
       "Z\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u0317\u0318\u0319"},
      {"homoglyphs", "https://\u0430\u0440\u0440\u04CF\u0435.example/"},
      {"noncharacters", "\uFFFE\uFFFF"},
      {"private use", "\uE000\U000F0000"},
      // Ill-formed UTF-8.
      {"overlong ESC", "\xC0\x9B[31m"},
      {"cut sequence", "a\xE2\x80"},
      {"surrogates, CESU-8", "\xED\xA0\xBD\xED\xB8\x80"},
      {"past U+10FFFF", "\xF4\x90\x80\x80"},
      {"lead byte before ESC", "\xE2\x1B[2J"},
      {"lead byte before a quote", "\xC2\"><b>"},
      // HTML and JSON.
      {"end of a script", "</script><script>alert(1)</script>"},
      {"comment", "<!--"},
      {"end of a comment", "--><img src=x>"},
      {"breakout from an attribute", "\"><img src=x onerror=alert(1)>"},
      {"breakout with an apostrophe", "' onmouseover='alert(1)"},
      {"references", "&quot;&lt;&amp;lt;&#x1B;&#60"},
      {"CDATA", "]]><![CDATA["},
      {"javascript:", "javascript:alert(1)//"},
      {"end of a textarea", "</textarea></title></style><svg onload=x>"},
      {"template", "{{7*7}}${7*7}"},
      {"breakout from JSON", "\",\"errors\":[],\"x\":\""},
      {"backslashes", "\\\\\"\\u0022\\"},
      {"what looks escaped", "\\u{1B}[0m"},
      // Spreadsheets.
      {"=cmd", "=cmd|' /C calc'!A0"},
      {"@SUM", "@SUM(1+1)*cmd|' /C calc'!A0"},
      {"+", "+1+cmd|' /C calc'!A0"},
      {"-", "-1+cmd|' /C calc'!A0"},
      {"TAB =", "\t=1+1"},
      {"CR =", "\r=1+1"},
      {"LF =", "\n=1+1"},
      {"full-width =", "\uFF1D1+1"},
      {"full-width +, -, @", "\uFF0B1\uFF0D1\uFF20x"},
      {"zero-width =", "\u200B=1+1"},
      {"HYPERLINK", "=HYPERLINK(\"http://evil.example\",\"x\")"},
      {"breakout from CSV", "\",=1+1,\""},
      {"new row", "x\"\r\n=1+1,\""},
      {"commas and semicolons", "a,b;c\td"},
      // Build servers.
      {"::set-output", "::set-output name=x::y"},
      {"::add-mask on a line of its own", "x\n  ::add-mask::y"},
      {"##vso", "##vso[task.setvariable variable=x]y"},
      {"##[error]", "x ##[error]y"},
      {"##teamcity", "##teamcity[buildStatus status='SUCCESS']"},
      // Markdown.
      {"image", "![x](http://evil.example/x.png)"},
      {"link", "[x](javascript:alert(1))"},
      {"mention and issue", "@org/team #1 GH-1"},
      {"backticks", "a`b``c```"},
      {"a backtick at each end", "`x`"},
      {"fence", "```\nx\n```"},
      {"pipes", "a|b\\|c||"},
      {"HTML", "<details open ontoggle=alert(1)>"},
      {"heading and list", "# x\n- y\n1. z"},
      {"autolink", "<http://evil.example> www.evil.example"},
      {"spaces", "  "},
      {"a space at each end", " x "},
      // Logs and shells.
      {"another line", "x\npagescan: error: all is well"},
      {"shell", "$(id) `id` ; id | id"},
      {"format", "%s%n{}{0}"},
  };
}

}  // namespace

std::span<const HostileString> hostile_strings() {
  static const std::vector<HostileString> kStrings = all_hostile_strings();
  return kStrings;
}

}  // namespace pagescan::test
