// Base64 as RFC 4648 section 4 has it, through OpenSSL. Stateless; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// `bytes` (fewer than 1.5 GiB) in base64, padded, in one line.
std::string base64(std::string_view bytes);

}  // namespace pagescan
