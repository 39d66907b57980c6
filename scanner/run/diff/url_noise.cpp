// Noise in URLs: never the scheme or the host, of the path only build IDs.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/passes/noise_shapes.h"
#include "scanner/run/diff/noise.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// Code and what it comes with: named anew by every build.
constexpr auto kCodeExtensions =
    std::to_array<std::string_view>({"js", "mjs", "cjs", "css", "map", "wasm"});
// Of these a hash within the name is noise, but not a whole name.
constexpr auto kOtherExtensions = std::to_array<std::string_view>(
    {"json", "woff", "woff2", "ttf", "png", "jpg", "jpeg", "gif", "svg", "webp",
     "avif", "ico", "webmanifest"});
// Whole segments and names that are hashes are a build's in these alone.
constexpr auto kBuildDirectories = std::to_array<std::string_view>(
    {"_next", "_nuxt", "static", "assets", "build", "dist", "bundles", "cache",
     "js", "css", "webpack", "packs", "chunks", "_app", "immutable"});

// Whose value is nothing but new.
constexpr auto kCacheBusters = std::to_array<std::string_view>(
    {"_", "cb", "rnd", "rand", "random", "nocache", "bust", "cachebust",
     "cachebuster", "_dc"});
// These may hold a version, a topic, a moment in a film: then they say which,
// and are compared. A hash or the time is noise.
constexpr auto kVersions = std::to_array<std::string_view>(
    {"v", "ver", "version", "rev", "build", "hash", "h", "m", "mtime",
     "modified", "t", "ts", "time", "timestamp", "cache"});
constexpr auto kTokens = std::to_array<std::string_view>(
    {"sid", "state", "phpsessid", "jsessionid", "sess", "sesskey"});
// What signs a URL of an object store until it expires.
constexpr auto kSignatures = std::to_array<std::string_view>(
    {"signature", "sig", "expires", "hmac", "policy", "xamzsignature",
     "xamzcredential", "xamzdate", "xgoogsignature", "xgoogdate", "hdnts"});
constexpr auto kRequestParts = std::to_array<std::string_view>(
    {"request", "trace", "correlation", "visit", "impression", "pageview"});
constexpr auto kRequestNames =
    std::to_array<std::string_view>({"rid", "reqid", "cid", "uid", "ray", "r"});

constexpr size_t kMaxPlainName = 32;

template <size_t N>
bool is_one_of(std::string_view text,
               const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, text) != words.end();
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, is_ascii_digit);
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_ascii_digit);
}

// 0.7364529, 8374652, as random() and a clock give.
bool is_long_number(std::string_view text) {
  constexpr size_t kMinDigits = 5;
  if (text.starts_with("0.")) text.remove_prefix(2);
  return text.size() >= kMinDigits && is_number(text);
}

bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }

// A hash as bundlers put it into names: 6 to 64 bytes, digits and letters
// mixed. A word with a number after it ("bootstrap5") is none.
bool is_build_hash(std::string_view text) {
  constexpr size_t kMin = 6;
  constexpr size_t kMinOfWords = 8;
  constexpr size_t kMax = 64;
  if (text.size() < kMin || text.size() > kMax) return false;
  size_t changes = 0;
  bool lower = false;
  bool upper = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_alnum(c) && c != '_' && c != '-') return false;
    lower = lower || (c >= 'a' && c <= 'z');
    upper = upper || (c >= 'A' && c <= 'Z');
    if (i == 0) continue;
    const char last = text[i - 1];
    if (is_ascii_digit(last) != is_ascii_digit(c)) ++changes;
    if (last >= 'a' && last <= 'z' && c >= 'A' && c <= 'Z') ++changes;
  }
  const bool hex = std::ranges::all_of(text, is_ascii_hex_digit);
  if (hex) return !(lower && upper) && changes >= 1 && has_digit(text);
  if (text.size() < kMinOfWords || !has_digit(text)) return false;
  return changes * 4 >= text.size();
}

// Hexadecimal digits or a time, where a version might stand as well.
bool is_version_noise(std::string_view text) {
  constexpr size_t kMinHex = 7;
  constexpr size_t kMinOther = 16;  // a video's ID is of eleven
  if (is_epoch_time(text)) return true;
  // 20261112, 202611121033, 20261112103300
  const bool is_date =
      is_number(text) && text.starts_with("20") &&
      (text.size() == 8 || text.size() == 12 || text.size() == 14);
  if (is_date || (text.starts_with("0.") && is_long_number(text))) return true;
  const bool hex = std::ranges::all_of(text, is_ascii_hex_digit);
  return text.size() >= (hex ? kMinHex : kMinOther) && is_build_hash(text);
}

std::string plain_name(std::string_view name) {
  if (name.starts_with("amp;")) name.remove_prefix(4);
  std::string plain;
  for (const char c : percent_decode(name.substr(0, 3 * kMaxPlainName))) {
    if (is_alnum(c)) plain += ascii_lower(c);
  }
  return plain;
}

bool is_request_name(const std::string& plain) {
  return is_one_of(plain, kRequestNames) ||
         std::ranges::any_of(kRequestParts, [&](std::string_view part) {
           return plain.find(part) != std::string::npos;
         });
}

class UrlNoise {
 public:
  UrlNoise(std::string_view url, NoiseSpans& found)
      : url_(url), found_(found) {}

  void run() {
    std::string_view rest = url_.substr(0, url_.find('#'));
    if (!skip_authority(rest)) return;
    const size_t mark = rest.find('?');
    const std::string_view path = rest.substr(0, mark);
    look_at_path(path);
    if (mark != std::string_view::npos) {
      look_at_query(rest.substr(mark + 1), extension_of(path));
    }
  }

 private:
  // False for data:, javascript: and the like, which are no addresses.
  static bool skip_authority(std::string_view& rest) {
    const size_t colon = rest.find_first_of(":/?");
    if (colon != std::string_view::npos && rest[colon] == ':') {
      const std::string_view scheme = rest.substr(0, colon);
      if (!ascii_iequals(scheme, "https") && !ascii_iequals(scheme, "http") &&
          !ascii_iequals(scheme, "wss") && !ascii_iequals(scheme, "ws")) {
        return false;
      }
      rest.remove_prefix(colon + 1);
    }
    if (rest.starts_with("//")) {
      const size_t end = rest.find_first_of("/?", 2);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end);
    }
    return true;
  }

  static std::string extension_of(std::string_view path) {
    constexpr size_t kMaxExtension = 12;
    const size_t dot = path.find_last_of("./");
    if (dot == std::string_view::npos || path[dot] == '/') return {};
    return ascii_lowercase(path.substr(dot + 1, kMaxExtension));
  }

  void look_at_path(std::string_view path) {
    look_at_path_parameter(path);
    const std::string extension = extension_of(path);
    const bool is_code = is_one_of(extension, kCodeExtensions);
    bool in_build = false;
    std::string_view last;
    while (true) {
      const size_t slash = path.find('/');
      const std::string_view segment = path.substr(0, slash);
      if (slash == std::string_view::npos) {
        if (is_code || is_one_of(extension, kOtherExtensions)) {
          look_at_file(segment, extension.size() + 1, is_code, in_build);
        }
        return;
      }
      if (is_one_of(segment, kBuildDirectories)) {
        in_build = true;
      } else {
        look_at_directory(segment, last, in_build && is_code);
      }
      last = segment;
      path.remove_prefix(slash + 1);
    }
  }

  // /static/version1700000000/, /_next/static/BUILD/, /assets/HASH/app.js
  void look_at_directory(std::string_view segment, std::string_view last,
                         bool is_build) {
    constexpr std::string_view kVersion = "version";
    constexpr size_t kMinId = 16;
    if (segment.starts_with(kVersion) &&
        is_epoch_time(segment.substr(kVersion.size()))) {
      found_.add(url_, segment.substr(kVersion.size()), Noise::kBuildIds);
    } else if (is_build &&
               (is_epoch_time(segment) ||
                (is_build_hash(segment) &&
                 (last == "static" || segment.size() >= kMinId ||
                  std::ranges::all_of(segment, is_ascii_hex_digit))))) {
      found_.add(url_, segment, Noise::kBuildIds);
    }
  }

  // app.3f9ac1d2.js: parts of the name between . - _ ~. Pictures are often
  // named by what they are, so of them only logo.3f9ac1d2.png.
  void look_at_file(std::string_view file, size_t extension, bool is_code,
                    bool in_build) {
    std::string_view stem = file.substr(0, file.size() - extension);
    if (stem.ends_with(".min")) stem.remove_suffix(4);
    if (is_uuid(stem) || look_at_end(stem)) return;
    for (size_t begin = 0; begin < stem.size();) {
      const size_t end =
          std::min(stem.find_first_of(".-_~", begin), stem.size());
      const std::string_view part = stem.substr(begin, end - begin);
      const bool is_end = begin > 0 && end == stem.size() &&
                          (stem[begin - 1] == '.' || stem[begin - 1] == '-');
      const bool may_be = is_code ? in_build || part.size() < stem.size()
                                  : is_end && !is_epoch_time(part);
      if (may_be && is_build_part(part)) {
        found_.add(url_, part, Noise::kBuildIds);
      }
      begin = end + 1;
    }
  }

  static bool is_build_part(std::string_view part) {
    constexpr size_t kMinHash = 8;
    return is_epoch_time(part) ||
           (part.size() >= kMinHash && is_build_hash(part));
  }

  // main-Ab_C-2xY.css: eight bytes of base64url at the end.
  bool look_at_end(std::string_view stem) {
    constexpr size_t kHash = 8;
    if (stem.size() < kHash + 2) return false;
    const char before = stem[stem.size() - kHash - 1];
    const std::string_view end = stem.substr(stem.size() - kHash);
    if (before != '-' && before != '.') return false;
    const bool both = end.find_first_of("-_") != std::string_view::npos;
    if (!both || !has_digit(end) || !is_build_hash(end)) return false;
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (std::ranges::none_of(end, is_upper)) return false;
    found_.add(url_, end, Noise::kBuildIds);
    return true;
  }

  // ;jsessionid=0123
  void look_at_path_parameter(std::string_view path) {
    constexpr std::string_view kSession = ";jsessionid=";
    const size_t at = path.rfind(';');
    if (at == std::string_view::npos) return;
    const std::string_view parameter = path.substr(at);
    if (!ascii_istarts_with(parameter, kSession)) return;
    std::string_view id = parameter.substr(kSession.size());
    id = id.substr(0, id.find_first_of(".!"));  // and the server's name
    if (is_named_token(id)) found_.add(url_, id, Noise::kRequestIds);
  }

  void look_at_query(std::string_view query, const std::string& extension) {
    if (query.find_first_of("=&") == std::string_view::npos) {
      const bool is_file = is_one_of(extension, kCodeExtensions) ||
                           is_one_of(extension, kOtherExtensions);
      if (is_epoch_time(query) ||
          (is_file && (is_long_number(query) || is_build_hash(query)))) {
        found_.add(url_, query, Noise::kCacheBusters);
      }
      return;
    }
    while (true) {
      const size_t end = query.find('&');
      look_at_parameter(query.substr(0, end));
      if (end == std::string_view::npos) return;
      query.remove_prefix(end + 1);
    }
  }

  void look_at_parameter(std::string_view parameter) {
    const size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) return;
    const std::string_view name = parameter.substr(0, equals);
    const std::string_view value = parameter.substr(equals + 1);
    if (value.empty()) return;
    if (const auto noise = noise_of(name, value)) {
      found_.add(url_, value, *noise);
    }
  }

  static std::optional<Noise> noise_of(std::string_view name,
                                       std::string_view value) {
    const std::string plain = plain_name(name);
    if (is_one_of(name, kCacheBusters) || is_one_of(plain, kCacheBusters)) {
      const bool noise = is_long_number(value) || is_epoch_time(value) ||
                         is_build_hash(value) || is_uuid(value);
      return noise ? std::optional(Noise::kCacheBusters) : std::nullopt;
    }
    if (is_one_of(plain, kVersions)) {
      const bool noise = is_version_noise(value);
      return noise ? std::optional(Noise::kCacheBusters) : std::nullopt;
    }
    if (is_one_of(plain, kSignatures)) {
      const bool noise = is_signature(value);
      return noise ? std::optional(Noise::kRequestIds) : std::nullopt;
    }
    if (is_identity_name(name)) return std::nullopt;
    if (is_token_name(name) || is_one_of(plain, kTokens)) {
      const bool noise = is_named_token(value);
      return noise ? std::optional(Noise::kCsrfTokens) : std::nullopt;
    }
    if (is_date_time(value)) return Noise::kTimestamps;
    // ?id=UUID says which page it is, ?user_id=1700000000 whose.
    const bool is_id = plain.ends_with("id");
    if (is_epoch_time(value) && !is_id) return Noise::kTimestamps;
    if ((is_uuid(value) && !is_id) ||
        (is_request_name(plain) && is_random_token(value))) {
      return Noise::kRequestIds;
    }
    return std::nullopt;
  }

  static bool is_signature(std::string_view value) {
    constexpr size_t kMinBytes = 8;
    constexpr size_t kMaxBytes = 4096;
    if (value.size() < kMinBytes || value.size() > kMaxBytes) return false;
    const std::string decoded = percent_decode(value);
    return is_named_token(decoded) || date_time_prefix(decoded) > 0;
  }

  // With a time: a date alone may say which page of a calendar it is.
  static bool is_date_time(std::string_view value) {
    constexpr size_t kMaxBytes = 64;
    constexpr size_t kDate = 10;
    if (value.size() > kMaxBytes || !has_digit(value)) return false;
    const std::string decoded = percent_decode(value);
    return decoded.size() > kDate &&
           date_time_prefix(decoded) == decoded.size();
  }

  std::string_view url_;
  NoiseSpans& found_;
};

}  // namespace

void find_url_noise(std::string_view url, NoiseSpans& found) {
  UrlNoise(url, found).run();
}

}  // namespace pagescan
