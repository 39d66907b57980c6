#include "scanner/store/report_lines.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <istream>
#include <system_error>
#include <utility>

namespace pagescan {
namespace {

constexpr size_t kReadBytes = size_t{64} << 10;

}  // namespace

Result<ReportLines> ReportLines::open(const std::string& path, uint64_t limit) {
  Result<File> file = File::open(path, O_RDONLY);
  if (!file) {
    return fail(ErrorCode::kFileUnreadable,
                fmt::format("{}: can't read it: {}", path,
                            std::generic_category().message(errno)));
  }
  const size_t name_bytes = path.size() + 2;
  auto shared = std::make_shared<File>(*std::move(file));
  return ReportLines(
      [shared](uint64_t offset, std::span<char> out) {
        return shared->read_at(offset, out);
      },
      name_bytes, limit);
}

ReportLines ReportLines::of_stream(std::istream& stream) {
  return ReportLines(
      [&stream](uint64_t /*offset*/, std::span<char> out) -> Result<size_t> {
        stream.read(out.data(), static_cast<std::streamsize>(out.size()));
        if (stream.bad()) {
          return fail(ErrorCode::kFileUnreadable, "can't read it");
        }
        return static_cast<size_t>(stream.gcount());
      },
      0, std::numeric_limits<uint64_t>::max());
}

std::optional<std::string_view> ReportLines::next() {
  size_t feed = buffer_.find('\n', searched_);
  while (feed == std::string::npos && !is_done_) {
    searched_ = buffer_.size();
    if (searched_ - begin_ > kMaxReportLineBytes) {
      stop(fmt::format("a line is longer than {} bytes", kMaxReportLineBytes));
    } else if (fill()) {
      feed = buffer_.find('\n', searched_);
    }
  }
  // What stands before damage is not known to be a line.
  if (feed == std::string::npos && !damage_.empty()) return std::nullopt;
  const size_t end = feed == std::string::npos ? buffer_.size() : feed + 1;
  if (end == begin_) return std::nullopt;
  searched_ = end;
  const size_t begin = std::exchange(begin_, end);
  return std::string_view(buffer_).substr(begin, end - begin);
}

// Decodes a piece. False where there is none.
bool ReportLines::fill() {
  buffer_.erase(0, begin_);
  searched_ -= begin_;
  begin_ = 0;
  while (true) {
    const size_t before = buffer_.size();
    if (frames_) {
      std::string_view rest = std::string_view(input_).substr(decoded_);
      const FrameReader::Step step = frames_->step(rest, buffer_);
      decoded_ = input_.size() - rest.size();
      switch (step) {
        case FrameReader::Step::kMore:
          if (buffer_.size() > before) return true;
          continue;
        case FrameReader::Step::kDamaged:
          return stop("its compressed data is damaged");
        case FrameReader::Step::kStarved:
          break;
      }
    }
    if (at_end_) {
      return stop(frames_ && !frames_->is_whole()
                      ? "its last member or frame is torn"
                      : "");
    }
    if (!read_more()) return false;
  }
}

bool ReportLines::read_more() {
  // What a step left over stands before what is read now.
  input_.erase(0, std::exchange(decoded_, 0));
  const auto room =
      static_cast<size_t>(std::min<uint64_t>(kReadBytes, limit_ - offset_));
  const size_t before = input_.size();
  input_.resize(before + room);
  const Result<size_t> got = read_(offset_, std::span(input_).subspan(before));
  if (!got) return stop(got.error().message.substr(name_bytes_));
  input_.resize(before + *got);
  offset_ += *got;
  at_end_ = *got < kReadBytes;
  if (!frames_) frames_ = make_frame_reader(input_);
  return true;
}

bool ReportLines::stop(std::string why) {
  is_done_ = true;
  if (damage_.empty()) damage_ = std::move(why);
  return false;
}

}  // namespace pagescan
