#include "scanner/base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace pagescan {

namespace {

// `size` bytes of digest. Fails only without memory or without OpenSSL's
// built-in provider.
std::string digest(std::string_view bytes, const EVP_MD* algorithm,
                   size_t size) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm,
             nullptr);
  return {digest.begin(), digest.begin() + static_cast<ptrdiff_t>(size)};
}

}  // namespace

// Looking an algorithm up costs more than hashing an event handler: once.
// Constant from then on, and shared by all threads as OpenSSL allows.

std::string sha256_raw(std::string_view bytes) {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest(bytes, kSha256, SHA256_DIGEST_LENGTH);
}

std::string sha384_raw(std::string_view bytes) {
  static const EVP_MD* const kSha384 = EVP_MD_fetch(nullptr, "SHA384", nullptr);
  return digest(bytes, kSha384, SHA384_DIGEST_LENGTH);
}

std::string sha512_raw(std::string_view bytes) {
  static const EVP_MD* const kSha512 = EVP_MD_fetch(nullptr, "SHA512", nullptr);
  return digest(bytes, kSha512, SHA512_DIGEST_LENGTH);
}

std::string sha256_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex(size_t{2} * SHA256_DIGEST_LENGTH, '0');
  auto digit = hex.begin();
  for (const char c : sha256_raw(bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    *digit++ = kDigits[byte >> 4];
    *digit++ = kDigits[byte & 15];
  }
  return hex;
}

}  // namespace pagescan
