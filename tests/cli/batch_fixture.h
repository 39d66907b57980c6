// What tests of `pagescan batch` share: a folder for lists and outputs, and
// runs of the built program. Not thread-safe.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {

class BatchFixture : public testing::Test {
 protected:
  static ProgramOutcome batch(std::vector<std::string> arguments,
                              const std::string& input = "") {
    arguments.insert(arguments.begin(), "batch");
    return run_pagescan(arguments, input);
  }

  std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  std::string write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes).string();
  }
  /// A list of these lines, always under one name.
  std::string list_of(const std::vector<std::string>& lines) const {
    return write("list.txt", fmt::format("{}\n", fmt::join(lines, "\n")));
  }
  static std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static std::vector<std::string> urls_of(const std::vector<Json>& reports) {
    std::vector<std::string> urls;
    for (const Json& report : reports) {
      urls.push_back(report.at("task").at("url"));
    }
    return urls;
  }

 private:
  TempDir folder_;
};

}  // namespace pagescan::test
