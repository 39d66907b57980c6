// URLs with `*` for any text, as an inventory names scripts and pages. Pure
// functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"

namespace pagescan {

inline constexpr size_t kMaxInventoryUrlBytes = 2048;

/// Whether it holds a `*`.
bool is_url_pattern(std::string_view text);

/// The pattern with its URL as the URL Standard serialises it, without
/// fragment; kUsage with what is wrong. `*` may stand in the path and query
/// only: one in the host would authorise hosts nobody has heard of.
Result<std::string> normal_url_pattern(std::string_view text);

/// Whether the pattern is all of the URL. Takes time in proportion to the
/// product of their lengths at worst.
bool matches_url(std::string_view pattern, std::string_view url);

/// Whether one of them is; also where there are none.
bool covers_url(const std::vector<std::string>& patterns, std::string_view url);

}  // namespace pagescan
