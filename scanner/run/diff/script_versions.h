// Which addresses are those of one file in several versions:
// https://cdn.example/jquery-3.6.0.min.js and .../jquery-3.7.1.min.js. Judged
// by the address alone. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pagescan {

/// A longer address is taken to have no version.
inline constexpr size_t kMaxVersionedAddress = size_t{8} << 10;

struct VersionedAddress {
  /// The address with each version as `*`; the address where it has none.
  std::string family;
  /// Whether one of them is the number of a release in the path ("3.6.0",
  /// "v2", "@4"): not the hash or the time of a build, no query.
  bool has_release = false;

  friend bool operator==(const VersionedAddress&,
                         const VersionedAddress&) = default;
};

/// Of a URL, or an address as written. Versions are
/// - numbers of releases: `/3.6.0/`, `/v2/`, `/r128/`, `jquery-3.6.0.min.js`,
///   `lodash@4.17.21`;
/// - hashes and times of builds: `app.3f9ac1d2.js`, `/version1612345678/`,
///   `/20240131/`;
/// - queries that by their name or shape are either: `?ver=6.4.2`, `?_=17`,
///   `?1612345678`, `?p7vly2`.
/// IDs of accounts are none: `gtag/js?id=G-1`, a UUID in the path.
VersionedAddress versioned_address(std::string_view address);

}  // namespace pagescan
