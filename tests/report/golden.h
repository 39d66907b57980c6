// Golden files: what a report was when somebody last looked at it. With
// PAGESCAN_UPDATE_GOLDENS=1 in the environment they are written anew.
#pragma once

#include <filesystem>
#include <string>

namespace pagescan {

/// tests/report/golden/.
std::filesystem::path golden_directory();

/// The whole file, "" where there is none.
std::string read_file_bytes(const std::filesystem::path& path);

/// Fails the test where `actual` is not what golden/NAME holds.
void expect_golden_text(const std::string& name, const std::string& actual);

/// The same for one JSON document, compared as a value with its keys in order;
/// the file has it indented, for review.
void expect_golden_json(const std::string& name, const std::string& actual);

}  // namespace pagescan
