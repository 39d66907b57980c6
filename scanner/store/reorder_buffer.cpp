#include "scanner/store/reorder_buffer.h"

#include <fmt/format.h>
#include <sys/types.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace pagescan {
namespace {

tl::unexpected<Error> temporary_file_failed() {
  return fail(ErrorCode::kOutputUnwritable,
              fmt::format("a temporary file for reports that wait for their "
                          "turn: {} (free some space, or leave --ordered out)",
                          std::generic_category().message(errno)));
}

}  // namespace

Result<void> ReorderBuffer::add(uint64_t ordinal, FinishedTarget&& finished) {
  const size_t report_size = finished.report.size();
  const size_t json_size = finished.json.size();
  Waiting waiting{std::move(finished), std::nullopt, report_size, json_size};
  if (ordinal != next_ && bytes_ + waiting.size() > max_bytes_) {
    if (auto put = put_aside(waiting); !put) return put;
  } else {
    bytes_ += waiting.size();
  }
  waiting_.emplace(ordinal, std::move(waiting));
  return {};
}

Result<std::optional<FinishedTarget>> ReorderBuffer::next() {
  if (waiting_.empty() || waiting_.begin()->first != next_) {
    return std::optional<FinishedTarget>();
  }
  return next_past_gap();
}

Result<std::optional<FinishedTarget>> ReorderBuffer::next_past_gap() {
  if (waiting_.empty()) return std::optional<FinishedTarget>();
  auto node = waiting_.extract(waiting_.begin());
  next_ = node.key() + 1;
  Waiting& waiting = node.mapped();
  if (!waiting.offset) {
    bytes_ -= waiting.size();
  } else if (auto back = fetch_back(waiting); !back) {
    return tl::unexpected(std::move(back).error());
  }
  return std::optional(std::move(waiting.finished));
}

Result<void> ReorderBuffer::put_aside(Waiting& waiting) {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_) return temporary_file_failed();
  if (::fseeko(file_.get(), static_cast<off_t>(file_end_), SEEK_SET) != 0 ||
      !write(waiting.finished.report) || !write(waiting.finished.json)) {
    return temporary_file_failed();
  }
  waiting.offset = file_end_;
  file_end_ += waiting.size();
  ++in_file_;
  return {};
}

// Gives the memory of what was written free.
bool ReorderBuffer::write(std::string& bytes) {
  const bool is_written =
      std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size();
  if (is_written) std::string().swap(bytes);
  return is_written;
}

bool ReorderBuffer::read(std::string& bytes, size_t size) {
  bytes.resize(size);
  return std::fread(bytes.data(), 1, size, file_.get()) == size;
}

Result<void> ReorderBuffer::fetch_back(Waiting& waiting) {
  // A seek writes out what is buffered.
  if (::fseeko(file_.get(), static_cast<off_t>(*waiting.offset), SEEK_SET) !=
          0 ||
      !read(waiting.finished.report, waiting.report_size) ||
      !read(waiting.finished.json, waiting.json_size)) {
    return temporary_file_failed();
  }
  // Nothing is in it any more: its space is free again.
  if (--in_file_ == 0) {
    file_.reset();
    file_end_ = 0;
  }
  return {};
}

}  // namespace pagescan
