#include "scanner/run/target_key.h"

#include <algorithm>
#include <string>

#include "scanner/base/sha256.h"

namespace pagescan {
namespace {

// NUL is in no URL, path or field, so parts put together stay apart.
constexpr char kEnd = '\0';

TargetKey first_bytes_of_digest(std::string_view bytes) {
  const std::string digest = sha256_raw(bytes);
  TargetKey key = 0;
  for (const char c : digest.substr(0, sizeof key)) {
    key = key << 8 | static_cast<unsigned char>(c);
  }
  return key;
}

}  // namespace

TargetKey target_key(const Target& target,
                     const std::vector<Field>& extra_fields) {
  std::string identity =
      target.url ? target.url->href() : target.submitted + kEnd;
  for (const Field& field : extra_fields) {
    identity += kEnd;
    identity += field.name;
    identity += kEnd;
    identity += field.value;
  }
  return first_bytes_of_digest(identity);
}

TargetKey target_key_of_text(std::string_view submitted) {
  return first_bytes_of_digest(std::string(1, kEnd).append(submitted));
}

}  // namespace pagescan
