#include "scanner/run/list_input.h"

#include <algorithm>
#include <utility>

#include "scanner/run/gunzip.h"

namespace pagescan {
namespace {

constexpr size_t kBlockBytes = size_t{16} << 10;

// What was read of a source before it was known what it is, then the rest.
class RestOfSource : public ByteSource {
 public:
  RestOfSource(std::string start, std::unique_ptr<ByteSource> rest)
      : start_(source_of_memory(std::move(start))), rest_(std::move(rest)) {}

  Result<size_t> read(char* out, size_t size) override {
    Result<size_t> got = start_->read(out, size);
    return got.value_or(0) > 0 ? got : rest_->read(out, size);
  }

 private:
  std::unique_ptr<ByteSource> start_;
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

ListInput::ListInput(std::unique_ptr<ByteSource> source, size_t max_line_bytes)
    : source_(std::move(source)), max_line_bytes_(max_line_bytes) {}

bool ListInput::fill() {
  if (at_end_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t size = buffer_.size();
  buffer_.resize(size + kBlockBytes);
  Result<size_t> got = source_->read(buffer_.data() + size, kBlockBytes);
  buffer_.resize(size + got.value_or(0));
  has_failed_ = !got;
  if (!got) error_ = std::move(got).error();
  at_end_ = buffer_.size() == size;
  return !at_end_;
}

std::string_view ListInput::peek(size_t size) {
  while (unread().size() < size && fill()) {
  }
  return unread().substr(0, size);
}

void ListInput::undo_gzip() {
  source_ = gunzip(std::make_unique<RestOfSource>(std::string(unread()),
                                                  std::move(source_)));
  buffer_.clear();
  begin_ = 0;
  at_end_ = has_failed_;
}

void ListInput::skip_rest_of_line() {
  if (!in_cut_line_) return;
  do {
    const size_t end = unread().find('\n');
    if (end != std::string_view::npos) {
      skip(end + 1);
      break;
    }
    skip(unread().size());
  } while (fill());
  in_cut_line_ = false;
}

ListInput::Line ListInput::take_line(size_t size, size_t break_size, bool cut) {
  std::string_view text = unread().substr(0, size);
  if (text.ends_with('\r')) text.remove_suffix(1);
  skip(size + break_size);
  in_cut_line_ = cut;
  return {text, ++lines_, cut};
}

std::optional<ListInput::Line> ListInput::next_line() {
  skip_rest_of_line();
  size_t searched = 0;
  for (;;) {
    const size_t end = unread().find('\n', searched);
    if (std::min(end, unread().size()) > max_line_bytes_) {
      return take_line(max_line_bytes_, 0, true);
    }
    if (end != std::string_view::npos) return take_line(end, 1, false);
    searched = unread().size();
    if (fill()) continue;
    // What an unreadable list ends with may be half a line.
    if (has_failed_ || searched == 0) return std::nullopt;
    return take_line(searched, 0, false);
  }
}

std::string_view ListInput::next_block() {
  if (unread().empty()) fill();
  const std::string_view block = unread();
  begin_ = buffer_.size();
  return block;
}

}  // namespace pagescan
