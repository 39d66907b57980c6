#include "scanner/decode/mime_type.h"

#include <algorithm>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr std::string_view kHttpWhitespace = "\n\r\t ";

bool is_http_token_code_point(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_http_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_http_token_code_point);
}

// TAB, SPACE to ~, or a byte of a code point from U+0080 up.
bool is_http_quoted_string_token(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

std::string_view strip_leading(std::string_view text) {
  text.remove_prefix(
      std::min(text.find_first_not_of(kHttpWhitespace), text.size()));
  return text;
}

std::string_view strip_trailing(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kHttpWhitespace) + 1);
}

// The bytes of `rest` before the first of `stops`, taken off its front.
std::string_view collect_until(std::string_view& rest, std::string_view stops) {
  const size_t size = std::min(rest.find_first_of(stops), rest.size());
  const std::string_view collected = rest.substr(0, size);
  rest.remove_prefix(size);
  return collected;
}

// "Collect an HTTP quoted string", extracting its value; `rest` starts at the
// opening quotation mark (https://fetch.spec.whatwg.org/).
std::string collect_quoted_string(std::string_view& rest) {
  std::string value;
  rest.remove_prefix(1);
  while (true) {
    value += collect_until(rest, "\"\\");
    if (rest.empty()) return value;
    const char mark = rest.front();
    rest.remove_prefix(1);
    if (mark == '"') return value;
    if (rest.empty()) return value + '\\';
    value += rest.front();
    rest.remove_prefix(1);
  }
}

// Takes one parameter, and the ';' before it, off the front of `rest`.
void parse_parameter(std::string_view& rest, MimeType& type) {
  rest.remove_prefix(1);
  rest = strip_leading(rest);
  const std::string_view name = collect_until(rest, ";=");
  if (rest.empty() || rest.front() == ';') return;
  rest.remove_prefix(1);
  if (rest.empty()) return;
  std::string value;
  if (rest.front() == '"') {
    value = collect_quoted_string(rest);
    collect_until(rest, ";");
  } else {
    value = strip_trailing(collect_until(rest, ";"));
    if (value.empty()) return;
  }
  if (!type.charset && ascii_iequals(name, "charset") &&
      is_http_quoted_string_token(value)) {
    type.charset = std::move(value);
  }
}

}  // namespace

std::optional<MimeType> parse_mime_type(std::string_view value) {
  std::string_view rest = strip_trailing(strip_leading(value));
  const std::string_view type = collect_until(rest, "/");
  if (!is_http_token(type) || rest.empty()) return std::nullopt;
  rest.remove_prefix(1);
  const std::string_view subtype = strip_trailing(collect_until(rest, ";"));
  if (!is_http_token(subtype)) return std::nullopt;
  MimeType parsed;
  parsed.essence = ascii_lowercase(type) + '/' + ascii_lowercase(subtype);
  while (!rest.empty()) parse_parameter(rest, parsed);
  return parsed;
}

}  // namespace pagescan
