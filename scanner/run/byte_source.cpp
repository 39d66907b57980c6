#include "scanner/run/byte_source.h"

#include <algorithm>
#include <fstream>
#include <istream>
#include <utility>

#include "scanner/run/read_content.h"

namespace pagescan {
namespace {

class StreamSource : public ByteSource {
 public:
  explicit StreamSource(std::istream& stream) : stream_(stream) {}

  Result<size_t> read(char* out, size_t size) override {
    // peek() waits for the first byte, and readsome() for none.
    if (stream_.peek() == std::istream::traits_type::eof()) {
      if (stream_.bad()) return broken();
      return 0;
    }
    const auto got = stream_.readsome(out, static_cast<std::streamsize>(size));
    if (got > 0) return static_cast<size_t>(got);
    // A stream without a buffer: a byte at a time.
    if (!stream_.get(*out)) return broken();
    return 1;
  }

 private:
  static tl::unexpected<Error> broken() {
    return fail(ErrorCode::kFileUnreadable,
                "reading failed half-way (is the input open for reading?)");
  }

  std::istream& stream_;
};

class FileSource : public ByteSource {
 public:
  explicit FileSource(std::ifstream file)
      : file_(std::move(file)), stream_(file_) {}

  Result<size_t> read(char* out, size_t size) override {
    return stream_.read(out, size);
  }

 private:
  std::ifstream file_;
  StreamSource stream_;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string content) : content_(std::move(content)) {}

  Result<size_t> read(char* out, size_t size) override {
    const size_t count = std::min(size, content_.size() - offset_);
    std::copy_n(content_.data() + offset_, count, out);
    offset_ += count;
    return count;
  }

 private:
  std::string content_;
  size_t offset_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> source_of_stream(std::istream& stream) {
  return std::make_unique<StreamSource>(stream);
}

Result<std::unique_ptr<ByteSource>> source_of_file(const std::string& path) {
  Result<std::ifstream> file = open_file(path);
  if (!file) return tl::unexpected(std::move(file).error());
  return std::make_unique<FileSource>(*std::move(file));
}

std::unique_ptr<ByteSource> source_of_memory(std::string content) {
  return std::make_unique<MemorySource>(std::move(content));
}

}  // namespace pagescan
