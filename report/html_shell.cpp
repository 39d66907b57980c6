#include "report/html_shell.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "scanner/base/base64.h"
#include "scanner/base/sha256.h"

// By html_assets.S.
extern "C" {
// NOLINTBEGIN(readability-identifier-naming): names of the assembler file.
extern const char pagescan_html_shell_begin[];
extern const char pagescan_html_shell_end[];
extern const char pagescan_html_style_begin[];
extern const char pagescan_html_style_end[];
extern const char pagescan_html_diff_style_begin[];
extern const char pagescan_html_diff_style_end[];
extern const char pagescan_html_common_begin[];
extern const char pagescan_html_common_end[];
extern const char pagescan_html_script_begin[];
extern const char pagescan_html_script_end[];
extern const char pagescan_html_diff_script_begin[];
extern const char pagescan_html_diff_script_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace pagescan {
namespace {

std::string between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

std::string style(HtmlKind kind) {
  std::string style =
      between(pagescan_html_style_begin, pagescan_html_style_end);
  if (kind == HtmlKind::kDiff) {
    style +=
        between(pagescan_html_diff_style_begin, pagescan_html_diff_style_end);
  }
  return style;
}

std::string script(HtmlKind kind) {
  return between(pagescan_html_common_begin, pagescan_html_common_end) +
         (kind == HtmlKind::kDiff
              ? between(pagescan_html_diff_script_begin,
                        pagescan_html_diff_script_end)
              : between(pagescan_html_script_begin, pagescan_html_script_end));
}

std::string digest(std::string_view text) {
  return fmt::format("'sha256-{}'", base64(sha256_raw(text)));
}

}  // namespace

std::string html_report_policy(HtmlKind kind) {
  return fmt::format(
      "default-src 'none'; script-src {}; style-src {}; img-src data:; "
      "base-uri 'none'; form-action 'none'; "
      "require-trusted-types-for 'script'; trusted-types 'none'",
      digest(script(kind)), digest(style(kind)));
}

void append_html_document(const HtmlContent& content, std::string& out,
                          HtmlKind kind) {
  const std::string policy = html_report_policy(kind);
  const std::string style_text = style(kind);
  const std::string script_text = script(kind);
  const std::string shell =
      between(pagescan_html_shell_begin, pagescan_html_shell_end);
  const std::array<std::pair<std::string_view, std::string_view>, 11> parts = {{
      {"policy", policy},
      {"title", content.title},
      {"style", style_text},
      {"heading", content.heading},
      {"when", content.when},
      {"summary", content.summary},
      {"tools", content.tools},
      {"findings", content.findings},
      {"pages", content.pages},
      {"details", content.details},
      {"script", script_text},
  }};
  // The places stand in the shell in this order. What was put in is not looked
  // at again: it may hold what looks like a place.
  std::string_view rest = shell;
  for (const auto& [name, text] : parts) {
    const std::string place = fmt::format("{{{{{}}}}}", name);
    const size_t at = rest.find(place);
    if (at == std::string_view::npos) continue;
    out += rest.substr(0, at);
    out += text;
    rest.remove_prefix(at + place.size());
  }
  out += rest;
}

}  // namespace pagescan
