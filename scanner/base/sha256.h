// SHA-256 and its longer kin through OpenSSL. Stateless; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// The digest of `bytes` as 64 lower-case hexadecimal digits (FIPS 180-4).
std::string sha256_hex(std::string_view bytes);

/// The digest of `bytes` as the 32 raw bytes.
std::string sha256_raw(std::string_view bytes);

/// The digests of 48 and of 64 raw bytes.
std::string sha384_raw(std::string_view bytes);
std::string sha512_raw(std::string_view bytes);

}  // namespace pagescan
