// Where the reports of a batch go: a file, a folder with a file a page, or a
// stream such as standard output. A group of reports is written and made
// durable as a whole. Owns its files. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "scanner/base/error.h"
#include "scanner/run/target_outcome.h"
#include "scanner/store/file.h"
#include "scanner/store/scan_facts.h"

namespace pagescan {

/// A target that is done: what the journal keeps and what the output gets.
struct FinishedTarget {
  TargetOutcome outcome;
  std::string report;     // as it goes into the output: a line with its LF
  std::string file_name;  // in an output folder; "" otherwise
  /// For the history, where there is one.
  std::optional<ScanFacts> facts;
  std::string json;  // the whole JSON report, where `report` is another
};

class GroupSink {
 public:
  virtual ~GroupSink() = default;

  /// Writes the group after the first `end` bytes of the output and makes it
  /// durable. How long the output is then; a folder and a stream say 0.
  virtual Result<uint64_t> write_group(std::span<const FinishedTarget> group,
                                       uint64_t end) = 0;
  /// Makes the output `end` bytes long again, durably.
  virtual Result<void> cut_back(uint64_t end) = 0;
  /// How long the output is: UINT64_MAX where it has no length.
  virtual Result<uint64_t> size() const = 0;
  /// For messages.
  virtual const std::string& path() const = 0;
  virtual Result<void> close() = 0;
};

/// In an open regular file, compressed if its name says so, one frame a group.
std::unique_ptr<GroupSink> make_file_sink(File file);

/// In a folder, each file under a temporary name until it is whole. Opens the
/// folder and makes it where there is none.
Result<std::unique_ptr<GroupSink>> open_folder_sink(const std::string& folder);

/// One after the other into a stream; nothing there is durable.
std::unique_ptr<GroupSink> make_stream_sink(File stream);

}  // namespace pagescan
