#include "scanner/base/base64.h"

#include <openssl/evp.h>

namespace pagescan {

std::string base64(std::string_view bytes) {
  // Four characters for three bytes, and the NUL that OpenSSL appends.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  text.resize(static_cast<size_t>(size));
  return text;
}

}  // namespace pagescan
