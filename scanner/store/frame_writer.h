// Compression in frames that stand for themselves: a gzip member (RFC 1952
// section 2.2) or a zstd frame (RFC 8878 section 3) for each group of results,
// so that a file cut between two frames is still a whole file. Memory: the
// library's own state, at most a few MB. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace pagescan {

enum class FileCoding { kPlain, kGzip, kZstd };

/// By extension: ".gz", ".zst", anything else.
FileCoding coding_of_name(std::string_view file_name);

class FrameWriter {
 public:
  virtual ~FrameWriter() = default;

  /// Appends to `out` what is ready of the compressed form.
  virtual void append(std::string_view bytes, std::string& out) = 0;
  /// Ends the frame; the next bytes begin another. Without bytes, no frame.
  virtual void finish(std::string& out) = 0;
};

std::unique_ptr<FrameWriter> make_frame_writer(FileCoding coding);

}  // namespace pagescan
