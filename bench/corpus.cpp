#include "bench/corpus.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "scanner/run/read_content.h"

namespace pagescan {

std::vector<std::string> read_corpus(const std::string& dir) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(dir, error)) {
    if (entry.path().extension() == ".html") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  constexpr size_t kMaxPageBytes = size_t{64} << 20;
  std::vector<std::string> pages;
  for (const auto& path : paths) {
    if (auto read = read_file(path.string(), kMaxPageBytes)) {
      pages.push_back(std::move(read->content));
    }
  }
  return pages;
}

}  // namespace pagescan
