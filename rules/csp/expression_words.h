// The words of source expressions. Pure functions; thread-safe.
#pragma once

#include <string_view>

namespace pagescan {

/// Whether the token is a keyword, nonce or hash but for its single quotes
/// ('self), or in others ("self"), and so is read as the name of a host.
bool looks_like_unquoted_csp_keyword(std::string_view token);

/// Whether the token is a scheme that policies often name, but for its colon.
bool looks_like_csp_scheme(std::string_view token);

}  // namespace pagescan
