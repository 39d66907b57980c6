// The parameters of an address, and how a secret among them may be shown. Pure
// functions; views point into the address. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

struct UrlParameter {
  std::string name;        // percent-decoded, lower case
  std::string_view value;  // as in the address
};

/// Of a serialised URL with an authority, in order: ";name=value" at the end of
/// the path, those of the query, and those of a fragment that is written like a
/// query. Those without a value are left out; at most kMaxUrlParameters.
std::vector<UrlParameter> url_parameters(std::string_view href);

inline constexpr size_t kMaxUrlParameters = 1000;

/// The first four characters, or half of them where they are fewer than eight,
/// and an ellipsis.
std::string masked(std::string_view secret);

/// `href` up to its parameters, and of these the one, masked.
std::string href_with_masked(std::string_view href,
                             const UrlParameter& parameter);

}  // namespace pagescan
