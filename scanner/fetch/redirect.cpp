#include "scanner/fetch/redirect.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/url/port.h"

namespace pagescan {
namespace {

/// Bytes past ASCII percent-encoded, so that the parser reads a Location in
/// any encoding the way browsers send it on.
std::string escape_non_ascii(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) {
      escaped.push_back(c);
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

Result<Url> resolve(std::string_view location, const Url& url) {
  auto target = Url::parse(escape_non_ascii(location), &url);
  if (!target) {
    return fail(
        ErrorCode::kInvalidUrl,
        fmt::format("{}: the redirect's Location is no valid URL", url.host()));
  }
  if (target->fragment() || !url.fragment()) return target;
  std::string with_fragment = target->href();
  with_fragment.append("#").append(*url.fragment());
  return Url::parse(with_fragment);
}

}  // namespace

bool is_redirect_status(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

bool is_redirect(const Hop& hop) {
  return is_redirect_status(hop.status) && hop.fields.first("location");
}

Result<Url> redirect_target(Hop& hop, const Url& url) {
  const std::vector<std::string_view> locations = hop.fields.all("location");
  hop.location = std::string(locations.front());
  if (std::ranges::any_of(locations, [&](std::string_view other) {
        return other != locations.front();
      })) {
    return fail(ErrorCode::kProtocolError,
                fmt::format("{}: the redirect has different Location fields",
                            url.host()));
  }
  if (hop.location->size() > kMaxUrlLength) {
    return fail(ErrorCode::kRedirectRefused,
                fmt::format("{}: the redirect's Location is over {} bytes, the "
                            "longest URL there is",
                            url.host(), kMaxUrlLength));
  }
  auto target = resolve(*hop.location, url);
  if (!target) return target;
  hop.location_resolved = target->href();
  if (!target->is_http()) {
    return fail(ErrorCode::kRedirectRefused,
                fmt::format("{}: a redirect to the scheme \"{}\" is never "
                            "followed",
                            url.host(), target->scheme()));
  }
  if (target->port() && is_bad_port(*target->port())) {
    return fail(ErrorCode::kRedirectRefused,
                fmt::format("{}: a redirect to port {} is never followed (it "
                            "belongs to another protocol)",
                            url.host(), *target->port()));
  }
  return target;
}

}  // namespace pagescan
