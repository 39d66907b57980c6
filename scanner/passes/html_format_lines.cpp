#include "scanner/passes/html_format_lines.h"

#include <algorithm>
#include <utility>

namespace pagescan::html_format {
namespace {

// The reference starts a line of verbatim text one level left of column 0.
constexpr ptrdiff_t kVerbatimStart = -static_cast<ptrdiff_t>(kIndentSize);

constexpr std::string_view kOpensIf = "{{#if";

size_t width_of(Indent indent) {
  return std::min(indent.level, kMaxIndentLevel) * kIndentSize +
         indent.alignment;
}

}  // namespace

LineWriter::LineWriter(size_t input_size)
    : indent_bytes_left_(input_size * kIndentBytesPerInputByte +
                         kIndentAllowance) {
  out_.reserve(input_size + input_size / 4);
}

void LineWriter::new_line() {
  if (!line_is_empty_) start_line();
}

void LineWriter::new_line_even_if_empty() {
  if (!is_first_line_ || !line_is_empty_) start_line();
}

void LineWriter::start_line() {
  out_ += '\n';
  is_first_line_ = false;
  last_line_is_empty_ = line_is_empty_;
  line_is_empty_ = true;
  wrap_point_.set = false;
  line_opens_if_ = false;
  if_search_ = out_.size();
}

size_t LineWriter::affordable(size_t indent_width) {
  if (indent_width > indent_bytes_left_) indent_bytes_left_ = 0;
  const size_t width = std::min(indent_width, indent_bytes_left_);
  indent_bytes_left_ -= width;
  return width;
}

void LineWriter::add(std::string_view token, Indent indent) {
  const size_t indent_width = width_of(indent);
  next_line_width_ = static_cast<ptrdiff_t>(indent_width);
  if (line_is_empty_) {
    const size_t width = is_first_line_ ? 0 : affordable(indent_width);
    out_.append(width, ' ');
    width_ = static_cast<ptrdiff_t>(width);
  } else if (space_ != Space::kNone) {
    if (space_ == Space::kBreaking) set_wrap_point(indent);
    push(" ");
  }
  push(token);
  space_ = Space::kNone;
  wrap_if_too_wide();
}

void LineWriter::add_verbatim(std::string_view token, std::string_view spaces,
                              size_t newlines) {
  for (size_t i = 0; i < newlines; ++i) start_line();
  if (line_is_empty_) width_ = kVerbatimStart;
  push(spaces);
  push(token);
  space_ = Space::kNone;
}

void LineWriter::push(std::string_view item) {
  if (wrap_point_.at_end) {
    wrap_point_.at_end = false;
    wrap_point_.before_space = item == " ";
  }
  line_is_empty_ = false;
  out_ += item;
  // One loop for what utf16_length() and a search for line breaks would do in
  // two: most items are a few bytes long.
  ptrdiff_t width = width_;
  for (const char c : item) {
    const auto byte = static_cast<unsigned char>(c);
    const ptrdiff_t units = (byte & 0xC0) == 0x80 ? 0 : byte < 0xF0 ? 1 : 2;
    // The reference counts the line break itself.
    width = c == '\n' ? 1 : width + units;
  }
  width_ = width;
}

void LineWriter::set_wrap_point(Indent indent) {
  next_line_width_ = static_cast<ptrdiff_t>(width_of(indent));
  wrap_point_ = {.set = !line_is_empty_,
                 .at_end = true,
                 .before_space = false,
                 .offset = out_.size(),
                 .width = width_,
                 .indent = indent};
}

// Moves what stands after the wrap point to a line of its own. That line has
// no wrap point yet, so no byte is moved twice.
void LineWriter::wrap_if_too_wide() {
  if (!wrap_point_.set || width_ <= kWrapWidth ||
      wrap_point_.width <= next_line_width_) {
    return;
  }
  const size_t space = wrap_point_.before_space ? 1 : 0;
  const size_t indent_width = affordable(width_of(wrap_point_.indent));
  const size_t line_begin = wrap_point_.offset + 1;
  out_.replace(wrap_point_.offset, space, 1 + indent_width, ' ');
  out_[wrap_point_.offset] = '\n';
  width_ += static_cast<ptrdiff_t>(indent_width) - wrap_point_.width -
            static_cast<ptrdiff_t>(space);
  is_first_line_ = false;
  last_line_is_empty_ = false;
  wrap_point_.set = false;
  line_opens_if_ = false;
  if_search_ = line_begin;
}

bool LineWriter::follows_empty_line() const {
  return line_is_empty_ && (is_first_line_ || last_line_is_empty_);
}

bool LineWriter::line_opens_if() {
  if (!line_opens_if_) {
    line_opens_if_ = out_.find(kOpensIf, if_search_) != std::string::npos;
    if_search_ = std::max(if_search_,
                          out_.size() - std::min(out_.size(), kOpensIf.size()));
  }
  return line_opens_if_;
}

std::string LineWriter::finish(std::string_view eol) {
  out_.erase(out_.find_last_not_of('\n') + 1);
  if (eol == "\n") return std::move(out_);
  std::string out;
  out.reserve(out_.size() +
              static_cast<size_t>(std::count(out_.begin(), out_.end(), '\n')));
  for (const char c : out_) {
    if (c == '\n') {
      out += eol;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace pagescan::html_format
