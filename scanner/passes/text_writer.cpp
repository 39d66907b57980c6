#include "scanner/passes/text_writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// No block's lines are narrower, however deep it stands.
constexpr int64_t kMinWidth = 20;

constexpr std::string_view kQuotationMarker = "> ";

enum class ByteClass : uint8_t { kAsciiWord, kWhitespace, kNonAscii };

// White space that collapses is SPACE, TAB, CR, LF, FF and U+200B, and no
// other: U+00A0 and U+3000 belong to words.
constexpr auto kByteClasses = [] {
  std::array<ByteClass, 256> classes{};
  for (size_t i = 0x80; i < 256; ++i) classes[i] = ByteClass::kNonAscii;
  for (const char c : {' ', '\t', '\r', '\n', '\f'}) {
    classes[static_cast<unsigned char>(c)] = ByteClass::kWhitespace;
  }
  return classes;
}();

constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";

ByteClass class_at(std::string_view text, size_t i) {
  return kByteClasses[static_cast<unsigned char>(text[i])];
}

bool is_zero_width_space_at(std::string_view text, size_t i) {
  return text.compare(i, kZeroWidthSpace.size(), kZeroWidthSpace) == 0;
}

size_t skip_whitespace(std::string_view text, size_t i) {
  while (i < text.size()) {
    const ByteClass c = class_at(text, i);
    if (c == ByteClass::kWhitespace) {
      ++i;
    } else if (c == ByteClass::kNonAscii && is_zero_width_space_at(text, i)) {
      i += kZeroWidthSpace.size();
    } else {
      break;
    }
  }
  return i;
}

struct Word {
  std::string_view text;
  int64_t length = 0;  // UTF-16 code units
};

// The word that starts at `begin`.
Word word_at(std::string_view text, size_t begin) {
  size_t i = begin;
  while (i < text.size() && class_at(text, i) == ByteClass::kAsciiWord) ++i;
  if (i == text.size() || class_at(text, i) == ByteClass::kWhitespace) {
    return {text.substr(begin, i - begin), static_cast<int64_t>(i - begin)};
  }
  while (i < text.size() && class_at(text, i) != ByteClass::kWhitespace &&
         !is_zero_width_space_at(text, i)) {
    ++i;
  }
  const std::string_view word = text.substr(begin, i - begin);
  return {word, static_cast<int64_t>(utf16_length(word))};
}

}  // namespace

TextWriter::TextWriter(const Limits& limits) : limits_(limits) {
  Block root;
  root.width = root.room = limits.width;
  blocks_.push_back(root);
}

TextWriter::Block& TextWriter::open(Kind kind, int leading_breaks,
                                    int64_t width) {
  Block block;
  block.kind = kind;
  block.preserves_whitespace = innermost().preserves_whitespace;
  block.leading_breaks = leading_breaks;
  block.width = block.room = std::max(kMinWidth, width);
  block.marker_begin = markers_.size();
  blocks_.push_back(block);
  return innermost();
}

void TextWriter::open_block(int leading_breaks, Whitespace whitespace) {
  Block& block = open(Kind::kBlock, leading_breaks, innermost().width);
  if (whitespace == Whitespace::kPreserve) block.preserves_whitespace = true;
}

void TextWriter::open_list(int leading_breaks) {
  open(Kind::kList, leading_breaks, innermost().width);
}

void TextWriter::open_quotation(int leading_breaks) {
  const auto marker_size = static_cast<int64_t>(kQuotationMarker.size());
  open(Kind::kQuotation, leading_breaks, innermost().width - marker_size);
  set_marker(kQuotationMarker);
}

void TextWriter::open_item(std::string_view marker) {
  const auto marker_size = static_cast<int64_t>(marker.size());
  open(Kind::kBlock, 1, innermost().width - marker_size);
  set_marker(marker);
}

void TextWriter::set_marker(std::string_view marker) {
  Block& block = innermost();
  if (marker.empty()) return;
  if (marker_depth_ >= limits_.marker_depth) {
    block.kind = Kind::kBlock;
    truncated_ = true;
    return;
  }
  ++marker_depth_;
  block.marker_size = marker.size();
  markers_.append(marker);
}

// A marker stands even where no text follows it.
void TextWriter::finish_marked_block() {
  begin_content();
  const Block& block = innermost();
  if (block.kind == Kind::kQuotation) {
    pending_feeds_ = 0;
    quotation_begin_ = SIZE_MAX;
  } else {
    // An item's empty last lines are indented too.
    flush_line_feeds();
  }
  line_prefix_.resize(line_prefix_.size() - block.marker_size);
  markers_.resize(block.marker_begin);
  --marker_depth_;
}

void TextWriter::close_block(int trailing_breaks) {
  if (innermost().marker_size > 0) finish_marked_block();
  const Block closed = innermost();
  blocks_.pop_back();
  Block& parent = innermost();
  if (closed.kind == Kind::kList) {
    if (closed.empty) return;
  } else {
    trailing_breaks = std::max(trailing_breaks, closed.trailing_breaks);
  }
  // Unlike a list, an empty block separates what stands before it from what
  // comes after; in a parent that is still empty it hands on its breaks.
  if (closed.empty) {
    const int breaks = std::max(parent.trailing_breaks, closed.leading_breaks);
    if (parent.empty) {
      parent.leading_breaks = breaks;
    } else {
      add_line_feeds(breaks);
    }
  }
  parent.trailing_breaks = trailing_breaks;
  parent.words_on_line = 0;
  parent.room = parent.width;
}

void TextWriter::add_text(std::string_view text) {
  if (text.empty()) return;
  Block& block = innermost();
  if (block.preserves_whitespace) {
    add_preserved(text);
    return;
  }
  const size_t first_word = skip_whitespace(text, 0);
  if (first_word < text.size()) {
    add_words(text, first_word);
  } else if (block.trailing_breaks == 0) {
    block.pending_space = true;
  }
}

void TextWriter::add_line_break() {
  begin_content();
  if (innermost().preserves_whitespace) {
    add_line_feeds(1);
  } else {
    start_line(1);
  }
}

std::string TextWriter::finish() {
  flush_line_feeds();
  return std::move(text_);
}

// ---- where text goes ----

// To be called before anything is added to the innermost block.
void TextWriter::begin_content() {
  if (innermost().empty) settle_empty_ancestors();
}

// The innermost block gets its first text: so do its empty ancestors. The
// breaks before it are the most that it asks for and that the last child of
// any of these, or of the block they stand in, asked for; what an ancestor
// asked for itself gave way to its first child.
void TextWriter::settle_empty_ancestors() {
  size_t first = blocks_.size() - 1;
  int breaks = blocks_[first].leading_breaks;
  while (first > 0 && blocks_[first - 1].empty) {
    --first;
    breaks = std::max(breaks, blocks_[first].trailing_breaks);
  }
  // At the start of the document there is nothing to be set off from.
  if (first > 0) {
    add_line_feeds(std::max(breaks, blocks_[first - 1].trailing_breaks));
  }
  for (; first < blocks_.size(); ++first) {
    blocks_[first].empty = false;
    if (blocks_[first].marker_size > 0) write_marker(blocks_[first]);
  }
}

void TextWriter::write_marker(const Block& block) {
  const std::string_view marker =
      std::string_view(markers_).substr(block.marker_begin, block.marker_size);
  write(marker);
  if (block.kind == Kind::kQuotation) {
    line_prefix_.append(marker);
    quotation_begin_ = text_.size();
  } else {
    line_prefix_.append(marker.size(), ' ');
  }
}

void TextWriter::add_line_feeds(int count) {
  if (text_.size() == quotation_begin_) return;
  pending_feeds_ += static_cast<size_t>(count);
}

void TextWriter::flush_line_feeds() {
  const size_t line_size = 1 + line_prefix_.size();
  const size_t fitting = size_left() / line_size;
  if (pending_feeds_ > fitting) {
    full_ = truncated_ = true;
    pending_feeds_ = fitting;
  }
  for (; pending_feeds_ > 0; --pending_feeds_) {
    text_.push_back('\n');
    text_.append(line_prefix_);
  }
}

void TextWriter::write(std::string_view text) {
  if (pending_feeds_ > 0) flush_line_feeds();
  if (full_ || text.size() > size_left()) {
    full_ = truncated_ = true;
    return;
  }
  text_.append(text);
}

// ---- words and lines ----

void TextWriter::add_preserved(std::string_view text) {
  begin_content();
  while (!text.empty() && !full_) {
    const size_t line = std::min(text.find('\n'), text.size());
    if (line > 0) write(text.substr(0, line));
    text.remove_prefix(line);
    const size_t feeds = std::min(text.find_first_not_of('\n'), text.size());
    for (size_t i = 0; i < feeds; ++i) add_line_feeds(1);
    text.remove_prefix(feeds);
  }
}

void TextWriter::add_words(std::string_view text, size_t first_word) {
  begin_content();
  Block& block = innermost();
  if (block.trailing_breaks > 0) {
    start_line(block.trailing_breaks);
    block.trailing_breaks = 0;
  }
  bool glued = first_word == 0 && !block.pending_space;
  size_t i = first_word;
  while (i < text.size() && !full_) {
    Word word = word_at(text, i);
    i += word.text.size();
    if (upper_case_depth_ > 0) {
      word.text = upper_case_(word.text);
      word.length = static_cast<int64_t>(utf16_length(word.text));
    }
    if (glued) {
      glue_word(word.text, word.length);
    } else {
      push_word(word.text, word.length);
    }
    glued = false;
    const size_t next = skip_whitespace(text, i);
    block.pending_space = next > i;
    i = next;
  }
}

void TextWriter::start_line(int line_feeds) {
  Block& block = innermost();
  add_line_feeds(line_feeds);
  block.words_on_line = 0;
  block.room = block.width;
}

void TextWriter::push_word(std::string_view word, int64_t length) {
  Block& block = innermost();
  if (block.words_on_line > 0 && length + 1 > block.room) start_line(1);
  if (block.words_on_line == 0) {
    block.words_on_line = 1;
    block.room -= length;
    write(word);
  } else {
    block.words_on_line = 2;
    block.room -= length + 1;
    write(" ");
    write(word);
  }
  block.word_begin = text_.size() - (full_ ? 0 : word.size());
  block.word_length = length;
}

// Appends to the last word of the line; the whole goes to a new line if it
// does not fit and is not alone.
void TextWriter::glue_word(std::string_view word, int64_t length) {
  Block& block = innermost();
  const bool breaks = block.break_opportunity && length > block.room;
  if (breaks) block.break_opportunity = false;
  if (breaks || block.words_on_line == 0) {
    push_word(word, length);
    return;
  }
  if (block.words_on_line > 1 && length > block.room) {
    // The space before the word becomes a line break. A word moves only once:
    // from then on it stands alone on its line.
    if (line_prefix_.size() > size_left()) {
      full_ = truncated_ = true;
      return;
    }
    text_[block.word_begin - 1] = '\n';
    text_.insert(block.word_begin, line_prefix_);
    block.word_begin += line_prefix_.size();
    block.words_on_line = 1;
    block.room = block.width - block.word_length;
  }
  write(word);
  block.room -= length;
  block.word_length += length;
}

}  // namespace pagescan
