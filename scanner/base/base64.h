// Base64 (RFC 4648 section 4), with padding. Stateless; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// `bytes`, at most some gigabyte, as base64 without line breaks.
std::string base64(std::string_view bytes);

}  // namespace pagescan
