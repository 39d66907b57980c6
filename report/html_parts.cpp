#include "report/html_parts.h"

#include <fmt/format.h>

#include <iterator>

#include "report/html_text.h"

namespace pagescan {

std::string_view html_level_heading(Level level) {
  switch (level) {
    case Level::kError:
      return "Errors";
    case Level::kWarning:
      return "Warnings";
    case Level::kNote:
      break;
  }
  return "Notes";
}

std::string html_time(WallTime time) {
  constexpr size_t kDayDigits = 10;
  constexpr size_t kMinuteDigits = 5;
  const std::string rfc3339 = format_rfc3339(time);
  return fmt::format("{} {} UTC", rfc3339.substr(0, kDayDigits),
                     rfc3339.substr(kDayDigits + 1, kMinuteDigits));
}

void append_html_tile(std::string_view name, size_t count,
                      std::string_view kind, std::string& out) {
  fmt::format_to(std::back_inserter(out),
                 "<div class=\"{}{}\"><dt>{}</dt><dd>{}</dd></div>\n", kind,
                 count == 0 ? " zero" : "", name, count);
}

void append_html_number(size_t number, std::string_view kind,
                        std::string& out) {
  fmt::format_to(std::back_inserter(out), "<td class=\"number {} {}\">{}</td>",
                 number == 0 ? "zero" : "some", kind, number);
}

void append_html_search(bool has_off, std::string& out) {
  out +=
      "<label class=\"find\">Search <input type=\"search\" id=\"query\" "
      "autocomplete=\"off\" spellcheck=\"false\"></label>\n"
      "<fieldset><legend class=\"hidden-label\">Level</legend>\n";
  for (const Level level : kHtmlLevels) {
    fmt::format_to(std::back_inserter(out),
                   "<label><input type=\"checkbox\" name=\"level\" value=\"{}\""
                   " checked> {}</label>\n",
                   level_name(level), html_level_heading(level));
  }
  if (has_off) {
    out +=
        "<label><input type=\"checkbox\" id=\"off\" checked> Not counted"
        "</label>\n";
  }
  out += "</fieldset>\n";
}

void append_html_options(
    std::string_view id, std::string_view label, std::string_view everything,
    const std::vector<std::pair<std::string, std::string>>& all,
    std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "<label>{} <select id=\"{}\"><option value=\"\">{}</option>",
                 label, id, everything);
  for (const auto& [value, text] : all) {
    fmt::format_to(to, "<option value=\"{}\">{}</option>", html_text(value),
                   text);
  }
  out += "</select></label>\n";
}

}  // namespace pagescan
