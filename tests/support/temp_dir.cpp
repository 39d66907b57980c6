#include "tests/support/temp_dir.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>

namespace pagescan::test {

namespace fs = std::filesystem;

TempDir::TempDir() {
  std::string pattern = (fs::temp_directory_path() / "pagescan-XXXXXX");
  if (mkdtemp(pattern.data()) == nullptr) {
    throw fs::filesystem_error("mkdtemp",
                               std::error_code(errno, std::generic_category()));
  }
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TempDir::write(const fs::path& name, std::string_view bytes) const {
  const fs::path full = path_ / name;
  fs::create_directories(full.parent_path());
  std::ofstream file(full, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return full;
}

}  // namespace pagescan::test
