// Reads a saved page from disk or a stream, at most so many bytes. The result
// owns the bytes.
#pragma once

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>

#include "scanner/base/error.h"

namespace pagescan {

struct ReadContent {
  std::string content;
  bool cut = false;  // there was more than the limit
};

/// The error of a path nothing is at, with a hint where a URL was meant.
Error no_such_file(std::string_view path);
/// The error of a path a folder is at.
Error is_a_folder(std::string_view path);

/// Opens a file. Errors as of read_file().
Result<std::ifstream> open_file(const std::string& path);

/// kFileNotFound where there is no such file, kFileUnreadable where it is a
/// directory or may not be read.
Result<ReadContent> read_file(const std::string& path, size_t max_bytes);

/// kFileUnreadable where a read fails (the stream's badbit), whatever came
/// before it.
Result<ReadContent> read_stream(std::istream& stream, size_t max_bytes);

}  // namespace pagescan
