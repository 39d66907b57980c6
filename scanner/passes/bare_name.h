// Names without what writes them in another style: `csrf_token`, `csrf-token`
// and `csrfToken` are one. Pure functions; thread-safe.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/base/strings.h"

namespace pagescan {

/// The ASCII letters, in lower case, and digits of a name, which the caller has
/// cut to what it looks at.
inline std::string bare_name(std::string_view name) {
  std::string bare;
  for (const char c : name) {
    if (is_ascii_alpha(c) || is_ascii_digit(c)) bare += ascii_lower(c);
  }
  return bare;
}

/// Whether one of the parts stands in the name.
template <size_t N>
bool has_part_of(const std::string& bare,
                 const std::array<std::string_view, N>& parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) {
    return bare.find(part) != std::string::npos;
  });
}

}  // namespace pagescan
