// The JSON reports of an input, one a line: a file, plain or compressed, a
// stream of such bytes, or a folder as batch --output-dir fills one. Memory: a
// line, and the names of a folder's files. Owns its files. One thread at a
// time.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/store/report_lines.h"

namespace pagescan {

class ReportInput {
 public:
  /// A file, a pipe, or a folder, of which every file NAME.json that is not
  /// hidden is read, in the order of the names' bytes. kFileUnreadable.
  static Result<ReportInput> open(const std::string& path);

  /// Of a stream, which must outlive the input; `name` is for messages.
  static ReportInput of_stream(std::istream& stream, std::string name);

  /// The next line that is not empty, without its line feed; nothing at the
  /// end. Good until the next call.
  std::optional<std::string_view> next();

  /// Where that line stands, for a person: "pages.ndjson:12".
  std::string place() const;

  /// Where that line begins in the bytes of its file, decompressed.
  uint64_t offset() const { return offset_; }

  /// What of the input could not be read to its end, a line for each file.
  /// Whole once next() gave nothing; of a folder the first kMaxDamages.
  const std::vector<std::string>& damages() const { return damages_; }
  static constexpr size_t kMaxDamages = 20;

 private:
  explicit ReportInput(std::vector<std::string> files)
      : files_(std::move(files)) {}

  bool open_next_file();
  void note_damage(std::string_view damage);

  std::vector<std::string> files_;
  size_t next_file_ = 0;
  std::string name_;                      // of what is read
  std::unique_ptr<std::istream> stream_;  // of a pipe
  std::optional<ReportLines> lines_;
  uint64_t line_number_ = 0;
  uint64_t offset_ = 0;
  uint64_t end_ = 0;  // of the line
  std::vector<std::string> damages_;
};

}  // namespace pagescan
