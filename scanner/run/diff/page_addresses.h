// Addresses in one scan of a page, seen from that page: which are its own, and
// how a change names them. Immutable; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/passes/pass_input.h"
#include "scanner/run/scan_result.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Longer names of things are cut in a change's path and told by a digest.
inline constexpr size_t kMaxNameBytes = 300;

class PageAddresses {
 public:
  explicit PageAddresses(const ScanResult& result);

  /// What two scans may compare: the URL as relative() has it, so that a page
  /// that moved to another host does not change every address; the address as
  /// written where it is no URL. Not empty.
  std::string key(const Address& address) const;
  std::string key(std::string_view url) const;

  /// The URL, without its origin where that is the page's. A view into `url`.
  std::string_view relative(std::string_view url) const;

  /// Whether the URL is of the page's site (schemelessly same site). Never
  /// where the page's own URL is unknown.
  bool is_own(std::string_view url) const;

 private:
  std::optional<Url> page_;
  std::string origin_;  // "" where there is none
};

/// The URL, or the address as written where it is none.
const std::string& text_of(const Address& address);
std::string text_of(const std::optional<Address>& address);

/// What tells the site of a URL with a host: its registrable domain, else its
/// host. "" for all else.
std::string site_of(std::string_view url);

/// What stands behind the host of an http(s) URL: the path, query, fragment.
/// "" where that is nothing but "/", and for all else.
std::string_view behind_host(std::string_view url);

/// Whether the one is http and the other https.
bool is_downgrade(std::string_view before, std::string_view after);

/// A name for a path, cut to kMaxNameBytes and told by a digest where longer.
std::string name_for_path(std::string_view name);

/// One name for two addresses of a thing, whichever is the older: what they
/// have in common (see versioned_address), else both.
std::string common_url(std::string_view a, std::string_view b);

/// An address as a change shows it: the data of a data: URL as size and digest.
std::string shown_url(const std::string& address);

}  // namespace pagescan
