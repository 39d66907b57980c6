#include "scanner/store/journal_scan.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "scanner/store/journal_line.h"

namespace pagescan {
namespace {

constexpr size_t kReadBytes = 4 * kMaxJournalLineBytes;

// Lines of something that is read in pieces.
class LineReader {
 public:
  explicit LineReader(const ReadAt& read) : read_(read) {}

  /// The next line with its line feed, what is left at the end without one,
  /// or as much as makes a line too long; "" at the end. Good until the next
  /// call.
  Result<std::string_view> next() {
    begin_ += line_size_;
    line_size_ = 0;
    size_t searched = begin_;
    while (true) {
      const size_t feed = buffer_.find('\n', searched);
      if (feed != std::string::npos) {
        line_size_ = feed + 1 - begin_;
        break;
      }
      const size_t have = buffer_.size() - begin_;
      if (have > kMaxJournalLineBytes || at_end_) {
        line_size_ = have;
        break;
      }
      searched = have;
      if (auto more = fill(); !more) return tl::unexpected(more.error());
    }
    return std::string_view(buffer_).substr(begin_, line_size_);
  }

  /// Bytes before the line of the last call.
  uint64_t offset() const { return offset_ + begin_; }

 private:
  Result<void> fill() {
    buffer_.erase(0, begin_);
    offset_ += begin_;
    begin_ = 0;
    const size_t have = buffer_.size();
    buffer_.resize(have + kReadBytes);
    const Result<size_t> got =
        read_(offset_ + have, std::span(buffer_).subspan(have));
    if (!got) return tl::unexpected(got.error());
    buffer_.resize(have + *got);
    at_end_ = *got < kReadBytes;
    return {};
  }

  const ReadAt& read_;
  std::string buffer_;
  uint64_t offset_ = 0;   // of the buffer
  size_t begin_ = 0;      // of the line
  size_t line_size_ = 0;  // with its line feed
  bool at_end_ = false;
};

class Scanner {
 public:
  Scanner(uint64_t output_size,
          const std::function<void(std::span<const TargetOutcome>)>& on_group)
      : output_size_(output_size), on_group_(on_group) {}

  /// Takes a line that ends at `end`. False, and scan().damage says why, where
  /// it and what follows can't be trusted.
  bool take(std::string_view line, uint64_t end) {
    if (!line.ends_with('\n')) return stop("the last line is torn");
    line.remove_suffix(1);
    Result<JournalLine> parsed = parse_journal_line(line);
    if (!parsed) return stop(parsed.error().message);
    if (const auto* header = std::get_if<JournalHeader>(&*parsed)) {
      return take_header(*header, end);
    }
    if (!scan_.has_header) return stop("it does not begin with its first line");
    if (auto* entry = std::get_if<JournalEntry>(&*parsed)) {
      return take_entry(std::move(*entry), end);
    }
    return take_closing(std::get<JournalClosing>(*parsed), end);
  }

  /// After the last line.
  void finish() {
    if (scan_.damage.empty() && !group_.empty()) {
      stop("the last group of results is not whole");
    }
  }

  JournalScan& scan() { return scan_; }

 private:
  bool stop(std::string why) {
    scan_.damage = std::move(why);
    return false;
  }

  bool take_header(const JournalHeader& header, uint64_t end) {
    if (scan_.has_header) return stop("a second first line");
    scan_.has_header = true;
    scan_.run_identity = header.run_identity;
    scan_.run_token = header.run_token;
    scan_.journal_end = end;
    return true;
  }

  bool take_entry(JournalEntry entry, uint64_t end) {
    const bool begins = group_.empty();
    if (begins) group_end_ = entry.end;
    if (entry.end != group_end_ || entry.end < scan_.output_end ||
        (!begins && entry.left + 1 != left_)) {
      return stop("an entry does not follow the one before it");
    }
    left_ = entry.left;
    group_.push_back(std::move(entry.outcome));
    if (left_ > 0) return true;
    if (group_end_ > output_size_) {
      return stop(
          fmt::format("the output has {} bytes where the journal says "
                      "{} or more",
                      output_size_, group_end_));
    }
    if (on_group_) on_group_(group_);
    scan_.targets += group_.size();
    scan_.output_end = group_end_;
    scan_.journal_end = end;
    scan_.is_complete = false;
    group_.clear();
    return true;
  }

  bool take_closing(const JournalClosing& closing, uint64_t end) {
    if (!group_.empty() || closing.targets != scan_.targets) {
      return stop("the closing line does not fit what stands before it");
    }
    scan_.is_complete = true;
    scan_.journal_end = end;
    return true;
  }

  const uint64_t output_size_;
  const std::function<void(std::span<const TargetOutcome>)>& on_group_;
  JournalScan scan_;
  std::vector<TargetOutcome> group_;
  uint64_t group_end_ = 0;
  uint64_t left_ = 0;
};

}  // namespace

Result<JournalScan> scan_journal(
    const ReadAt& read, uint64_t output_size,
    const std::function<void(std::span<const TargetOutcome>)>& on_group) {
  LineReader lines(read);
  Scanner scanner(output_size, on_group);
  bool is_trusted = true;
  while (is_trusted) {
    const Result<std::string_view> line = lines.next();
    if (!line) return tl::unexpected(line.error());
    if (line->empty()) break;
    is_trusted = scanner.take(*line, lines.offset() + line->size());
  }
  scanner.finish();
  return std::move(scanner.scan());
}

}  // namespace pagescan
