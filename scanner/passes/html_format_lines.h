// Lays out the pretty-printer's lines: indentation, pending spaces, and the
// wrapping of lines wider than kWrapWidth at their last wrap point.
//
// Owns the output, given away by finish(). One object a thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan::html_format {

/// Lines wider than this are wrapped where they can be, in UTF-16 code units.
inline constexpr ptrdiff_t kWrapWidth = 250;

/// Spaces a level.
inline constexpr size_t kIndentSize = 2;

/// Lines nested deeper than this are indented no further. Real forms stay
/// below 100 levels.
inline constexpr size_t kMaxIndentLevel = 512;

/// All indentation together takes at most this many bytes for each byte of
/// input, and kIndentAllowance more; the lines after that have none. Without
/// it a deep tree of very short lines would grow by a factor of
/// kMaxIndentLevel.
inline constexpr size_t kIndentBytesPerInputByte = 16;
inline constexpr size_t kIndentAllowance = size_t{1} << 20;

/// Where a line starts: levels of kIndentSize, then single spaces.
struct Indent {
  size_t level = 0;
  size_t alignment = 0;
};

/// The space owed to the token before the next one on the same line.
enum class Space : uint8_t {
  kNone,
  kBreaking,  // the line may be wrapped here
  kFixed,
};

class LineWriter {
 public:
  /// `input_size` sizes the output and the limit on indentation.
  explicit LineWriter(size_t input_size);

  /// Ends the current line unless it is empty. Never at the very start.
  void new_line();

  /// Ends the current line, leaving an empty one if it was. Never at the very
  /// start.
  void new_line_even_if_empty();

  void owe_space(Space space) { space_ = space; }

  /// Appends a token after the space owed; `indent` is for the line if it is
  /// the first there. Then wraps the line if it became too wide.
  void add(std::string_view token, Indent indent);

  /// Appends a token and the white space before it as they stand: no
  /// indentation, no wrapping.
  void add_verbatim(std::string_view token, std::string_view spaces,
                    size_t newlines);

  /// Lets the line be wrapped at its end, the rest to be indented so.
  void set_wrap_point(Indent indent);

  bool line_is_empty() const { return line_is_empty_; }

  /// Whether what comes next stands below an empty line or at the very start.
  bool follows_empty_line() const;

  /// Whether `{{#if` stands on the current line.
  bool line_opens_if();

  /// The output without trailing line breaks, its line breaks made `eol`.
  std::string finish(std::string_view eol);

 private:
  struct WrapPoint {
    bool set = false;
    bool at_end = false;        // nothing came after it yet
    bool before_space = false;  // one space came right after it
    size_t offset = 0;          // into out_
    ptrdiff_t width = 0;        // of the line up to it
    Indent indent;              // for what follows it
  };

  void start_line();
  void push(std::string_view item);
  void wrap_if_too_wide();
  size_t affordable(size_t indent_width);

  std::string out_;
  size_t indent_bytes_left_;
  Space space_ = Space::kNone;
  WrapPoint wrap_point_;
  bool is_first_line_ = true;
  bool line_is_empty_ = true;
  bool last_line_is_empty_ = false;
  ptrdiff_t width_ = 0;            // of the current line
  ptrdiff_t next_line_width_ = 0;  // of the indentation a new line would have
  bool line_opens_if_ = false;     // as far as if_search_ has come
  size_t if_search_ = 0;
};

}  // namespace pagescan::html_format
