// Undoes the compression of frame_writer.h, piece by piece: any number of gzip
// members or zstd frames, one after the other. The bytes are foreign: however
// much they expand, a step gives a bounded piece. One thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace pagescan {

class FrameReader {
 public:
  enum class Step {
    kMore,     // there may be more: go on
    kStarved,  // nothing more without further bytes
    kDamaged,  // the bytes are not of the format
  };
  /// A step appends no more than this.
  static constexpr size_t kStepBytes = size_t{64} << 10;

  virtual ~FrameReader() = default;

  /// Takes bytes off the front of `in` and appends what they stand for.
  virtual Step step(std::string_view& in, std::string& out) = 0;
  /// Whether all bytes so far are whole members or frames.
  virtual bool is_whole() const = 0;
};

/// For a file that begins with these bytes: the format is told by its magic
/// number, not by the name.
std::unique_ptr<FrameReader> make_frame_reader(std::string_view first_bytes);

}  // namespace pagescan
