// What the external scripts of a page are, as they were fetched. Values that
// own their strings; thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace pagescan {

struct FetchedScript {
  /// Why it could not be had; "" where it was.
  std::string problem;
  size_t size = 0;         // bytes, content codings undone
  std::string sha256;      // hexadecimal
  std::string sha256_sri;  // base64, as integrity metadata have it
  std::string sha384_sri;
  std::string sha512_sri;

  bool ok() const { return problem.empty(); }
};

/// That of this content.
FetchedScript hashed_script(const std::string& content);

/// By URL, without fragment.
using FetchedScripts = std::map<std::string, FetchedScript, std::less<>>;

}  // namespace pagescan
