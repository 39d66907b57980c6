#include "scanner/run/read_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <system_error>
#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kReadBytes = size_t{256} << 10;

// A hint for a target that was meant as a URL: "example.com/login".
std::string missing_file_hint(std::string_view path) {
  const std::string_view host = path.substr(0, path.find('/'));
  const bool host_like = host.find('.') != std::string::npos &&
                         host.front() != '.' && host.back() != '.';
  return host_like
             ? fmt::format(
                   " (check the path; for a web page, write https://{})", path)
             : std::string(" (check the path)");
}

}  // namespace

Error no_such_file(std::string_view path) {
  return {ErrorCode::kFileNotFound,
          fmt::format("{}: no such file{}", path, missing_file_hint(path))};
}

Error is_a_folder(std::string_view path) {
  return {ErrorCode::kFileUnreadable,
          fmt::format("{}: is a directory (name a file in it)", path)};
}

Result<ReadContent> read_stream(std::istream& stream, size_t max_bytes) {
  ReadContent read;
  while (stream && read.content.size() <= max_bytes) {
    const size_t size = read.content.size();
    // One byte over the limit, to know whether there is more.
    const size_t wanted = std::min(kReadBytes - 1, max_bytes - size) + 1;
    read.content.resize(size + wanted);
    stream.read(read.content.data() + size,
                static_cast<std::streamsize>(wanted));
    read.content.resize(size + static_cast<size_t>(stream.gcount()));
  }
  if (stream.bad()) {
    return fail(ErrorCode::kFileUnreadable,
                "reading failed half-way (is the input open for reading?)");
  }
  read.cut = read.content.size() > max_bytes;
  if (read.cut) read.content.resize(max_bytes);
  return read;
}

Result<std::ifstream> open_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    return tl::unexpected<Error>(no_such_file(path));
  }
  if (std::filesystem::is_directory(status)) {
    return tl::unexpected<Error>(is_a_folder(path));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(
        ErrorCode::kFileUnreadable,
        fmt::format("{}: can't be opened (check its permissions)", path));
  }
  return file;
}

Result<ReadContent> read_file(const std::string& path, size_t max_bytes) {
  Result<std::ifstream> file = open_file(path);
  if (!file) return tl::unexpected(std::move(file).error());
  return read_stream(*file, max_bytes);
}

}  // namespace pagescan
