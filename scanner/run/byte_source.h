// Bytes from a file, a stream or memory, read once from front to back. Each
// source is used by one thread at a time.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>

#include "scanner/base/error.h"

namespace pagescan {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Puts at least one and at most `size` (> 0) bytes into `out` and gives
  /// their number; 0 at the end. It gives what is there rather than wait for
  /// `size`. After an error it is not called again.
  virtual Result<size_t> read(char* out, size_t size) = 0;
};

/// The bytes of `stream`, which must outlive the source.
std::unique_ptr<ByteSource> source_of_stream(std::istream& stream);

/// The bytes of the file. kFileNotFound where there is none, kFileUnreadable
/// where it is a folder or may not be read.
Result<std::unique_ptr<ByteSource>> source_of_file(const std::string& path);

/// The bytes of `content`, which the source owns.
std::unique_ptr<ByteSource> source_of_memory(std::string content);

}  // namespace pagescan
