// Where the report of each page stands in an output, to read it when its turn
// comes: 24 bytes a report in memory, however large they are. What is no plain
// file is copied to a temporary file first, which has no name and goes with the
// index. Reports are taken on one thread; read() is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/run/target_key.h"
#include "scanner/store/file.h"
#include "scanner/store/report_input.h"

namespace pagescan {

/// The target as submitted (task.url) of a JSON report. Nothing where the line
/// is no JSON object (RFC 8259) or does not say. Reads no further than that, so
/// what stands behind it may be no JSON.
std::optional<std::string> task_url_of(std::string_view line);

class ReportIndex {
 public:
  /// Told of what is no report or damaged, a line each.
  using Note = std::function<void(const std::string&)>;

  /// Of an input as of ReportInput::open(). kFileUnreadable,
  /// kOutputUnwritable where a copy is needed and can't be written.
  static Result<ReportIndex> open(const std::string& path, const Note& note);
  static Result<ReportIndex> of_stream(std::istream& stream,
                                       const std::string& name,
                                       const Note& note);

  const std::string& name() const { return name_; }
  size_t size() const { return entries_.size(); }

  /// Where a report stands.
  struct Place {
    uint64_t offset = 0;
    uint32_t size = 0;  // bytes
  };

  /// The first report of the page submitted as `url` that was not taken yet.
  std::optional<Place> take(std::string_view url);
  /// The report, whatever its page, where there is one in all and it was not
  /// taken yet.
  std::optional<Place> take_only();
  /// Those that were not taken, in the order of the input.
  std::vector<Place> left() const;

  /// kReportUnreadable where the file is not what it was.
  Result<std::string> read(const Place& place) const;

 private:
  struct Entry {
    TargetKey key = 0;
    Place place;
    /// In the first entry of a key: how many of the key were taken.
    uint32_t taken = 0;
  };

  ReportIndex(File file, std::string name)
      : file_(std::move(file)), name_(std::move(name)) {}

  static Result<ReportIndex> spooled(ReportInput input, std::string name,
                                     const Note& note);
  void sort();

  File file_;
  std::string name_;
  std::vector<Entry> entries_;  // by key, those of one in their order
};

}  // namespace pagescan
