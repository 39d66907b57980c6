// A folder of a test's own, removed with everything in it. Not thread-safe.
#pragma once

#include <filesystem>
#include <string_view>

namespace pagescan::test {

class TempDir {
 public:
  /// Throws std::filesystem::filesystem_error where none can be made.
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }

  /// Writes `bytes` to `name` (folders are made) and returns its full path.
  std::filesystem::path write(const std::filesystem::path& name,
                              std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace pagescan::test
