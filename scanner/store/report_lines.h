// The lines of an output file or a stream of its bytes, plain or compressed,
// one at a time. Memory: a line and some hundred KB. Owns its file. One thread
// at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/error.h"
#include "scanner/store/file.h"
#include "scanner/store/frame_reader.h"

namespace pagescan {

/// A line that is longer is damage.
inline constexpr size_t kMaxReportLineBytes = size_t{64} << 20;

class ReportLines {
 public:
  /// Of the first `limit` bytes of the file. kFileUnreadable.
  static Result<ReportLines> open(
      const std::string& path,
      uint64_t limit = std::numeric_limits<uint64_t>::max());

  /// Of a stream, which must outlive the lines.
  static ReportLines of_stream(std::istream& stream);

  /// The next line with its line feed; a last one may have none. Nothing at the
  /// end or where the file is damaged. Good until the next call.
  std::optional<std::string_view> next();

  /// Once next() gave nothing: why the file was not read to its end, "" if it
  /// was.
  const std::string& damage() const { return damage_; }

 private:
  /// Puts bytes at this offset into `out`, all of it unless the end is nearer.
  using Read = std::function<Result<size_t>(uint64_t, std::span<char>)>;

  ReportLines(Read read, size_t name_bytes, uint64_t limit)
      : read_(std::move(read)), name_bytes_(name_bytes), limit_(limit) {}

  bool fill();
  bool read_more();
  bool stop(std::string why);

  Read read_;
  size_t name_bytes_;  // of the file, before what its errors say
  uint64_t limit_;
  uint64_t offset_ = 0;  // read so far
  bool at_end_ = false;  // of the file
  std::string input_;
  size_t decoded_ = 0;  // of input_
  std::unique_ptr<FrameReader> frames_;
  std::string buffer_;    // decoded
  size_t begin_ = 0;      // of the next line in buffer_
  size_t searched_ = 0;   // no line feed before this
  bool is_done_ = false;  // buffer_ gets no more
  std::string damage_;
};

}  // namespace pagescan
