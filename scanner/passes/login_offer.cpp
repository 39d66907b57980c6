#include "scanner/passes/login_offer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr size_t kMaxOfferText = 96;    // bytes of a button's text
constexpr size_t kMaxAddress = 1024;    // bytes of a path and query
constexpr size_t kMaxSegmentWords = 4;  // more is a headline

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || !is_ascii(c);
}

// The word that begins at `at`, as form_providers has words.
std::string_view word_at(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_word_byte(text[end]) &&
         is_ascii(text[end]) == is_ascii(text[at])) {
    ++end;
  }
  return text.substr(at, end - at);
}

// Nearly all text is told from an offer here.
bool may_name_provider(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const std::string_view word = word_at(text, at);
    if (word.empty()) {
      ++at;
      continue;
    }
    if (begins_login_name(word)) return true;
    at += word.size();
  }
  return false;
}

std::string folded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint c = code_point_at(text, 0);
    if (c.value < 0x80) {
      out += ascii_lower(text[0]);
    } else {
      const UChar32 lower = u_tolower(static_cast<UChar32>(c.value));
      append_utf8(out, static_cast<char32_t>(lower));
    }
    text.remove_prefix(c.size);
  }
  return out;
}

std::string_view strip_front(std::string_view text) {
  const size_t begin = text.find_first_not_of(" -:|\t\n");
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

std::string_view strip_back(std::string_view text) {
  const size_t end = text.find_last_not_of(" -:|!>.\t\n");
  return end == std::string_view::npos ? "" : text.substr(0, end + 1);
}

// Whether a phrase may stand at `at`, as words of its own.
bool at_word_start(std::string_view text, size_t at) {
  return at == 0 || !is_word_byte(text[at - 1]) || !is_ascii(text[at]);
}

std::string_view without_fillers_in_front(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    text = strip_front(text);
    for (const std::string_view filler : login_fillers()) {
      if (text.size() > filler.size() && text.starts_with(filler) &&
          text[filler.size()] == ' ') {
        text.remove_prefix(filler.size());
        again = true;
        break;
      }
    }
  }
  return text;
}

const FormProvider* offer_behind_phrase(std::string_view text) {
  for (const std::string_view phrase : login_phrases_before()) {
    const size_t at = text.find(phrase);
    if (at == std::string_view::npos || !at_word_start(text, at)) continue;
    const std::string_view rest = text.substr(at + phrase.size());
    if (!rest.empty() && is_ascii(phrase.back()) && is_word_byte(rest[0])) {
      continue;
    }
    size_t size = 0;
    const auto* const provider =
        login_name_at_start(without_fillers_in_front(rest), size);
    if (provider != nullptr) return provider;
  }
  return nullptr;
}

const FormProvider* offer_before_phrase(std::string_view text) {
  const std::string_view trimmed = strip_back(text);
  for (const std::string_view phrase : login_phrases_after()) {
    if (!trimmed.ends_with(phrase)) continue;
    const size_t at = trimmed.size() - phrase.size();
    if (!at_word_start(trimmed, at)) continue;
    size_t size = 0;
    const auto* const provider =
        login_name_at_end(strip_back(trimmed.substr(0, at)), size);
    // "X", "OK" and "FB" are too short to be taken for a name wherever they
    // stand.
    if (provider != nullptr && size > 1) return provider;
  }
  return nullptr;
}

// A provider, and the word that names it.
struct NamedProvider {
  const FormProvider* provider = nullptr;
  std::string_view word;
};

// One segment of a path, "google_oauth2", or "login-facebook.php".
struct Segment {
  NamedProvider named;
  bool has_auth_word = false;
  bool only_auth_words = false;
};

Segment read_segment(std::string_view segment) {
  const size_t dot = segment.rfind('.');
  if (dot != std::string_view::npos && dot > 0 && segment.size() - dot <= 5) {
    segment = segment.substr(0, dot);
  }
  Segment read;
  size_t words = 0;
  size_t auth_words = 0;
  for (size_t at = 0; at < segment.size();) {
    const std::string_view word = word_at(segment, at);
    if (word.empty()) {
      ++at;
      continue;
    }
    at += word.size();
    if (++words > kMaxSegmentWords) return {};
    if (is_auth_word(word)) ++auth_words;
    const auto* const provider = login_provider_named(word);
    // In a path "sso" is the site's own, and one letter anything.
    if (provider != nullptr && word.size() > 1 && !ascii_iequals(word, "sso") &&
        !is_auth_word(word)) {
      read.named = {provider, word};
    }
  }
  read.has_auth_word = auth_words > 0;
  read.only_auth_words = words > 0 && auth_words == words;
  return read;
}

// Nearly all addresses are told from an offer here: none is without a word of
// its own that says so.
bool has_auth_word(std::string_view path) {
  for (size_t at = 0; at < path.size();) {
    const std::string_view word = word_at(path, at);
    if (is_auth_word(word)) return true;
    at += std::max<size_t>(word.size(), 1);
  }
  return false;
}

NamedProvider provider_in_path(std::string_view path, bool& has_auth) {
  Segment last;
  for (const std::string_view text : split(path, '/')) {
    const Segment segment = read_segment(text);
    has_auth |= segment.has_auth_word;
    if (segment.named.provider != nullptr &&
        (segment.has_auth_word || last.only_auth_words)) {
      return segment.named;
    }
    if (last.named.provider != nullptr && segment.only_auth_words) {
      return last.named;
    }
    last = segment;
  }
  return {};
}

NamedProvider provider_in_query(std::string_view query) {
  constexpr std::array<std::string_view, 11> kKeys = {
      "provider",          "idp",         "authclient", "auth_provider",
      "loginprovider",     "network",     "connection", "kc_idp_hint",
      "identity_provider", "provider_id", "social"};
  for (const std::string_view pair : split(query, '&')) {
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = pair.substr(0, equals);
    const bool known = std::any_of(
        kKeys.begin(), kKeys.end(),
        [key](std::string_view k) { return ascii_iequals(k, key); });
    if (!known) continue;
    const std::string_view value = pair.substr(equals + 1);
    const std::string_view word = word_at(value, 0);
    const auto* const provider = login_provider_named(word);
    if (provider != nullptr) return {provider, word};
  }
  return {};
}

}  // namespace

const FormProvider* login_offer_in_text(std::string_view text) {
  if (text.size() > kMaxOfferText) return nullptr;
  const bool ascii = std::all_of(text.begin(), text.end(), is_ascii);
  // Names in other scripts have capitals as well.
  std::string lower = ascii ? std::string() : folded(text);
  if (!may_name_provider(ascii ? text : lower)) return nullptr;
  if (ascii) lower = ascii_lowercase(text);
  const auto* const provider = offer_behind_phrase(lower);
  return provider != nullptr ? provider : offer_before_phrase(lower);
}

const FormProvider* login_offer_in_address(std::string_view href) {
  const HostAndRest where = split_href(href);
  if (where.host.empty()) return nullptr;
  std::string_view rest = where.rest.substr(0, kMaxAddress);
  rest = rest.substr(0, rest.find('#'));
  const size_t query_at = rest.find('?');
  const std::string_view path = rest.substr(0, query_at);
  if (!has_auth_word(path)) return nullptr;
  bool has_auth = false;
  NamedProvider named = provider_in_path(path, has_auth);
  if (named.provider == nullptr && has_auth &&
      query_at != std::string_view::npos) {
    named = provider_in_query(rest.substr(query_at + 1));
  }
  if (named.provider == nullptr ||
      where.host.find(ascii_lowercase(named.word)) != std::string_view::npos) {
    return nullptr;
  }
  return named.provider;
}

}  // namespace pagescan
