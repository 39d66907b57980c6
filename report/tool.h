// What reports say of the program that wrote them. Constant; thread-safe.
#pragma once

#include <string_view>

namespace pagescan {

inline constexpr std::string_view kToolName = "pagescan";

/// "0.1.0" (https://semver.org/).
std::string_view tool_version();

}  // namespace pagescan
