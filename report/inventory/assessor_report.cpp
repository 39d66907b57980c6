#include "report/inventory/assessor_report.h"

#include <fmt/format.h>

#include <iterator>

#include "report/escape_html.h"
#include "report/escape_markdown.h"
#include "report/inventory/assessor_document.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

using Kind = AssessorBlock::Kind;

constexpr std::string_view kNothing = "–";

// As a foreign string stands in a line of Markdown.
void append_code(const std::string& text, std::string& out) {
  append_markdown_code(replace_invalid_utf8(text), out);
}

void markdown_table(const AssessorBlock& block, std::string& out) {
  out += '|';
  for (const std::string& head : block.items) out += ' ' + head + " |";
  out += "\n|";
  for (size_t i = 0; i < block.items.size(); ++i) out += "---|";
  out += '\n';
  for (const auto& row : block.rows) {
    out += '|';
    for (const std::string& cell : row) {
      out += ' ';
      if (cell.empty()) {
        out += kNothing;
      } else {
        append_markdown_cell(replace_invalid_utf8(cell), out);
      }
      out += " |";
    }
    out += '\n';
  }
}

void markdown_block(const AssessorBlock& block, std::string& out) {
  switch (block.kind) {
    case Kind::kHeading:
      out.append(static_cast<size_t>(block.level), '#');
      out += ' ';
      [[fallthrough]];
    case Kind::kText:
      out += block.text;
      append_code(block.subject, out);
      out += '\n';
      break;
    case Kind::kList:
      for (const std::string& item : block.items) out += "- " + item + '\n';
      break;
    case Kind::kTable:
      markdown_table(block, out);
      break;
  }
  out += '\n';
}

constexpr std::string_view kHtmlBegin = R"(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Scripts and response fields of payment pages</title>
<style>
body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border: 1px solid #999; overflow-wrap: anywhere; padding: .3em .5em; text-align: left; vertical-align: top; }
td { min-width: 5em; }
th { background: #eee; color: #000; }
</style>
)";

std::string html_text(std::string_view text) {
  std::string out;
  append_html(replace_invalid_utf8(text), out);
  return out;
}

void html_table(const AssessorBlock& block, std::string& out) {
  out += "<div class=scroll><table>\n<thead><tr>";
  for (const std::string& head : block.items) {
    out += "<th scope=col>" + html_text(head) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : block.rows) {
    out += "<tr>";
    for (const std::string& cell : row) {
      out += "<td>";
      out += cell.empty() ? std::string(kNothing) : html_text(cell);
      out += "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
}

void html_block(const AssessorBlock& block, std::string& out) {
  const auto element = [&](const std::string& name) {
    fmt::format_to(std::back_inserter(out), "<{}>{}{}</{}>\n", name,
                   html_text(block.text), html_text(block.subject), name);
  };
  switch (block.kind) {
    case Kind::kHeading:
      element("h" + std::to_string(block.level));
      break;
    case Kind::kText:
      element("p");
      break;
    case Kind::kList:
      out += "<ul>\n";
      for (const std::string& item : block.items) {
        out += "<li>" + html_text(item) + "</li>\n";
      }
      out += "</ul>\n";
      break;
    case Kind::kTable:
      html_table(block, out);
      break;
  }
}

}  // namespace

std::string write_assessor_markdown(const AssessorReport& report) {
  std::string out;
  for (const AssessorBlock& block : assessor_document(report)) {
    markdown_block(block, out);
  }
  return out;
}

std::string write_assessor_html(const AssessorReport& report) {
  std::string out(kHtmlBegin);
  for (const AssessorBlock& block : assessor_document(report)) {
    html_block(block, out);
  }
  return out;
}

}  // namespace pagescan
