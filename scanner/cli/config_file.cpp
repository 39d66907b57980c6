#include "scanner/cli/config_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "rules/config/yaml_reader.h"
#include "scanner/base/time.h"
#include "scanner/run/read_content.h"

namespace pagescan {

namespace fs = std::filesystem;

std::optional<std::string> find_config_file() {
  std::error_code error;
  fs::path folder = fs::current_path(error);
  std::string up;
  while (!error) {
    std::string path = up + std::string(kConfigFileName);
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) return path;
    // A repository is on its own: what lies above it is somebody else's.
    if (fs::exists(up + ".git", ignored)) return std::nullopt;
    if (!folder.has_relative_path()) return std::nullopt;
    folder = folder.parent_path();
    up += "../";
  }
  return std::nullopt;
}

Result<ConfigTree> read_config_tree(const std::string& path) {
  Result<ReadContent> read = read_file(path, kMaxConfigBytes + 1);
  if (!read) {
    return fail(ErrorCode::kUsage, std::move(read).error().message);
  }
  return read_yaml(read->content, path);
}

Result<Configuration> read_config_file(const std::string& path) {
  const Result<ConfigTree> tree = read_config_tree(path);
  if (!tree) return tl::unexpected(tree.error());
  const fs::path folder = fs::path(path).parent_path();
  return read_configuration(
      *tree,
      [&folder](const std::string& name) {
        return read_config_tree((folder / name).string());
      },
      report_time());
}

}  // namespace pagescan
