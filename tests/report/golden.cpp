#include "tests/report/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace pagescan {
namespace {

bool updating() {
  const char* value = std::getenv("PAGESCAN_UPDATE_GOLDENS");
  return value != nullptr && std::string(value) == "1";
}

}  // namespace

std::filesystem::path golden_directory() {
  return std::filesystem::path(PAGESCAN_SOURCE_DIR) / "tests/report/golden";
}

std::string read_file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_golden_text(const std::string& name, const std::string& actual) {
  const std::filesystem::path path = golden_directory() / name;
  if (updating()) std::ofstream(path, std::ios::binary) << actual;
  EXPECT_EQ(actual, read_file_bytes(path))
      << "if the change is meant: PAGESCAN_UPDATE_GOLDENS=1 build/report_test";
}

void expect_golden_json(const std::string& name, const std::string& actual) {
  // Four spaces would do as well; what counts is that a review shows a change
  // as the lines it is about.
  expect_golden_text(name,
                     nlohmann::ordered_json::parse(actual).dump(2) + "\n");
}

}  // namespace pagescan
