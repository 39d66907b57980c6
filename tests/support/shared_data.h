// Where the data is that is shared beside the repository and not part of it:
// samples, corpora, conformance tests. Thread-safe.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace pagescan::test {

/// A path in it. Tests skip, saying so, where it does not exist.
inline std::filesystem::path shared_data(const std::filesystem::path& name) {
  const char* const folder = std::getenv("PAGESCAN_SHARED");
  return std::filesystem::path(
             folder != nullptr ? folder : PAGESCAN_SOURCE_DIR "/../shared") /
         name;
}

}  // namespace pagescan::test
