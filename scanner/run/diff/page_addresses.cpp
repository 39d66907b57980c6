#include "scanner/run/diff/page_addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rules/page_reading.h"
#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/run/diff/script_versions.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

constexpr size_t kDigestDigits = 12;
constexpr size_t kMaxShownData = 80;  // bytes

std::string with_digest(std::string_view text, size_t max_bytes) {
  return fmt::format(
      "{}... ({} bytes, sha256 {})", utf8_prefix(text, max_bytes), text.size(),
      std::string_view(sha256_hex(text)).substr(0, kDigestDigits));
}

bool is_http_url(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

// The URL without its scheme.
std::string_view without_scheme(std::string_view url) {
  return url.substr(url.find(':') + 1);
}

}  // namespace

PageAddresses::PageAddresses(const ScanResult& result) {
  Result<Url> page = Url::parse(result.page.url);
  if (!page) return;
  if (page->is_http()) origin_ = page->origin();
  page_ = *std::move(page);
}

std::string_view PageAddresses::relative(std::string_view url) const {
  if (!origin_.empty() && url.starts_with(origin_) &&
      url.substr(origin_.size()).starts_with('/')) {
    url.remove_prefix(origin_.size());
  }
  return url;
}

std::string PageAddresses::key(std::string_view url) const {
  return "url " + std::string(relative(url));
}

std::string PageAddresses::key(const Address& address) const {
  return address.url ? key(*address.url) : "written " + address.written;
}

bool PageAddresses::is_own(std::string_view url) const {
  if (!page_) return false;
  const Result<Url> parsed = Url::parse(url);
  return parsed && same_site(*parsed, *page_);
}

const std::string& text_of(const Address& address) {
  return address.url ? *address.url : address.written;
}

std::string text_of(const std::optional<Address>& address) {
  return address ? text_of(*address) : std::string();
}

std::string site_of(std::string_view url) {
  return site_of_host(host_of_href(url));
}

std::string_view behind_host(std::string_view url) {
  if (!is_http_url(url)) return {};
  const std::string_view rest = rest_of_href(url);
  return rest == "/" ? std::string_view() : rest;
}

bool is_downgrade(std::string_view before, std::string_view after) {
  return before.starts_with("https:") && after.starts_with("http:");
}

std::string name_for_path(std::string_view name) {
  const bool is_data = ascii_istarts_with(name, "data:");
  const size_t max_bytes = is_data ? kMaxShownData : kMaxNameBytes;
  return name.size() <= max_bytes ? std::string(name)
                                  : with_digest(name, max_bytes);
}

std::string common_url(std::string_view a, std::string_view b) {
  if (a == b || b.empty()) return name_for_path(a);
  if (a.empty()) return name_for_path(b);
  const std::string family = versioned_address(a).family;
  const std::string other_family = versioned_address(b).family;
  if (family == other_family) return name_for_path(family);
  if (is_http_url(a) && is_http_url(b)) {
    const std::string_view file = without_query(a);
    if (file == without_query(b)) {
      const bool has_query = a.substr(file.size()).starts_with('?') ||
                             b.substr(file.size()).starts_with('?');
      return name_for_path(std::string(file) + (has_query ? "?*" : "#*"));
    }
    if (without_scheme(a) == without_scheme(b)) {
      return name_for_path(without_scheme(a));
    }
    std::string_view rest = behind_host(a);
    if (rest != behind_host(b)) rest = behind_host(family);
    if (!rest.empty() &&
        (rest == behind_host(b) || rest == behind_host(other_family))) {
      return name_for_path("//*" + std::string(rest));
    }
  }
  const auto [first, second] = std::minmax(a, b);
  return name_for_path(first) + " | " + name_for_path(second);
}

std::string shown_url(const std::string& address) {
  if (address.size() <= kMaxShownData ||
      !ascii_istarts_with(address, "data:")) {
    return address;
  }
  return with_digest(address, kMaxShownData);
}

}  // namespace pagescan
