// The architecture, checked: which layer includes which, what the CMake files
// declare, how long files are. docs/architecture.md says why.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

namespace fs = std::filesystem;

// A layer includes only itself and what stands before it here.
constexpr std::array<std::string_view, 14> kLayers = {
    "base",  "url", "fetch",  "decode", "dom", "passes", "page",
    "rules", "run", "report", "store",  "cli", "main",   "training"};

// Programs and their parts: no libraries of the pipeline.
bool is_program(std::string_view layer) {
  return layer == "main" || layer == "training";
}

constexpr size_t kMaxLines = 450;

// Files that may be longer, each with the reason. Better none.
const std::map<std::string, std::string>& longer_files() {
  static const std::map<std::string, std::string> kLongerFiles;
  return kLongerFiles;
}

struct SourceFile {
  std::string path;  // from the top of the repository
  std::vector<std::string> lines;
};

SourceFile read_source(const fs::path& path) {
  SourceFile file{fs::relative(path, PAGESCAN_SOURCE_DIR).string(), {}};
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) {
    file.lines.push_back(line);
  }
  return file;
}

std::vector<SourceFile> read_sources(const std::set<std::string>& extensions) {
  std::vector<SourceFile> files;
  for (const char* top : {"scanner", "report", "rules"}) {
    const fs::path folder = fs::path(PAGESCAN_SOURCE_DIR) / top;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (extensions.contains(entry.path().extension().string())) {
        files.push_back(read_source(entry.path()));
      }
    }
  }
  return files;
}

std::vector<SourceFile> cpp_files() { return read_sources({".cpp", ".h"}); }

// "scanner/dom/tag.h" is of dom, "scanner/page.h" of page, "report/..." of
// report, "rules/training/..." of the tools that learn the form table.
std::string layer_of(std::string_view path) {
  if (path.starts_with("rules/training/")) return "training";
  const size_t slash = path.find('/');
  const std::string_view top = path.substr(0, slash);
  if (top != "scanner") return std::string(top);
  const std::string_view rest = path.substr(slash + 1);
  return std::string(rest.substr(0, rest.find_first_of("/.")));
}

std::optional<size_t> rank_of(std::string_view layer) {
  const auto* it = std::find(kLayers.begin(), kLayers.end(), layer);
  if (it == kLayers.end()) return std::nullopt;
  return static_cast<size_t>(it - kLayers.begin());
}

// The path in `#include "..."`, nothing for every other line.
std::optional<std::string> included_path(std::string_view line) {
  constexpr std::string_view kStart = "#include \"";
  if (!line.starts_with(kStart)) return std::nullopt;
  const std::string_view rest = line.substr(kStart.size());
  return std::string(rest.substr(0, rest.find('"')));
}

TEST(LayeringTest, EveryFileIsOfALayer) {
  const auto files = cpp_files();
  EXPECT_GT(files.size(), 100u);
  for (const SourceFile& file : files) {
    EXPECT_TRUE(rank_of(layer_of(file.path))) << file.path;
  }
}

TEST(LayeringTest, NoLayerIncludesALaterOne) {
  size_t includes = 0;
  for (const SourceFile& file : cpp_files()) {
    const auto own = rank_of(layer_of(file.path));
    for (const std::string& line : file.lines) {
      const auto path = included_path(line);
      if (!path) continue;
      ++includes;
      const auto theirs = rank_of(layer_of(*path));
      EXPECT_TRUE(theirs && own && *theirs <= *own)
          << file.path << " includes " << *path;
    }
  }
  EXPECT_GT(includes, 200u);
}

TEST(LayeringTest, IncludesAreFullPathsThatExist) {
  for (const SourceFile& file : cpp_files()) {
    for (const std::string& line : file.lines) {
      const auto path = included_path(line);
      if (!path) continue;
      // Tables made when the build is configured lie beside it.
      EXPECT_TRUE(
          fs::exists(fs::path(PAGESCAN_SOURCE_DIR) / *path) ||
          fs::exists(fs::path(PAGESCAN_BINARY_DIR) / "generated" / *path))
          << file.path << " includes " << *path;
    }
  }
}

// `pagescan_layer(NAME ... LAYERS a b ...)` of every CMake file: what each
// layer says it builds on.
std::map<std::string, std::set<std::string>> declared_layers() {
  std::map<std::string, std::set<std::string>> declared;
  for (const SourceFile& file : read_sources({".txt"})) {
    std::string text;
    for (const std::string& line : file.lines) text += line + ' ';
    constexpr std::string_view kCall = "pagescan_layer(";
    for (size_t at = text.find(kCall); at != std::string::npos;
         at = text.find(kCall, at + 1)) {
      const size_t begin = at + kCall.size();
      const std::string call = text.substr(begin, text.find(')', at) - begin);
      const auto words = split_on_ascii_whitespace(call);
      std::set<std::string>& layers = declared[std::string(words.front())];
      bool in_list = false;
      for (const std::string_view word : words) {
        if (word == "LAYERS" || word == "SOURCES" || word == "LIBRARIES") {
          in_list = word == "LAYERS";
        } else if (in_list) {
          layers.insert(std::string(word));
        }
      }
    }
  }
  return declared;
}

TEST(LayeringTest, CMakeDeclaresEveryLayerIncluded) {
  const auto declared = declared_layers();
  EXPECT_GE(declared.size(), 9u);
  for (const SourceFile& file : cpp_files()) {
    const std::string own = layer_of(file.path);
    if (is_program(own)) continue;
    ASSERT_TRUE(declared.contains(own)) << own;
    for (const std::string& line : file.lines) {
      const auto path = included_path(line);
      if (!path || layer_of(*path) == own) continue;
      EXPECT_TRUE(declared.at(own).contains(layer_of(*path)))
          << file.path << " includes " << *path << ", but pagescan_layer("
          << own << ") does not name " << layer_of(*path);
    }
  }
}

TEST(LayeringTest, FilesAreShort) {
  for (const SourceFile& file : cpp_files()) {
    if (longer_files().contains(file.path)) {
      EXPECT_GT(file.lines.size(), kMaxLines)
          << file.path << " needs no exception any more";
      continue;
    }
    EXPECT_LE(file.lines.size(), kMaxLines) << file.path;
  }
}

TEST(LayeringTest, HeadersOpenWithWhatTheyAre) {
  for (const SourceFile& file : read_sources({".h"})) {
    ASSERT_FALSE(file.lines.empty()) << file.path;
    EXPECT_TRUE(file.lines.front().starts_with("// ")) << file.path;
    EXPECT_NE(std::find(file.lines.begin(), file.lines.end(), "#pragma once"),
              file.lines.end())
        << file.path;
  }
}

// Only the command line writes to a terminal.
TEST(LayeringTest, LibrariesDoNotPrint) {
  for (const SourceFile& file : cpp_files()) {
    const std::string layer = layer_of(file.path);
    if (layer == "cli" || is_program(layer)) continue;
    for (const std::string& line : file.lines) {
      for (const char* word : {"std::cout", "std::cerr", "printf(", "spdlog"}) {
        EXPECT_EQ(line.find(word), std::string::npos)
            << file.path << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace pagescan
