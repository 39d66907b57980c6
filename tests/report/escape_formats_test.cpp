// Every hostile string in every format, read back by somebody else: the HTML by
// our parser, the JSON by nlohmann, CSV, XML and Markdown by small readers
// written from their rules here.
#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/escape.h"
#include "report/escape_csv.h"
#include "report/escape_html.h"
#include "report/escape_markdown.h"
#include "report/escape_xml.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/parse.h"
#include "tests/support/hostile_strings.h"

namespace pagescan {
namespace {

using test::hostile_strings;
using test::HostileString;

// What every reporter has at hand: a page's bytes made well-formed.
std::string well_formed(const HostileString& hostile) {
  return replace_invalid_utf8(hostile.bytes);
}

std::string kept_for_terminal(std::string_view text) {
  std::string out;
  append_for_terminal(text, LineBreaks::kKeep, out);
  return out;
}

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> all;
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    all.push_back(c.value);
    i += c.size;
  }
  return all;
}

bool is_terminal_hazard(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

// The first thing in it that a terminal or a build server acts on.
std::string hazard_in(std::string_view text) {
  for (const char32_t c : code_points(text)) {
    if (is_terminal_hazard(c)) return std::to_string(static_cast<uint32_t>(c));
  }
  for (const char* command : {"##[", "##vso[", "##teamcity["}) {
    if (text.find(command) != std::string_view::npos) return command;
  }
  for (size_t line = 0; line < text.size();) {
    const size_t end = std::min(text.find('\n', line), text.size());
    std::string_view rest = text.substr(line, end - line);
    while (rest.starts_with(' ') || rest.starts_with('\t')) {
      rest.remove_prefix(1);
    }
    if (rest.starts_with("::") &&
        rest.find("::", 2) != std::string_view::npos) {
      return "::";
    }
    line = end + 1;
  }
  return "";
}

// `\u{1B}` back to what it stands for.
std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    if (!text.substr(i).starts_with("\\u{")) {
      out += text[i++];
      continue;
    }
    const size_t end = text.find('}', i);
    uint32_t value = 0;
    std::from_chars(text.data() + i + 3, text.data() + end, value, 16);
    append_utf8(out, value);
    i = end + 1;
  }
  return out;
}

TEST(EscapeFormatsTest, ThereAreEnoughHostileStrings) {
  EXPECT_GE(hostile_strings().size(), 80u);
}

TEST(EscapeFormatsTest, TerminalIsHarmlessAndTellsWhatWasThere) {
  size_t changed = 0;
  for (const HostileString& hostile : hostile_strings()) {
    const std::string text = well_formed(hostile);
    const std::string line = for_terminal(hostile.bytes);
    const std::string kept = kept_for_terminal(text);
    EXPECT_EQ(hazard_in(line), "") << hostile.what;
    EXPECT_EQ(hazard_in(kept), "") << hostile.what;
    EXPECT_EQ(line.find('\n'), std::string::npos) << hostile.what;
    if (line != text) ++changed;
    // What looks escaped from the start can't be told from what was.
    if (text.find("\\u{") != std::string::npos) continue;
    EXPECT_EQ(unescaped(line), text) << hostile.what;
    EXPECT_EQ(unescaped(kept), text) << hostile.what;
  }
  EXPECT_GE(changed, 30u);
}

TEST(EscapeFormatsTest, BuildCommandsOnlyWhereTheyAre) {
  struct Case {
    std::string_view text;
    std::string_view kept;
  };
  const std::vector<Case> cases = {
      {"::set-output name=x::y", "\\u{3A}:set-output name=x::y"},
      {"a\n \t::x::y\n::z::", "a\n \t\\u{3A}:x::y\n\\u{3A}:z::"},
      {"::1", "::1"},
      {"::ffff:192.0.2.7", "::ffff:192.0.2.7"},
      {"std::vector<a::b>", "std::vector<a::b>"},
      {"::\n::", "::\n::"},
      {"#fff ## [x] #[", "#fff ## [x] #["},
      {"###[x]", "#\\u{23}#[x]"},
      {"a ##vso[x]", "a \\u{23}#vso[x]"},
      {"\u3000::x::y", "\u3000\\u{3A}:x::y"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(kept_for_terminal(c.text), c.kept) << c.text;
  }
}

// The value of one place, and the next place on the same line.
TEST(EscapeFormatsTest, BuildCommandsMayGoOnAfterAValue) {
  EXPECT_EQ(for_terminal("::set-output name"), "\\u{3A}:set-output name");
  EXPECT_EQ(for_terminal(" ::x"), " \\u{3A}:x");
  EXPECT_EQ(for_terminal("::1"), "::1");
  EXPECT_EQ(for_terminal("::ffff:192.0.2.7"), "::ffff:192.0.2.7");
  EXPECT_EQ(for_terminal("x::y"), "x::y");
}

TEST(EscapeFormatsTest, JsonIsHarmlessAndMeansTheSame) {
  for (const HostileString& hostile : hostile_strings()) {
    const std::string text = well_formed(hostile);
    std::string json;
    append_json_for_terminal(nlohmann::json(text).dump(), json);
    EXPECT_EQ(hazard_in(json), "") << hostile.what;
    for (const char32_t c : code_points(json)) {
      EXPECT_FALSE(c == 0xAD || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
                   (c >= 0x2060 && c <= 0x206F))
          << hostile.what;
    }
    EXPECT_EQ(nlohmann::json::parse(json).get<std::string>(), text)
        << hostile.what;
  }
}

// The element p's one text node and its attribute, both from `escaped`.
struct ReadBack {
  size_t children = 0;
  std::string text;
  std::string attribute;
  size_t attributes = 0;
};

ReadBack read_html(const std::string& escaped, char quote) {
  Result<ParsedPage> page =
      parse_html("<!DOCTYPE html><p title=" + (quote + escaped) + quote +
                 "><b>|" + escaped + "|</b>");
  EXPECT_TRUE(page.has_value());
  const Document& document = page->document;
  ReadBack back;
  const NodeId p = document.elements(Tag::kP)[0];
  back.attributes = document.attributes(p).size();
  back.attribute = document.attribute(p, "title").value_or("none");
  const NodeId b = document.first_child(p);
  for (NodeId child = document.first_child(b); child != kNoNode;
       child = document.next_sibling(child)) {
    ++back.children;
    back.text += document.node(child).text;
  }
  EXPECT_EQ(document.next_sibling(b), kNoNode);
  return back;
}

TEST(EscapeFormatsTest, HtmlReadsBackAsOneTextAndOneAttribute) {
  for (const HostileString& hostile : hostile_strings()) {
    const std::string shown = kept_for_terminal(well_formed(hostile));
    std::string html;
    append_html(well_formed(hostile), html);
    EXPECT_EQ(hazard_in(html), "") << hostile.what;
    for (const char quote : {'"', '\''}) {
      const ReadBack back = read_html(html, quote);
      EXPECT_EQ(back.attributes, 1u) << hostile.what;
      EXPECT_EQ(back.attribute, shown) << hostile.what;
      EXPECT_EQ(back.children, 1u) << hostile.what;
      EXPECT_EQ(back.text, '|' + shown + '|') << hostile.what;
    }
  }
}

// RFC 4180 section 2: one record of quoted and plain fields, or nothing where
// it is ill-formed or there is more than one record.
std::optional<std::vector<std::string>> read_csv_record(std::string_view csv) {
  std::vector<std::string> fields;
  size_t i = 0;
  while (true) {
    std::string field;
    if (i < csv.size() && csv[i] == '"') {
      for (++i;; ++i) {
        if (i >= csv.size()) return std::nullopt;
        if (csv[i] == '"' && csv.substr(i, 2) != "\"\"") break;
        if (csv[i] == '"') ++i;
        field += csv[i];
      }
      ++i;
    } else {
      while (i < csv.size() && csv[i] != ',' && csv[i] != '\r') {
        if (csv[i] == '"' || csv[i] == '\n') return std::nullopt;
        field += csv[i++];
      }
    }
    fields.push_back(field);
    if (i >= csv.size()) return std::nullopt;
    if (csv.substr(i) == "\r\n") return fields;
    if (csv[i] != ',') return std::nullopt;
    ++i;
  }
}

TEST(EscapeFormatsTest, CsvReadsBackAsOneField) {
  size_t formulas = 0;
  for (const HostileString& hostile : hostile_strings()) {
    const std::string shown = kept_for_terminal(well_formed(hostile));
    std::string csv = "before,";
    append_csv_field(well_formed(hostile), csv);
    csv += ",after\r\n";
    EXPECT_EQ(hazard_in(csv.substr(0, csv.size() - 2)), "") << hostile.what;
    const auto fields = read_csv_record(csv);
    ASSERT_TRUE(fields.has_value()) << hostile.what;
    ASSERT_EQ(fields->size(), 3u) << hostile.what;
    const std::string& field = (*fields)[1];
    const bool prefixed = field.starts_with('\'') && !shown.starts_with('\'');
    formulas += prefixed ? 1 : 0;
    EXPECT_EQ(field, prefixed ? '\'' + shown : shown) << hostile.what;
    // Nothing a spreadsheet computes.
    EXPECT_EQ(std::string("=+-@\t\r\n").find(field.empty() ? 'x' : field[0]),
              std::string::npos)
        << hostile.what;
  }
  EXPECT_GE(formulas, 11u);
}

TEST(EscapeFormatsTest, CsvKnowsFormulas) {
  struct Case {
    std::string_view text;
    std::string_view field;
  };
  const std::vector<Case> cases = {
      {"", "\"\""},
      {"a", "\"a\""},
      {"a=b", "\"a=b\""},
      {"1-1", "\"1-1\""},
      {"say \"hi\"", "\"say \"\"hi\"\"\""},
      {"=1", "\"'=1\""},
      {"+1", "\"'+1\""},
      {"-1", "\"'-1\""},
      {"@A1", "\"'@A1\""},
      {"\t1", "\"'\t1\""},
      {"\r1", "\"'\\u{D}1\""},
      {"\n1", "\"'\n1\""},
      {"\uFF1D1", "\"'\uFF1D1\""},
      {"\uFF0B1", "\"'\uFF0B1\""},
      {"\uFF0D1", "\"'\uFF0D1\""},
      {"\uFF20A", "\"'\uFF20A\""},
      {"  =1", "\"'  =1\""},
      {"\uFEFF=1", "\"'\uFEFF=1\""},
      {"\u00A0@A", "\"'\u00A0@A\""},
      {"\x1B=1", "\"'\\u{1B}=1\""},
      {"'=1", "\"'=1\""},
  };
  for (const Case& c : cases) {
    std::string field;
    append_csv_field(c.text, field);
    EXPECT_EQ(field, c.field) << c.text;
  }
}

// https://www.w3.org/TR/xml/#NT-Char.
bool is_xml_char(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

// An attribute value as an XML processor reads it: only the five entities and
// character references, white space normalised. Nothing where it is not
// well-formed.
std::optional<std::string> read_xml_value(std::string_view xml) {
  std::string value;
  for (size_t i = 0; i < xml.size();) {
    const char c = xml[i];
    if (c == '<' || c == '"' || c == '\'' || c == '>') return std::nullopt;
    if (c != '&') {
      const CodePoint point = code_point_at(xml, i);
      if (!is_xml_char(point.value)) return std::nullopt;
      append_utf8(value, point.value < 0x20 ? U' ' : point.value);
      i += point.size;
      continue;
    }
    const size_t end = xml.find(';', i);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view name = xml.substr(i + 1, end - i - 1);
    i = end + 1;
    constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
        {{"amp", '&'},
         {"lt", '<'},
         {"gt", '>'},
         {"quot", '"'},
         {"apos", '\''}}};
    bool known = false;
    for (const auto& [entity, stands_for] : kEntities) {
      if (name != entity) continue;
      value += stands_for;
      known = true;
    }
    if (known) continue;
    uint32_t number = 0;
    if (!name.starts_with("#x")) return std::nullopt;
    std::from_chars(name.data() + 2, name.data() + name.size(), number, 16);
    if (!is_xml_char(number)) return std::nullopt;
    append_utf8(value, number);
  }
  return value;
}

TEST(EscapeFormatsTest, XmlReadsBackButForWhatXmlMayNotHold) {
  for (const HostileString& hostile : hostile_strings()) {
    const std::string text = well_formed(hostile);
    std::string expected;
    for (const char32_t c : code_points(text)) {
      append_utf8(expected, is_xml_char(c) ? c : U'\uFFFD');
    }
    std::string xml;
    append_xml(text, xml);
    EXPECT_EQ(hazard_in(xml), "") << hostile.what;
    EXPECT_EQ(xml.find('\n'), std::string::npos) << hostile.what;
    EXPECT_EQ(read_xml_value(xml), expected) << hostile.what;
  }
}

// A paragraph that is "(", one code span and ")", by CommonMark's rules: the
// content of the span, or nothing.
std::optional<std::string> read_code_span(std::string_view markdown) {
  if (!markdown.starts_with("(") || !markdown.ends_with(")")) return {};
  markdown = markdown.substr(1, markdown.size() - 2);
  const size_t fence =
      std::min(markdown.find_first_not_of('`'), markdown.size());
  if (fence == 0) return {};
  // The first run of exactly that many backticks closes the span.
  for (size_t i = fence; i < markdown.size();) {
    if (markdown[i] != '`') {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < markdown.size() && markdown[end] == '`') ++end;
    if (end - i == fence) {
      if (end != markdown.size()) return {};  // it closes too early
      std::string content(markdown.substr(fence, i - fence));
      const bool all_spaces =
          content.find_first_not_of(' ') == std::string::npos;
      if (!all_spaces && content.front() == ' ' && content.back() == ' ') {
        content = content.substr(1, content.size() - 2);
      }
      return content;
    }
    i = end;
  }
  return {};
}

TEST(EscapeFormatsTest, MarkdownIsOneCodeSpan) {
  for (const HostileString& hostile : hostile_strings()) {
    std::string markdown = "(";
    append_markdown_code(well_formed(hostile), markdown);
    markdown += ")";
    EXPECT_EQ(hazard_in(markdown), "") << hostile.what;
    EXPECT_EQ(markdown.find('\n'), std::string::npos) << hostile.what;
    EXPECT_EQ(read_code_span(markdown), for_terminal(hostile.bytes))
        << hostile.what;
  }
}

// The cells of a row of a GFM table: an unescaped | ends one, \| stands for |.
std::vector<std::string> read_row(std::string_view row) {
  std::vector<std::string> cells(1);
  for (size_t i = 0; i < row.size(); ++i) {
    if (row.substr(i).starts_with("\\|")) {
      cells.back() += '|';
      ++i;
    } else if (row[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  return cells;
}

TEST(EscapeFormatsTest, MarkdownCellStaysACell) {
  for (const HostileString& hostile : hostile_strings()) {
    std::string row = "a|(";
    append_markdown_cell(well_formed(hostile), row);
    row += ")|b";
    const std::vector<std::string> cells = read_row(row);
    ASSERT_EQ(cells.size(), 3u) << hostile.what;
    EXPECT_EQ(read_code_span(cells[1]), for_terminal(hostile.bytes))
        << hostile.what;
  }
}

TEST(EscapeFormatsTest, MarkdownHasNoEmptyCodeSpan) {
  std::string markdown;
  append_markdown_code("", markdown);
  append_markdown_cell("", markdown);
  EXPECT_EQ(markdown, "");
}

TEST(HostForTerminalTest, EscapesWhatDoesNotShow) {
  struct Case {
    std::string_view host;
    std::string_view shown;
  };
  const std::vector<Case> cases = {
      {"bücher.example", "bücher.example"},
      {"प्रयोग.example", "प्रयोग.example"},
      {"a\u200Db.example", "a\\u{200D}b.example"},
      {"a\u200Cb\u200B.example", "a\\u{200C}b\\u{200B}.example"},
      {"a\u00ADb", "a\\u{AD}b"},
      {"a\u3164b", "a\\u{3164}b"},
      {"a\uFE0Fb", "a\\u{FE0F}b"},
      {"a\u202Eb", "a\\u{202E}b"},
      {"a\u3000b c", "a\\u{3000}b\\u{20}c"},
      {"a\x1B", "a\\u{1B}"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(host_for_terminal(c.host), c.shown) << c.shown;
  }
}

}  // namespace
}  // namespace pagescan
