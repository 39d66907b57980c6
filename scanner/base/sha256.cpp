#include "scanner/base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace pagescan {

std::string sha256_raw(std::string_view bytes) {
  // Looking the algorithm up costs more than hashing an event handler: once.
  // Constant from then on, and shared by all threads as OpenSSL allows.
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  // Fails only without memory or without OpenSSL's built-in provider.
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, kSha256,
             nullptr);
  return {digest.begin(), digest.end()};
}

std::string sha256_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(size_t{2} * SHA256_DIGEST_LENGTH);
  for (const char c : sha256_raw(bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace pagescan
