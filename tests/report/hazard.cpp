#include "tests/report/hazard.h"

#include <gtest/gtest.h>

#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/document.h"
#include "scanner/dom/parse.h"

namespace pagescan::test {
namespace {

bool is_hazard(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

std::string hazard_in(std::string_view report, bool has_commands) {
  if (!is_valid_utf8(report)) return "ill-formed";
  for (size_t i = 0; i < report.size();) {
    const CodePoint c = code_point_at(report, i);
    if (is_hazard(c.value)) return std::string(report.substr(i, 20));
    i += c.size;
  }
  for (const char* command : {"##[", "##vso[", "##teamcity["}) {
    if (report.find(command) != std::string_view::npos) return command;
  }
  if (has_commands) return "";
  for (const std::string_view line : split(report, '\n')) {
    const std::string_view text = strip_ascii_whitespace(line);
    if (text.starts_with("::") && text.find("::", 2) != std::string::npos) {
      return std::string(text);
    }
  }
  return "";
}

size_t cells_of(std::string_view row) {
  size_t ends = 0;
  for (size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '|' && (i == 0 || row[i - 1] != '\\')) ++ends;
  }
  return ends - 1;
}

std::vector<std::string> skeleton(const std::string& html) {
  Result<ParsedPage> page = parse_html(html);
  EXPECT_TRUE(page.has_value());
  std::vector<std::string> parts;
  const Document& document = page->document;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    if (node.type != NodeType::kElement) continue;
    std::string part(node.text);
    for (const Attribute& attribute : document.attributes(id)) {
      part += ' ';
      part += attribute.name;
      if (attribute.name == "href" || attribute.name == "src") {
        part += '=';
        part += attribute.value;
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string without_assets(std::string html) {
  for (const auto& [begin, end] :
       std::vector<std::pair<std::string, std::string>>{
           {"<style>", "</style>"},
           {"<script>", "</script>"},
           {"script-src 'sha256-", "'"},
           {"style-src 'sha256-", "'"}}) {
    const size_t at = html.find(begin) + begin.size();
    html.replace(at, html.find(end, at) - at, "…");
  }
  return html;
}

}  // namespace pagescan::test
