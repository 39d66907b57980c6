#include "scanner/run/secret_spans.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/passes/secret_shape.h"
#include "scanner/run/secret_attributes.h"

namespace pagescan {
namespace {

// The pattern of a byte percent-encoded any number of times: a URL within a URL
// within a URL. `hex` is its digits, or several such.
std::string encoded_pattern(std::string_view hex) {
  return fmt::format("%(?:25)*(?:{})", hex);
}

// What a parameter begins with: a separator, an ampersand of HTML's perhaps, a
// name and the equals sign. The names of session parameters may follow a
// semicolon in a path.
std::string parameter_pattern() {
  return "(?:(?:[?&#]|" + encoded_pattern("3f|26|23") +
         ")(?:amp;|#38;|#x26;)?([^\\s=&?#\"'<>;/()]{1,80}?)|"
         ";(jsessionid|phpsessid|sid))(=|" +
         encoded_pattern("3d") + ")";
}

// Up to where an authority begins: "//" after a scheme or without one, also as
// part of another URL. The special schemes need no slashes at all
// (https://url.spec.whatwg.org/#special-authority-ignore-slashes-state).
std::string authority_pattern() {
  return "\\b(?:https?|ftp|wss?):[/\\\\]*|[/\\\\][/\\\\]|" +
         encoded_pattern("2f") + encoded_pattern("2f");
}

// https://www.iana.org/assignments/http-authschemes/, and what follows.
constexpr char kAuthentication[] =
    "\\b(?:basic|bearer|digest|dpop|negotiate|ntlm|token|apikey)[ \\t]+"
    "([a-z0-9._~+/=-]{16,})";

constexpr char kJsonWebToken[] =
    "\\b(eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){2,4})";

// The segment after one that says what a link sent by e-mail is for.
constexpr char kPathToken[] =
    "/(?:reset|invite|invitation|verify|verification|confirm|confirmation|"
    "activate|activation|magic|magic[-_]link|login[-_]link|unsubscribe|token|"
    "recover|recovery|unlock|(?:reset|forgot)[-_]?password|"
    "password[-_]?reset|verify[-_]?email|email[-_]?verification)/"
    "([^/?#\\s\"'<>]{12,})";

RE2::Options byte_options(bool case_sensitive) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // any bytes
  options.set_case_sensitive(case_sensitive);
  options.set_log_errors(false);
  return options;
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

TextSpan span_of(std::string_view text, const re2::StringPiece& part) {
  const auto begin = static_cast<size_t>(part.data() - text.data());
  return {begin, begin + part.size()};
}

bool ends_url_in_text(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '\'' ||
         c == '<' || c == '>' || c == '`' || c == '\x7F';
}

bool is_free_text(TextKind kind) {
  return kind == TextKind::kText || kind == TextKind::kHtml;
}

// Whether one of the two hexadecimal digit pairs stands percent-encoded, any
// number of times over, at `at`.
bool is_encoded_at(std::string_view text, size_t at,
                   std::initializer_list<std::string_view> pairs) {
  if (at >= text.size() || text[at] != '%') return false;
  size_t i = at + 1;
  while (text.substr(i).starts_with("25")) i += 2;
  for (const std::string_view pair : pairs) {
    if (ascii_iequals(text.substr(i, 2), pair)) return true;
  }
  return false;
}

// Whether the value of a parameter ends before text[i]. That of one with an
// encoded equals sign ends at an encoded separator too.
bool value_ends_at(std::string_view text, size_t i, TextKind kind,
                   bool encoded) {
  if (i >= text.size() || text[i] == '&' || text[i] == '#') return true;
  if (is_free_text(kind) && ends_url_in_text(text[i])) return true;
  return encoded && is_encoded_at(text, i, {"26", "23"});
}

size_t value_end(std::string_view text, size_t begin, TextKind kind,
                 bool encoded) {
  size_t i = begin;
  while (!value_ends_at(text, i, kind, encoded)) ++i;
  return i;
}

// %2B, %2F and %3D: what base64 has beside letters and digits.
bool is_encoded_token_byte(std::string_view text, size_t i) {
  if (text[i] != '%') return false;
  const std::string_view digits = text.substr(i + 1, 2);
  return ascii_iequals(digits, "2b") || ascii_iequals(digits, "2f") ||
         ascii_iequals(digits, "3d");
}

// The end of the longest run from `begin` that has_secret_shape() could take.
// It holds nothing that another parameter could begin with, which keeps the
// whole search linear.
size_t token_run_end(std::string_view text, size_t begin) {
  size_t i = begin;
  while (i < text.size()) {
    const char c = text[i];
    if (is_ascii_alpha(c) || is_ascii_digit(c) ||
        std::string_view("-_+/=.~").find(c) != std::string_view::npos) {
      ++i;
    } else if (is_encoded_token_byte(text, i)) {
      i += 3;
    } else {
      break;
    }
  }
  return i;
}

// The end of an authority: a slash, a query or a fragment, encoded where the
// URL is, or the end of the URL.
size_t authority_end(std::string_view text, size_t begin, TextKind kind,
                     bool encoded) {
  size_t i = begin;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '/' || c == '\\' || c == '?' || c == '#') break;
    if (is_free_text(kind) && ends_url_in_text(c)) break;
    if (encoded && (c == '&' || is_encoded_at(text, i, {"2f", "3f", "23"}))) {
      break;
    }
  }
  return i;
}

// The last '@' in [begin, end), encoded perhaps, or npos.
size_t last_at_sign(std::string_view text, size_t begin, size_t end,
                    bool encoded) {
  for (size_t i = end; i > begin; --i) {
    if (text[i - 1] == '@') return i - 1;
    if (encoded && is_encoded_at(text.substr(0, end), i - 1, {"40"})) {
      return i - 1;
    }
  }
  return std::string_view::npos;
}

UserinfoSpan split_userinfo(std::string_view text, size_t begin, size_t end,
                            bool encoded) {
  for (size_t i = begin; i < end; ++i) {
    if (text[i] == ':') return {{begin, i}, {i + 1, end}};
    if (encoded && is_encoded_at(text.substr(0, end), i, {"3a"})) {
      const size_t digits = text.find_first_of("aA", i);
      return {{begin, i}, {digits + 1, end}};
    }
  }
  return {{begin, end}, {end, end}};
}

// "user:password@host", typed without a scheme.
void add_bare_userinfo(std::string_view text,
                       std::vector<UserinfoSpan>& found) {
  const size_t end = std::min(text.find_first_of("/\\?#"), text.size());
  const size_t at = text.substr(0, end).rfind('@');
  if (at == std::string_view::npos) return;
  const UserinfoSpan userinfo = split_userinfo(text, 0, at, false);
  const bool has_scheme = text.substr(0, end).ends_with(':');
  if (!has_scheme && userinfo.password.begin < userinfo.password.end) {
    found.push_back(userinfo);
  }
}

}  // namespace

struct SecretFinder::Patterns {
  RE2 parameter{parameter_pattern(), byte_options(false)};
  RE2 authority{authority_pattern(), byte_options(false)};
  RE2 authentication{kAuthentication, byte_options(false)};
  RE2 json_web_token{kJsonWebToken, byte_options(true)};
  RE2 path_token{kPathToken, byte_options(false)};
};

SecretFinder::SecretFinder() : patterns_(std::make_unique<Patterns>()) {}
SecretFinder::~SecretFinder() = default;
SecretFinder::SecretFinder(SecretFinder&&) noexcept = default;
SecretFinder& SecretFinder::operator=(SecretFinder&&) noexcept = default;

std::vector<UserinfoSpan> SecretFinder::find_userinfo(std::string_view text,
                                                      TextKind kind) const {
  std::vector<UserinfoSpan> found;
  if (kind == TextKind::kTarget) add_bare_userinfo(text, found);
  re2::StringPiece head;
  size_t from = 0;
  while (from < text.size() &&
         patterns_->authority.Match(piece(text), from, text.size(),
                                    RE2::UNANCHORED, &head, 1)) {
    const TextSpan match = span_of(text, head);
    const bool encoded = text[match.begin] == '%';
    const size_t end = authority_end(text, match.end, kind, encoded);
    const size_t at = last_at_sign(text, match.end, end, encoded);
    if (at != std::string_view::npos) {
      found.push_back(split_userinfo(text, match.end, at, encoded));
    }
    from = std::max(end, match.end);
  }
  return found;
}

void SecretFinder::find_parameters(std::string_view text, TextKind kind,
                                   std::vector<TextSpan>& spans) const {
  std::array<re2::StringPiece, 4> parts;
  size_t from = 0;
  while (from < text.size() &&
         patterns_->parameter.Match(piece(text), from, text.size(),
                                    RE2::UNANCHORED, parts.data(),
                                    static_cast<int>(parts.size()))) {
    const size_t begin = span_of(text, parts[0]).end;
    const bool encoded = parts[3].size() > 1;
    const re2::StringPiece& name = parts[1].empty() ? parts[2] : parts[1];
    from = begin;
    // "==" compares, in a script.
    const bool compares = is_free_text(kind) && begin < text.size() &&
                          text[begin] == '=' && !encoded;
    if (compares) continue;
    if (is_secret_name({name.data(), name.size()})) {
      size_t end = value_end(text, begin, kind, encoded);
      // A parameter of a path segment ends with the path.
      if (parts[1].empty()) {
        end = std::min(end, text.find_first_of("/?;", begin));
      }
      spans.push_back({begin, end});
      from = end;
    } else {
      const size_t end = token_run_end(text, begin);
      if (value_ends_at(text, end, kind, encoded) &&
          has_secret_shape(text.substr(begin, end - begin))) {
        spans.push_back({begin, end});
      }
    }
  }
}

void SecretFinder::find_tokens(std::string_view text,
                               std::vector<TextSpan>& spans) const {
  const auto add_matches = [&](const RE2& pattern,
                               bool (*is_secret)(std::string_view)) {
    std::array<re2::StringPiece, 2> parts;
    size_t from = 0;
    while (from < text.size() &&
           pattern.Match(piece(text), from, text.size(), RE2::UNANCHORED,
                         parts.data(), static_cast<int>(parts.size()))) {
      const TextSpan found = span_of(text, parts[1]);
      if (is_secret(text.substr(found.begin, found.end - found.begin))) {
        spans.push_back(found);
      }
      from = found.end;
    }
  };
  add_matches(patterns_->authentication, may_be_random);
  add_matches(patterns_->json_web_token,
              [](std::string_view /*token*/) { return true; });
  add_matches(patterns_->path_token, may_be_random);
}

void SecretFinder::find_in_text(std::string_view text, TextKind kind,
                                std::vector<TextSpan>& spans) const {
  // What stands in these is text: a script, a document.
  if (kind == TextKind::kUrl && (ascii_istarts_with(text, "javascript:") ||
                                 ascii_istarts_with(text, "data:"))) {
    kind = TextKind::kText;
  }
  for (const UserinfoSpan& userinfo : find_userinfo(text, kind)) {
    spans.push_back(userinfo.user);
    spans.push_back(userinfo.password);
  }
  find_parameters(text, kind, spans);
  find_tokens(text, spans);
}

// Within quotation marks a URL ends with them and nowhere before.
void SecretFinder::find_in_attributes(std::string_view html,
                                      std::vector<TextSpan>& spans) const {
  for (const AttributeSpan& attribute : attributes_to_redact(html)) {
    if (attribute.content == AttributeContent::kSecret) {
      spans.push_back(attribute.value);
      continue;
    }
    const size_t offset = attribute.value.begin;
    std::vector<TextSpan> in_url;
    find_in_text(attribute.value.of(html), TextKind::kUrl, in_url);
    for (const TextSpan& span : in_url) {
      spans.push_back({span.begin + offset, span.end + offset});
    }
  }
}

std::vector<TextSpan> SecretFinder::find(std::string_view text,
                                         TextKind kind) const {
  std::vector<TextSpan> spans;
  find_in_text(text, kind, spans);
  if (kind == TextKind::kHtml) find_in_attributes(text, spans);
  merge_spans(spans);
  return spans;
}

void merge_spans(std::vector<TextSpan>& spans) {
  std::erase_if(spans, [](const TextSpan& s) { return s.begin >= s.end; });
  std::sort(
      spans.begin(), spans.end(),
      [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
  size_t kept = 0;
  for (const TextSpan& span : spans) {
    if (kept > 0 && span.begin < spans[kept - 1].end) {
      spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
    } else {
      spans[kept++] = span;
    }
  }
  spans.resize(kept);
}

std::string mask_spans(std::string_view text,
                       const std::vector<TextSpan>& spans) {
  std::string masked;
  size_t copied = 0;
  for (const TextSpan& span : spans) {
    masked.append(text.substr(copied, span.begin - copied));
    masked.append(kRedacted);
    copied = span.end;
  }
  masked.append(text.substr(copied));
  return masked;
}

}  // namespace pagescan
