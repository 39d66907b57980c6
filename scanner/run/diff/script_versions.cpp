#include "scanner/run/diff/script_versions.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kMinHash = 8;       // bytes: what bundlers write at least
constexpr size_t kMaxHash = 64;      // SHA-256 in hexadecimal
constexpr size_t kMinFileHash = 16;  // of a file with no other name
constexpr size_t kMinBuildId = 16;
constexpr size_t kMaxBareQuery = 40;

// Queries that say which version of a file is wanted, or only keep an older one
// from being taken out of a cache.
constexpr std::array<std::string_view, 29> kVersionQueries = {
    "v",   "ver",        "version", "_",       "_v",      "rev",
    "t",   "_t",         "ts",      "tt",      "time",    "timestamp",
    "cb",  "cv",         "bust",    "cache",   "nocache", "cachebuster",
    "nc",  "build",      "hash",    "release", "rnd",     "rand",
    "ord", "appversion", "mtime",   "random",  "modified"};

bool is_hex(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_ascii_hex_digit);
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_ascii_digit);
}

// A date such as 20240131 (with an hour, a minute, a second), or the time since
// 1970 in seconds or milliseconds.
bool is_time(std::string_view text) {
  if (!is_number(text)) return false;
  if (text.starts_with("20") || text.starts_with("19")) {
    if (text.size() == 8 || text.size() == 10 || text.size() == 12 ||
        text.size() == 14) {
      return true;
    }
  }
  return text.starts_with('1') && (text.size() == 10 || text.size() == 13);
}

bool is_hex_hash(std::string_view text) {
  if (text.size() < kMinHash || text.size() > kMaxHash || !is_hex(text)) {
    return false;
  }
  const bool has_digit = std::ranges::any_of(text, is_ascii_digit);
  const bool has_letter = std::ranges::any_of(text, is_ascii_alpha);
  // Few words are of those letters alone, and fewer have these lengths.
  return has_letter && (has_digit || text.size() % 8 == 0);
}

struct Classes {
  size_t transitions = 0;  // from letters to digits, from case to case
  bool lower = false;
  bool upper = false;
  bool digit = false;
};

Classes classes_of(std::string_view text) {
  Classes result;
  char last = '\0';
  for (const char c : text) {
    char now = '-';
    if (is_ascii_digit(c)) now = '0';
    if (is_ascii_alpha(c)) now = ascii_lower(c) == c ? 'a' : 'A';
    result.digit |= now == '0';
    result.lower |= now == 'a';
    result.upper |= now == 'A';
    if (last != '\0' && now != last) ++result.transitions;
    last = now;
  }
  return result;
}

// base64url, base62, base36: letters and digits that no word has in such order.
bool is_mixed_hash(std::string_view text) {
  if (text.size() < kMinHash || text.size() > kMaxHash) return false;
  const Classes classes = classes_of(text);
  if (!classes.digit) {
    return classes.upper && classes.lower &&
           classes.transitions * 2 >= text.size();
  }
  return classes.transitions * 5 >= text.size() * 2;
}

bool is_hash(std::string_view text) {
  if (text.starts_with('v') && is_hex_hash(text.substr(1))) return true;
  return is_hex_hash(text) || is_mixed_hash(text);
}

// Replaces the first group of every match by `*`; whether there was one.
bool star_group(const re2::RE2& pattern, std::string& text) {
  std::string out;
  size_t done = 0;
  std::array<re2::StringPiece, 2> groups;
  const re2::StringPiece whole(text);
  while (pattern.Match(whole, done, text.size(), re2::RE2::UNANCHORED,
                       groups.data(), 2)) {
    const auto begin = static_cast<size_t>(groups[1].data() - text.data());
    out.append(text, done, begin - done);
    out += '*';
    done = begin + groups[1].size();
  }
  if (done == 0) return false;
  out.append(text, done, std::string::npos);
  text = std::move(out);
  return true;
}

struct Patterns {
  // 3.6.0, 1.12.1-rc.1: two numbers or more.
  const re2::RE2 release{
      R"((?i)(?:^|[^0-9.])(\d{1,9}(?:\.\d{1,9})+)"
      R"((?:[-.]?(?:alpha|beta|rc|pre|dev|next|canary|snapshot|[ab]\d))"
      R"([-.]?\d*(?:\.\d+)*)*)(?:[-_.+~,;]|$))"};
  const re2::RE2 single{R"((?i)(?:^|[-_.~])v(\d{1,4})(?:[-_.~]|$))"};
  const re2::RE2 revision{R"(^r(\d{2,4})$)"};
  const re2::RE2 build{R"((?i)^version(\d+)$)"};
  const re2::RE2 tag{
      R"((?i)[^@]@((?:[~^<>=]|%5E|%7E)*v?\d[^@,]*|[0-9a-f]{7,40})"
      R"(|latest|next|beta|alpha|canary|rc|stable|main|master))"};
  const re2::RE2 drupal{R"(^(?:js|css)_(_?[\w-]{43}(?:__[\w-]{43})*)\.)"};
  const re2::RE2 pagespeed{
      R"(\.pagespeed\.(?:[a-z]+\.)?[a-z]{2}\.([\w-]{10})\.)"};
  const re2::RE2 vite{R"(-([\w-]{8})\.(?:m?js|css)$)"};
  const re2::RE2 uuid{R"((?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"};
  const re2::RE2 bare_query{R"([\w.-]+)"};
};

const Patterns& patterns() {
  static const Patterns kPatterns;
  return kPatterns;
}

enum class Place : uint8_t { kFolder, kFile };

// A part of a name between separators.
bool is_build(std::string_view token, bool is_first, Place place) {
  if (is_time(token)) return true;
  if (!is_first) {
    return is_hash(token) || (is_number(token) && token.size() == 8);
  }
  // "abc1def.js" may be an account's own file, "1b255fe7/" hardly a name.
  if (place == Place::kFolder) return is_hex_hash(token);
  return token.size() >= kMinFileHash && is_hash(token);
}

void star_builds(std::string& name, Place place) {
  std::string out;
  size_t begin = 0;
  while (true) {
    const size_t end = std::min(name.find_first_of("-_.~", begin), name.size());
    const std::string_view token =
        std::string_view(name).substr(begin, end - begin);
    out += is_build(token, begin == 0, place) ? "*" : token;
    if (end == name.size()) break;
    out += name[end];
    begin = end + 1;
  }
  name = std::move(out);
}

// base64url may have the separators of a file's name within.
void star_vite(std::string& name) {
  re2::StringPiece hash;
  if (!re2::RE2::PartialMatch(name, patterns().vite, &hash)) return;
  const Classes classes = classes_of({hash.data(), hash.size()});
  if (!classes.lower || !classes.upper || !classes.digit) return;
  name.replace(static_cast<size_t>(hash.data() - name.data()), hash.size(),
               "*");
}

std::string star_name(std::string_view written, Place place,
                      bool& has_release) {
  std::string name(written);
  const Patterns& known = patterns();
  if (re2::RE2::PartialMatch(name, known.uuid)) return name;
  if (star_group(known.tag, name)) has_release = true;
  if (place == Place::kFile) {
    if (star_group(known.drupal, name)) return name;
    star_group(known.pagespeed, name);
    star_vite(name);
  } else if (star_group(known.build, name)) {
    return name;
  }
  for (const re2::RE2* pattern :
       {&known.release, &known.single, &known.revision}) {
    if (star_group(*pattern, name)) has_release = true;
  }
  star_builds(name, place);
  return name;
}

// Folders after which a build's ID stands: Next.js, reCAPTCHA.
bool is_before_build_id(const std::vector<std::string_view>& path, size_t i) {
  if (i == 0) return false;
  if (path[i - 1] == "releases") return true;
  return i > 1 && path[i - 2] == "_next" &&
         (path[i - 1] == "static" || path[i - 1] == "data");
}

std::string star_path(std::string_view path, bool& has_release) {
  const std::vector<std::string_view> names = split(path, '/');
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += '/';
    const Place place = i + 1 == names.size() ? Place::kFile : Place::kFolder;
    if (place == Place::kFolder && names[i].size() >= kMinBuildId &&
        is_before_build_id(names, i)) {
      out += '*';
    } else {
      out += star_name(names[i], place, has_release);
    }
  }
  return out;
}

// A query, or a fragment written like one.
std::string star_query(std::string_view query) {
  if (query.size() <= kMaxBareQuery &&
      re2::RE2::FullMatch({query.data(), query.size()},
                          patterns().bare_query)) {
    return "*";
  }
  std::string out;
  bool is_first = true;
  for (const std::string_view part : split(query, '&')) {
    if (!is_first) out += '&';
    is_first = false;
    const size_t equals = part.find('=');
    const bool is_version =
        equals != std::string_view::npos && equals + 1 < part.size() &&
        std::ranges::find(kVersionQueries,
                          ascii_lowercase(part.substr(0, equals))) !=
            kVersionQueries.end();
    out += is_version ? part.substr(0, equals + 1) : part;
    if (is_version) out += '*';
  }
  return out;
}

// Where the path starts; nothing where the address is of no file on a host.
std::optional<size_t> path_begin(std::string_view address) {
  const size_t colon = address.find(':');
  const size_t slash = address.find('/');
  if (colon != std::string_view::npos && colon < slash) {
    if (!ascii_istarts_with(address, "http://") &&
        !ascii_istarts_with(address, "https://")) {
      return std::nullopt;
    }
    return std::min(address.find_first_of("/?#", colon + 3), address.size());
  }
  if (!address.starts_with("//")) return 0;
  return std::min(address.find_first_of("/?#", 2), address.size());
}

}  // namespace

VersionedAddress versioned_address(std::string_view address) {
  VersionedAddress result{std::string(address), false};
  if (address.size() > kMaxVersionedAddress) return result;
  const std::optional<size_t> begin = path_begin(address);
  if (!begin) return result;
  const size_t hash = std::min(address.find('#', *begin), address.size());
  const size_t question =
      std::min(address.substr(0, hash).find('?', *begin), hash);
  result.family = address.substr(0, *begin);
  result.family +=
      star_path(address.substr(*begin, question - *begin), result.has_release);
  if (question < hash) {
    result.family += '?';
    result.family +=
        star_query(address.substr(question + 1, hash - question - 1));
  }
  if (hash < address.size()) {
    result.family += '#';
    const std::string_view fragment = address.substr(hash + 1);
    const bool has_names = fragment.find('=') != std::string_view::npos;
    result.family += has_names ? star_query(fragment) : fragment;
  }
  return result;
}

}  // namespace pagescan
