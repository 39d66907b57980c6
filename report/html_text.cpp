#include "report/html_text.h"

#include <fmt/format.h>

#include <iterator>

#include "report/escape_html.h"
#include "report/text_shown.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr size_t kMaxCharacterBytes = 4;

}  // namespace

std::string html_text(std::string_view bytes, size_t max_bytes) {
  // No more is decoded than can be shown; an ill-formed byte grows to three.
  const std::string_view near =
      bytes.size() <= max_bytes
          ? bytes
          : bytes.substr(0, max_bytes + kMaxCharacterBytes);
  const std::string text = replace_invalid_utf8(near);
  const std::string_view shown_part = utf8_prefix(text, max_bytes);
  std::string out;
  append_html(shown_part, out);
  if (shown_part.size() < text.size() || near.size() < bytes.size()) {
    out += "…";
  }
  return out;
}

std::string html_isolated(std::string_view bytes, size_t max_bytes) {
  return fmt::format("<bdi>{}</bdi>", html_text(bytes, max_bytes));
}

std::string html_url(std::string_view url, size_t max_bytes) {
  return html_isolated(url, max_bytes) +
         html_text(unicode_host_beside(url), max_bytes);
}

std::string html_host(std::string_view host) {
  return html_text(shown_host(host));
}

std::string html_address(const Address& address) {
  return address.url ? html_url(*address.url)
                     : html_isolated(address.written) + " (no URL)";
}

void append_html_row(std::string_view name, std::string_view value,
                     std::string& out) {
  if (value.empty()) return;
  fmt::format_to(std::back_inserter(out), "<div><dt>{}</dt><dd>{}</dd></div>\n",
                 html_text(name), value);
}

std::string html_place(const FindingEvidence& evidence) {
  if (evidence.place == EvidencePlace::kPage) {
    return evidence.position.line == 0
               ? ""
               : fmt::format("line {}, column {}", evidence.position.line,
                             evidence.position.column);
  }
  std::string place(evidence_place_name(evidence.place));
  if (!evidence.name.empty()) {
    place += fmt::format(" <code>{}</code>", html_isolated(evidence.name));
  }
  if (evidence.hop > 0) place += fmt::format(" of hop {}", evidence.hop + 1);
  return place;
}

std::string html_level(Level level) {
  return fmt::format("<span class=\"level {0}\">{0}</span>", level_name(level));
}

void append_html_left_out(size_t count, std::string_view noun,
                          std::string& out) {
  if (count == 0) return;
  fmt::format_to(std::back_inserter(out),
                 "<p class=\"cut\">and {} not shown</p>\n",
                 html_count(count, fmt::format("more {}", noun)));
}

std::string html_count(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace pagescan
