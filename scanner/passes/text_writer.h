// Builds laid-out text from blocks, words and line breaks, in one buffer and
// in one pass. It knows nothing of HTML: text.cpp drives it.
//
// Blocks nest. Between two pieces of text stands the larger of the line breaks
// asked for by what ends and what begins there. A block's leading breaks are
// only known when its first text arrives, so they wait until then: a block is
// EMPTY until it has text, and its first text settles the breaks and markers
// of all its empty ancestors at once. Line feeds wait too (`pending_feeds_`),
// so that a quotation can drop those at its end.
//
// Owns its bytes. One thread at a time. Every operation takes time linear in
// the bytes it is given and those it writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/text_case.h"

namespace pagescan {

class TextWriter {
 public:
  enum class Whitespace : uint8_t { kCollapse, kPreserve };

  struct Limits {
    int width = 80;           // of a line, in UTF-16 code units
    size_t marker_depth = 0;  // nested items and quotations
    size_t size = 0;          // bytes of text
  };

  explicit TextWriter(const Limits& limits);

  /// Opens a block. Inside a block that preserves white space every block
  /// does.
  void open_block(int leading_breaks, Whitespace whitespace);
  /// Opens a block whose lines are all prefixed "> ", and whose text loses its
  /// leading and trailing line feeds.
  void open_quotation(int leading_breaks);
  /// Opens a block of items. Without any text it leaves no trace.
  void open_list(int leading_breaks);
  /// Opens an item of the innermost block, a list: its first line starts with
  /// `marker` (ASCII), its other lines with as many spaces.
  void open_item(std::string_view marker);
  /// Closes the innermost block, whichever function opened it.
  void close_block(int trailing_breaks);

  /// Adds character data to the innermost block, which is not a list. Unless
  /// white space is preserved, its words are set into lines.
  void add_text(std::string_view text);
  void add_line_break();
  /// Lets the next piece of a word go to a new line alone if it does not fit.
  void add_break_opportunity() { innermost().break_opportunity = true; }

  /// Between the two, words are put in upper case. They nest.
  void begin_upper_case() { ++upper_case_depth_; }
  void end_upper_case() { --upper_case_depth_; }

  /// Whether the size limit is reached: nothing more is written.
  bool is_full() const { return full_; }
  /// Whether a limit left something out.
  bool is_truncated() const { return truncated_; }

  /// The text. All blocks must be closed; ends the writer's use.
  std::string finish();

 private:
  enum class Kind : uint8_t { kBlock, kQuotation, kList };

  struct Block {
    Kind kind = Kind::kBlock;
    bool empty = true;  // has no text, not even line feeds
    bool preserves_whitespace = false;
    // White space came last, so the next word is not glued to the last one.
    bool pending_space = false;
    bool break_opportunity = false;
    uint8_t words_on_line = 0;  // 0, 1, or 2 for more
    int leading_breaks = 0;
    int trailing_breaks = 0;  // asked for by the last child
    int64_t width = 0;
    int64_t room = 0;  // what is left of the line; a long word makes it < 0
    // The last word on the current line, if there is any.
    size_t word_begin = 0;    // offset in text_
    int64_t word_length = 0;  // UTF-16 code units
    // The marker of an item or quotation: markers_[marker_begin, +marker_size).
    size_t marker_begin = 0;
    size_t marker_size = 0;
  };

  Block& innermost() { return blocks_.back(); }
  size_t size_left() const { return limits_.size - text_.size(); }
  Block& open(Kind kind, int leading_breaks, int64_t width);
  void set_marker(std::string_view marker);
  void finish_marked_block();

  void begin_content();
  void settle_empty_ancestors();
  void write_marker(const Block& block);
  void add_line_feeds(int count);
  void flush_line_feeds();
  void write(std::string_view text);

  void add_words(std::string_view text, size_t first_word);
  void add_preserved(std::string_view text);
  void start_line(int line_feeds);
  void push_word(std::string_view word, int64_t length);
  void glue_word(std::string_view word, int64_t length);

  Limits limits_;
  std::string text_;
  std::vector<Block> blocks_;
  std::string markers_;      // of the open blocks, outermost first
  std::string line_prefix_;  // what every line after the first starts with
  UpperCaser upper_case_;
  size_t marker_depth_ = 0;
  size_t upper_case_depth_ = 0;
  size_t pending_feeds_ = 0;
  // Where text_ ended when a quotation's marker was written: while it still
  // does, line feeds are leading ones, which a quotation drops.
  size_t quotation_begin_ = SIZE_MAX;
  bool full_ = false;
  bool truncated_ = false;
};

}  // namespace pagescan
