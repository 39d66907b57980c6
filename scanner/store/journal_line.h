// The lines of a journal: JSON objects, one a line, each with a CRC-32 of what
// stands before it, so that a line that is torn or damaged is known for one.
// docs/batch-output.md describes them. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "scanner/base/error.h"
#include "scanner/run/target_outcome.h"

namespace pagescan {

/// Raised when a line changes its meaning.
inline constexpr unsigned kJournalVersion = 1;

/// Longer lines are damage.
inline constexpr size_t kMaxJournalLineBytes = size_t{64} << 10;
/// No group of targets is committed that is larger.
inline constexpr size_t kMaxGroupTargets = 65'536;

/// The first line: what the run is.
struct JournalHeader {
  std::string run_identity;
  /// How the history knows the run; "" where there is none.
  std::string run_token = {};
};

/// A target that is finished: its report is in the output.
struct JournalEntry {
  TargetOutcome outcome;
  /// How many entries of its group follow. The group counts once all are there.
  uint64_t left = 0;
  /// How long the output is with all of the group in it.
  uint64_t end = 0;
};

/// The run came to its end with this many targets in the journal.
struct JournalClosing {
  uint64_t targets = 0;
};

using JournalLine = std::variant<JournalHeader, JournalEntry, JournalClosing>;

/// Appends the line and its line feed.
void append_journal_line(const JournalLine& line, std::string& out);

/// Reads a line without its line feed. kReportUnreadable with what is wrong.
Result<JournalLine> parse_journal_line(std::string_view line);

/// Whether `bytes` are how a journal's first line begins, or as much of that as
/// they have room for.
bool is_begun_journal(std::string_view bytes);

}  // namespace pagescan
