// The durable side of a batch: output and journal, in that order. A target
// counts as finished once its report is in the output on the disk and after
// that its entry in the journal on the disk; --resume goes by the journal
// alone.
//
// What a process killed, or a power cut, leaves behind at each instant of
// commit(), and what the next open() with `resume` makes of it:
// 1. Output half written. The journal does not know the group: the output is
//    cut back to where the last group in the journal ends. The group is done
//    again.
// 2. Output written and synced, journal not written: the same.
//    With a history (StoreOptions::history) the group is put there between
//    output and journal: what it has of such a group is replaced when the group
//    is done again, as the journal names the run.
// 3. Journal half written: a line of it is torn, or whole lines are there whose
//    last says that more follow (`left`). A group counts only if all of it is
//    there, so it is cut from the journal, then 1.
// 4. Journal written, not synced: after a kill it is whole, since the kernel
//    has it, and counts, its reports being on the disk. After a power cut any
//    part of it may be missing or zeros; the CRC of each line tells, then 3.
// 5. Journal synced: the group counts.
// A frame of a compressed output ends with its group, so every such cut leaves
// whole frames. A disk that claims to have synced may leave an output shorter
// than the journal says: groups that end behind it are cut from the journal,
// too. open() itself cuts the journal first and the output after it, so that a
// kill in between leaves 1. A new run empties the journal before the output and
// is refused where the journal is one of a run that is not complete.
// In a folder there is nothing to cut: a file is written under a temporary name
// and renamed when it is whole, and one the journal does not know is written
// anew. A file somebody took away stays away.
//
// Memory: the keys of the earlier run (KeySet) and a buffer of some MB. Owns
// its files. One thread at a time. The caller ignores SIGPIPE where standard
// output may be a pipe.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/base/key_set.h"
#include "scanner/run/target_outcome.h"
#include "scanner/store/file.h"
#include "scanner/store/group_sink.h"
#include "scanner/store/history.h"

namespace pagescan {

struct JournalScan;

struct StoreOptions {
  /// A file, compressed by its extension .gz or .zst; "": standard output. That
  /// and what else is no regular file has no journal.
  std::string output;
  /// Or a folder for one file a page.
  std::string output_dir;
  /// Go on with what the journal beside the output knows, if there is one.
  bool resume = false;
  /// What must be the same to resume: parts such as "shard 1/4", each on a line
  /// of its own.
  std::string run_identity;
  /// A database of scans that gets each result too; "": none.
  std::string history;
};

/// Where the journal of an output lies: "OUT.journal".
std::string journal_path(const std::string& output);

class ResultStore {
 public:
  /// kUsage where the options make no sense, the run is another one or would
  /// overwrite one that can be resumed; kOutputUnwritable where the output or
  /// the journal can't be opened or another process has them.
  static Result<ResultStore> open(const StoreOptions& options);

  /// All of the group is durable when it returns without an error. With one,
  /// nothing of it counts, and output and journal are as before, as far as the
  /// system lets them be cut back; it may be tried again.
  Result<void> commit(std::span<const FinishedTarget> group);

  /// The targets of the earlier run that is resumed.
  const KeySet& finished() const { return finished_; }

  /// Gives each outcome of the earlier run, in the order of the output. Reads
  /// the journal. Before the first commit().
  Result<void> replay(
      const std::function<void(const TargetOutcome&)>& on_outcome) const;

  /// What was torn or damaged and is mended, one line each.
  const std::vector<std::string>& repairs() const { return repairs_; }

  /// Whether there is a journal to resume by.
  bool can_be_resumed() const { return journal_.has_value(); }

  /// Whether the earlier run came to its end and nothing was committed since.
  bool is_complete() const { return is_complete_; }

  /// Writes the closing line of the journal: every target is finished.
  Result<void> close_complete();
  /// Closes; the run can be resumed. Errors may only show here.
  Result<void> close();

 private:
  ResultStore(std::unique_ptr<GroupSink> sink, std::optional<File> journal)
      : sink_(std::move(sink)), journal_(std::move(journal)) {}

  Result<void> begin(const StoreOptions& options);
  Result<void> start_anew(const StoreOptions& options);
  Result<void> go_on(const StoreOptions& options, const JournalScan& scan);
  Result<void> cut_tails(const JournalScan& scan);
  Result<void> open_history(const StoreOptions& options);
  Result<void> commit_part(std::span<const FinishedTarget> group);
  Result<void> put_into_history(std::span<const FinishedTarget> group);
  Result<void> append_to_journal(const std::string& lines);
  Result<void> undo(const Error& error);

  std::unique_ptr<GroupSink> sink_;
  std::optional<File> journal_;
  std::optional<History> history_;
  std::string run_token_;  // for the history
  uint64_t journal_end_ = 0;
  uint64_t output_end_ = 0;
  uint64_t targets_ = 0;
  bool is_complete_ = false;
  KeySet finished_;
  std::vector<std::string> repairs_;
};

}  // namespace pagescan
