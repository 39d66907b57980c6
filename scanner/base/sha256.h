// SHA-256 through OpenSSL. Stateless; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// The digest of `bytes` as 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

/// The digest of `bytes` as the 32 raw bytes.
std::string sha256_raw(std::string_view bytes);

}  // namespace pagescan
