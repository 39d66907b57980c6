#include "scanner/url/url_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/url/message.h"
#include "scanner/url/windows_drive_letter.h"

namespace pagescan {
namespace {

constexpr size_t kNpos = std::string_view::npos;

struct SpecialScheme {
  std::string_view name;
  SchemeType type;
};

constexpr SpecialScheme kSpecialSchemes[] = {
    {"https", SchemeType::kHttps}, {"http", SchemeType::kHttp},
    {"file", SchemeType::kFile},   {"ftp", SchemeType::kFtp},
    {"ws", SchemeType::kWs},       {"wss", SchemeType::kWss}};

SchemeType scheme_type_of(std::string_view scheme) {
  for (const SpecialScheme& special : kSpecialSchemes) {
    if (scheme == special.name) return special.type;
  }
  return SchemeType::kNotSpecial;
}

tl::unexpected<std::string> port_out_of_range(std::string_view digits) {
  constexpr size_t kMaxShown = 20;
  digits = digits.substr(0, digits.find_first_not_of("0123456789"));
  return tl::unexpected<std::string>(
      fmt::format("the port {}{} is out of range", digits.substr(0, kMaxShown),
                  digits.size() > kMaxShown ? "..." : ""));
}

}  // namespace

void UrlWriter::set_scheme(std::string_view scheme) {
  parts_ = UrlParts();
  href_.resize(scheme.size());
  std::transform(scheme.begin(), scheme.end(), href_.begin(), ascii_lower);
  parts_.scheme_type = scheme_type_of(href_);
  parts_.scheme_end = position();
  href_.push_back(':');
  parts_.username_end = position();
  parts_.host_begin = position();
  parts_.host_end = position();
  parts_.path_begin = position();
}

void UrlWriter::append_credentials(std::string_view credentials) {
  href_ += "//";
  const size_t colon = credentials.find(':');
  append_percent_encoded(href_, credentials.substr(0, colon),
                         PercentEncodeSet::kUserinfo);
  parts_.username_end = position();
  if (colon != kNpos && colon + 1 < credentials.size()) {
    href_.push_back(':');
    append_percent_encoded(href_, credentials.substr(colon + 1),
                           PercentEncodeSet::kUserinfo);
  }
  if (!credentials.empty() && credentials != ":") href_.push_back('@');
  parts_.host_begin = position();
}

UrlWriter::Outcome UrlWriter::append_host(std::string_view host) {
  auto kind = parse_host(
      host, is_special() ? HostSyntax::kDomain : HostSyntax::kOpaque, href_);
  if (!kind) return tl::unexpected<std::string>(std::move(kind.error()));
  parts_.host_kind = *kind;
  parts_.host_end = position();
  parts_.path_begin = position();
  const bool is_local_file =
      parts_.scheme_type == SchemeType::kFile &&
      std::string_view(href_).substr(parts_.host_begin) == "localhost";
  if (is_local_file) {
    href_.resize(parts_.scheme_end + 1);
    set_empty_host();
  }
  return {};
}

UrlWriter::Outcome UrlWriter::append_port(std::string_view digits) {
  uint32_t port = 0;
  for (const char c : digits) {
    if (!is_ascii_digit(c)) {
      return tl::unexpected<std::string>(fmt::format(
          "the port {} is not a number", quote_for_message(digits)));
    }
    port = port * 10 + static_cast<uint32_t>(c - '0');
    if (port > UINT16_MAX) return port_out_of_range(digits);
  }
  if (digits.empty() || port == default_port(parts_.scheme_type)) return {};
  parts_.port = port;
  fmt::format_to(std::back_inserter(href_), ":{}", port);
  parts_.path_begin = position();
  return {};
}

void UrlWriter::set_empty_host() {
  append_credentials({});
  parts_.host_end = position();
  parts_.path_begin = position();
  parts_.host_kind = HostKind::kEmpty;
}

void UrlWriter::append_segment(std::string_view segment) {
  const bool is_first = href_.size() == parts_.path_begin;
  href_.push_back('/');
  if (is_first && parts_.scheme_type == SchemeType::kFile &&
      is_windows_drive_letter(segment)) {
    href_.push_back(segment[0]);
    href_.push_back(':');
    return;
  }
  append_percent_encoded(href_, segment, PercentEncodeSet::kPath);
}

// What one call removes, an earlier one appended: linear over all.
void UrlWriter::shorten_path() {
  const std::string_view path =
      std::string_view(href_).substr(parts_.path_begin);
  if (path.empty()) return;
  if (parts_.scheme_type == SchemeType::kFile && is_drive_letter_path(path)) {
    return;
  }
  href_.resize(parts_.path_begin + path.rfind('/'));
}

void UrlWriter::append_opaque_path(std::string_view path) {
  parts_.has_opaque_path = true;
  append_percent_encoded(href_, path, PercentEncodeSet::kC0Control);
}

void UrlWriter::append_query(std::string_view bytes, PercentEncodeSet set) {
  parts_.query_begin = position();
  href_.push_back('?');
  append_percent_encoded(href_, bytes, set);
}

void UrlWriter::append_fragment(std::string_view fragment) {
  parts_.fragment_begin = position();
  href_.push_back('#');
  append_percent_encoded(href_, fragment, PercentEncodeSet::kFragment);
}

void UrlWriter::copy_authority(const Url& base) {
  parts_ = base.parts_;
  parts_.query_begin = UrlParts::kAbsent;
  parts_.fragment_begin = UrlParts::kAbsent;
  // Without a host there may be a "/." before the path, which is no part.
  if (parts_.host_kind == HostKind::kNone) parts_.path_begin = parts_.host_end;
  href_.assign(base.href_, 0, parts_.path_begin);
}

void UrlWriter::copy_path(const Url& base) {
  copy_authority(base);
  href_ += base.path();
}

void UrlWriter::copy_query(const Url& base) {
  copy_path(base);
  const auto query = base.query();
  if (!query) return;
  parts_.query_begin = position();
  href_.push_back('?');
  href_ += *query;
}

// Step 3 of https://url.spec.whatwg.org/#concept-url-serializer: "/." keeps a
// path that starts with "//" from reading as a host.
Url UrlWriter::finish() && {
  const bool needs_guard = parts_.host_kind == HostKind::kNone &&
                           !parts_.has_opaque_path &&
                           href_.compare(parts_.path_begin, 2, "//") == 0;
  if (needs_guard) {
    href_.insert(parts_.path_begin, "/.");
    parts_.path_begin += 2;
    if (parts_.query_begin != UrlParts::kAbsent) parts_.query_begin += 2;
    if (parts_.fragment_begin != UrlParts::kAbsent) parts_.fragment_begin += 2;
  }
  return Url(std::move(href_), parts_);
}

}  // namespace pagescan
