#include "scanner/run/target.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/url/message.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// `scheme` followed by "://", or "file:", so that a path with a colon in it
// stays a path.
bool looks_like_url(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (ascii_iequals(text.substr(0, colon), "file")) return true;
  for (const char c : text.substr(0, colon)) {
    const bool in_scheme = is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' ||
                           c == '-' || c == '.';
    if (!in_scheme) return false;
  }
  return text.substr(colon).starts_with("://") ||
         ascii_istarts_with(text, "http:") ||
         ascii_istarts_with(text, "https:");
}

// The file: URL of a path, made absolute.
std::optional<Url> file_url(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  if (error) return std::nullopt;
  std::string address = "file://";
  for (const std::filesystem::path& name : absolute.lexically_normal()) {
    if (name == "/") continue;
    address += '/';
    address += percent_encode(name.string(), PercentEncodeSet::kComponent);
  }
  Result<Url> url = Url::parse(address);
  if (!url) return std::nullopt;
  return *std::move(url);
}

Target file_target(std::string_view submitted, std::string path) {
  Target target{TargetKind::kFile, std::string(submitted), file_url(path), {}};
  target.path = std::move(path);
  return target;
}

// A file of this machine and no other; no path has a NUL in it.
Result<Target> file_url_target(std::string_view submitted, const Url& url) {
  if (!url.host().empty()) {
    return fail(ErrorCode::kInvalidUrl,
                fmt::format("a file of the host {} can't be read (write "
                            "file:///PATH)",
                            quote_for_message(url.host())));
  }
  std::string path = percent_decode(url.path());
  if (path.find('\0') != std::string::npos) {
    return fail(ErrorCode::kInvalidUrl,
                fmt::format("%00 can't be in a path: {}",
                            quote_for_message(submitted)));
  }
  return file_target(submitted, std::move(path));
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
  if (text == "-") {
    return Target{TargetKind::kStandardInput, "-", std::nullopt, {}};
  }
  if (!looks_like_url(text)) return file_target(text, std::string(text));
  Result<Url> url = Url::parse(text);
  if (!url) return tl::unexpected(std::move(url).error());
  if (url->scheme() == "file") return file_url_target(text, *url);
  if (!url->is_http()) {
    return fail(ErrorCode::kUnsupportedScheme,
                fmt::format("{}: only http, https and file URLs can be scanned",
                            url->scheme()));
  }
  return Target{TargetKind::kUrl, std::string(text), *std::move(url), {}};
}

}  // namespace pagescan
