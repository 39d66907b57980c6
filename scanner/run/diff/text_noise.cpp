// Noise in what people read and in values that servers write.
#include <algorithm>
#include <array>

#include "scanner/base/strings.h"
#include "scanner/passes/noise_shapes.h"
#include "scanner/passes/volatile_text.h"
#include "scanner/run/diff/noise.h"

namespace pagescan {
namespace {

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, is_ascii_digit);
}

bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }

// Adds what `pattern` or, where it has one, its group matches.
void add_matches(std::string_view text, const re2::RE2& pattern, Noise noise,
                 NoiseSpans& found) {
  const re2::StringPiece whole(text.data(), text.size());
  const bool has_group = pattern.NumberOfCapturingGroups() > 0;
  std::array<re2::StringPiece, 2> match;
  size_t at = 0;
  while (at < text.size() &&
         pattern.Match(whole, at, text.size(), re2::RE2::UNANCHORED,
                       match.data(), has_group ? 2 : 1)) {
    const re2::StringPiece& part = has_group ? match[1] : match[0];
    const auto begin = static_cast<size_t>(part.data() - text.data());
    if (!has_group || has_digit({part.data(), part.size()})) {
      found.add(begin, begin + part.size(), noise);
    }
    at = static_cast<size_t>(match[0].data() - text.data()) +
         std::max<size_t>(match[0].size(), 1);
  }
}

bool ends_piece(char c) {
  return is_ascii_whitespace(c) ||
         std::string_view("\"'<>;,()|").find(c) != std::string_view::npos;
}

// Calls `look` with each piece of a text between white space and punctuation.
template <class Look>
void for_each_piece(std::string_view text, Look&& look) {
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && !ends_piece(text[end])) ++end;
    if (end > begin) look(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

bool is_url(std::string_view piece) {
  return ascii_istarts_with(piece, "https://") ||
         ascii_istarts_with(piece, "http://");
}

struct Part {
  size_t begin;
  size_t end;
};

void look_at_url(std::string_view text, std::string_view url,
                 NoiseSpans& found) {
  const auto begin = static_cast<size_t>(url.data() - text.data());
  NoiseSpans inner;
  find_url_noise(url, inner);
  for (const NoiseSpan& span : inner.spans()) {
    found.add(begin + span.begin, begin + span.end,
              static_cast<Noise>(span.mask));
  }
}

// Looks at the URLs of a text as such; gives where they stand.
std::vector<Part> find_urls(std::string_view text, NoiseSpans& found) {
  std::vector<Part> urls;
  if (text.find("://") == std::string_view::npos) return urls;
  for_each_piece(text, [&](std::string_view piece) {
    if (!is_url(piece)) return;
    const auto begin = static_cast<size_t>(piece.data() - text.data());
    urls.push_back({begin, begin + piece.size()});
    look_at_url(text, piece, found);
  });
  return urls;
}

// Takes out spans that reach into one of the URLs. Both are in order.
void keep_outside(const std::vector<Part>& urls, NoiseSpans& inner,
                  NoiseSpans& found) {
  std::ranges::sort(inner.spans(), {}, &NoiseSpan::begin);
  size_t next = 0;
  for (const NoiseSpan& span : inner.spans()) {
    while (next < urls.size() && urls[next].end <= span.begin) ++next;
    if (next < urls.size() && urls[next].begin < span.end) continue;
    found.add(span.begin, span.end, static_cast<Noise>(span.mask));
  }
}

// UUIDs that stand alone: not part of a path, a host or a longer word.
void add_uuids(std::string_view text, NoiseSpans& found) {
  constexpr size_t kUuid = 36;
  constexpr size_t kFirstDash = 8;
  for (size_t dash = text.find('-'); dash != std::string_view::npos;
       dash = text.find('-', dash + 1)) {
    if (dash < kFirstDash) continue;
    const size_t begin = dash - kFirstDash;
    if (!is_uuid(text.substr(begin, kUuid))) continue;
    const size_t end = begin + kUuid;
    const auto joins = [](char c) {
      return is_alnum(c) ||
             std::string_view("/.-_@").find(c) != std::string_view::npos;
    };
    const bool dot = end < text.size() && text[end] == '.' &&
                     (end + 1 == text.size() || !is_alnum(text[end + 1]));
    if (begin > 0 && joins(text[begin - 1])) continue;
    if (end < text.size() && joins(text[end]) && !dot) continue;
    found.add(begin, end, Noise::kRequestIds);
    dash = end - 1;
  }
}

// A whole piece of a field's value: `8f1c2d3e4f5a6b7c-FRA`, `id=...`.
void look_at_piece(std::string_view text, std::string_view piece,
                   NoiseSpans& found) {
  constexpr size_t kMinBase64 = 40;
  const size_t equals = piece.find('=');
  if (equals != std::string_view::npos && equals + 2 < piece.size()) {
    if (is_identity_name(piece.substr(0, equals))) return;
    piece.remove_prefix(equals + 1);
  }
  if (is_uuid(piece) || is_hex_token(piece)) {
    found.add(text, piece, Noise::kRequestIds);
    return;
  }
  if (is_epoch_time(piece)) {
    found.add(text, piece, Noise::kTimestamps);
    return;
  }
  const size_t dash = piece.rfind('-');
  if (dash != std::string_view::npos && piece.size() - dash <= 4 &&
      is_hex_token(piece.substr(0, dash))) {  // Cloudflare's and its airport
    found.add(text, piece.substr(0, dash), Noise::kRequestIds);
    return;
  }
  const bool has_slash = piece.find('/') != std::string_view::npos;
  if (!is_random_token(piece) || (has_slash && piece.size() < kMinBase64)) {
    return;
  }
  found.add(text, piece, Noise::kRequestIds);
}

}  // namespace

void find_nonces(std::string_view text, NoiseSpans& found) {
  constexpr std::string_view kNonce = "'nonce-";
  for (size_t at = text.find(kNonce); at != std::string_view::npos;
       at = text.find(kNonce, at + 1)) {
    const size_t begin = at + kNonce.size();
    size_t end = begin;
    while (end < text.size() &&
           (is_alnum(text[end]) || std::string_view("+/-_=").find(text[end]) !=
                                       std::string_view::npos)) {
      ++end;
    }
    if (end < text.size() && text[end] == '\'') {
      found.add(begin, end, Noise::kNonces);
    }
    at = end - 1;
  }
}

void find_text_noise(std::string_view text, const NoisePatterns& patterns,
                     NoiseSpans& found) {
  // "an hour ago" is the only noise without a digit.
  if (!has_digit(text) && text.find("ago") == std::string_view::npos) return;
  const std::vector<Part> urls = find_urls(text, found);
  NoiseSpans inner;
  add_matches(text, patterns.dates, Noise::kTimestamps, inner);
  keep_outside(urls, inner, found);
  for (const auto& [pattern, noise] :
       {std::pair(&patterns.times, Noise::kTimestamps),
        std::pair(&patterns.counters, Noise::kCounters),
        std::pair(&patterns.labelled, Noise::kRequestIds)}) {
    NoiseSpans more;
    add_matches(text, *pattern, noise, more);
    keep_outside(urls, more, found);
  }
  NoiseSpans uuids;
  add_uuids(text, uuids);
  keep_outside(urls, uuids, found);
}

void find_field_noise(std::string_view value, const NoisePatterns& patterns,
                      NoiseSpans& found) {
  find_nonces(value, found);
  if (!has_digit(value)) return;
  const std::vector<Part> urls = find_urls(value, found);
  NoiseSpans inner;
  add_matches(value, patterns.dates, Noise::kTimestamps, inner);
  keep_outside(urls, inner, found);
  for_each_piece(value, [&](std::string_view piece) {
    if (!piece.starts_with("nonce-") && !is_url(piece)) {
      look_at_piece(value, piece, found);
    }
  });
}

void find_cookie_noise(std::string_view value, NoiseSpans& found) {
  constexpr size_t kMinDigits = 8;
  if (is_random_token(value)) {
    found.add(0, value.size(), Noise::kRequestIds);
    return;
  }
  const auto is_part = [](char c) {
    return is_alnum(c) || c == '-' || c == '_';
  };
  for (size_t begin = 0; begin < value.size();) {
    size_t end = begin;
    while (end < value.size() && is_part(value[end])) ++end;
    const std::string_view part = value.substr(begin, end - begin);
    if (is_epoch_time(part)) {
      found.add(begin, end, Noise::kTimestamps);
    } else if (is_random_token(part) ||
               (part.size() >= kMinDigits &&
                std::ranges::all_of(part, is_ascii_digit))) {
      found.add(begin, end, Noise::kRequestIds);
    }
    begin = end + 1;
  }
}

void find_value_noise(std::string_view value, const NoisePatterns& patterns,
                      NoiseSpans& found) {
  constexpr size_t kMaxDates = 4096;
  constexpr std::string_view kViewState = "/wE";  // ASP.NET's
  find_nonces(value, found);
  const std::string_view text = strip_ascii_whitespace(value);
  if (!has_digit(text)) return;
  if (is_url(text)) return look_at_url(value, text, found);
  if (is_epoch_time(text)) {
    found.add(value, text, Noise::kTimestamps);
  } else if (is_uuid(text)) {
    found.add(value, text, Noise::kRequestIds);
  } else if (is_random_token(text) || (text.starts_with(kViewState) &&
                                       is_random_token(text.substr(1)))) {
    found.add(value, text, Noise::kCsrfTokens);
  } else if (text.size() <= kMaxDates) {
    add_matches(value, patterns.dates, Noise::kTimestamps, found);
    // "1700000000-9f86d081884c7d65": a time and a token.
    const size_t dash = text.find_first_of("-:|.");
    if (dash != std::string_view::npos && is_epoch_time(text.substr(0, dash)) &&
        is_random_token(text.substr(dash + 1))) {
      found.add(value, text, Noise::kCsrfTokens);
    }
  }
}

void find_code_noise(std::string_view code, NoiseSpans& found) {
  find_nonces(code, found);
  for (const VolatileSpan& span : volatile_spans(code, VolatileIn::kScript)) {
    // Those are the other mask's.
    if (code.substr(0, span.begin).ends_with("'nonce-")) continue;
    found.add(span.begin, span.end, Noise::kInlineData);
  }
}

}  // namespace pagescan
