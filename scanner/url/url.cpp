#include "scanner/url/url.h"

#include <utility>

#include "scanner/url/url_parser.h"

namespace pagescan {
namespace {

constexpr std::string_view kAboutBlank = "about:blank";

}  // namespace

Url::Url() : href_(kAboutBlank) {
  constexpr uint32_t kColon = 5;
  parts_.scheme_end = kColon;
  parts_.username_end = kColon + 1;
  parts_.host_begin = kColon + 1;
  parts_.host_end = kColon + 1;
  parts_.path_begin = kColon + 1;
  parts_.has_opaque_path = true;
}

Url::Url(std::string href, const UrlParts& parts)
    : href_(std::move(href)), parts_(parts) {}

Result<Url> Url::parse(std::string_view input, const Url* base,
                       const QueryEncoder* encoder) {
  return UrlParser(input, base, encoder).run();
}

std::string Url::href_without_fragment() const {
  return href_.substr(0, parts_.fragment_begin);
}

std::string_view Url::username() const {
  if (parts_.host_kind == HostKind::kNone) return {};
  return slice(parts_.scheme_end + 3, parts_.username_end);
}

std::string_view Url::password() const {
  // "user:password@host": nothing else lies between username and host.
  if (parts_.host_begin - parts_.username_end < 2) return {};
  return slice(parts_.username_end + 1, parts_.host_begin - 1);
}

bool Url::has_credentials() const {
  return parts_.host_begin != parts_.username_end;
}

std::string_view Url::host() const {
  return slice(parts_.host_begin, parts_.host_end);
}

std::string_view Url::host_and_port() const {
  if (parts_.host_kind == HostKind::kNone) return {};
  return slice(parts_.host_begin, parts_.path_begin);
}

std::optional<uint16_t> Url::port() const {
  if (parts_.port == UrlParts::kAbsent) return {};
  return static_cast<uint16_t>(parts_.port);
}

std::optional<uint16_t> Url::effective_port() const {
  return parts_.port == UrlParts::kAbsent ? default_port(parts_.scheme_type)
                                          : port();
}

size_t Url::path_end() const {
  if (parts_.query_begin != UrlParts::kAbsent) return parts_.query_begin;
  if (parts_.fragment_begin != UrlParts::kAbsent) return parts_.fragment_begin;
  return href_.size();
}

std::string_view Url::path() const {
  return slice(parts_.path_begin, path_end());
}

std::optional<std::string_view> Url::query() const {
  if (parts_.query_begin == UrlParts::kAbsent) return {};
  const size_t end = parts_.fragment_begin != UrlParts::kAbsent
                         ? parts_.fragment_begin
                         : href_.size();
  return slice(parts_.query_begin + 1, end);
}

std::optional<std::string_view> Url::fragment() const {
  if (parts_.fragment_begin == UrlParts::kAbsent) return {};
  return slice(parts_.fragment_begin + 1, href_.size());
}

bool Url::is_special() const {
  return parts_.scheme_type != SchemeType::kNotSpecial;
}

bool Url::is_http() const {
  return parts_.scheme_type == SchemeType::kHttp ||
         parts_.scheme_type == SchemeType::kHttps;
}

std::string Url::origin() const {
  switch (parts_.scheme_type) {
    case SchemeType::kFtp:
    case SchemeType::kHttp:
    case SchemeType::kHttps:
    case SchemeType::kWs:
    case SchemeType::kWss: {
      std::string origin(scheme());
      origin += "://";
      origin += host_and_port();
      return origin;
    }
    case SchemeType::kFile:
      return "null";
    case SchemeType::kNotSpecial:
      break;
  }
  if (scheme() != "blob") return "null";
  const Result<Url> inner = Url::parse(path());
  return inner && inner->is_http() ? inner->origin() : "null";
}

bool operator==(const Url& a, const Url& b) { return a.href() == b.href(); }

bool same_origin(const Url& a, const Url& b) {
  const std::string origin = a.origin();
  return origin != "null" && origin == b.origin();
}

std::optional<uint16_t> default_port(SchemeType type) {
  switch (type) {
    case SchemeType::kFtp:
      return uint16_t{21};
    case SchemeType::kHttp:
    case SchemeType::kWs:
      return uint16_t{80};
    case SchemeType::kHttps:
    case SchemeType::kWss:
      return uint16_t{443};
    case SchemeType::kFile:
    case SchemeType::kNotSpecial:
      break;
  }
  return {};
}

}  // namespace pagescan
