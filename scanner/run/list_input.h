// A list's bytes, buffered to be looked at before they are read, and cut into
// lines. Holds at most a line and a block, however long the lines are. Views
// given out live until the next call. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/run/byte_source.h"

namespace pagescan {

class ListInput {
 public:
  ListInput(std::unique_ptr<ByteSource> source, size_t max_line_bytes);

  /// What comes next, `size` bytes of it unless the end is nearer. Reads no
  /// further than it must.
  std::string_view peek(size_t size);

  /// Passes over `size` bytes of what peek() showed.
  void skip(size_t size) { begin_ += size; }

  struct Line {
    std::string_view text;  // without its LF or CR LF
    uint64_t number = 0;    // from 1
    bool cut = false;       // longer than the limit: this is its beginning
  };

  /// Nothing at the end; see take_error().
  std::optional<Line> next_line();

  /// Some of what comes next, "" at the end; see take_error(). For content that
  /// has no lines.
  std::string_view next_block();

  /// Why the end came, where it is not the end of the list; once.
  std::optional<Error> take_error() {
    return std::exchange(error_, std::nullopt);
  }

  /// The number of the last line read.
  uint64_t line() const { return lines_; }

  /// Reads on through gzip. Before the first line only.
  void undo_gzip();

 private:
  std::string_view unread() const {
    return std::string_view(buffer_).substr(begin_);
  }
  /// Adds to unread(); false where there is no more.
  bool fill();
  void skip_rest_of_line();
  Line take_line(size_t size, size_t break_size, bool cut);

  std::unique_ptr<ByteSource> source_;
  size_t max_line_bytes_;
  std::string buffer_;
  size_t begin_ = 0;  // of what is unread
  uint64_t lines_ = 0;
  bool in_cut_line_ = false;
  bool at_end_ = false;
  bool has_failed_ = false;
  std::optional<Error> error_;
};

}  // namespace pagescan
