// The history: a database of scans that several processes may add to at once.
// A scan is durable when add() returns. Reports are kept in parts, each once,
// packed; what was stored is read back byte for byte. docs/history.md has the
// schema and what is promised.
//
// Owns the database. One thread at a time. Errors name the file and say what
// to do; SQLite does not mend what is damaged, and nor does this.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/store/scan_facts.h"
#include "scanner/store/sqlite.h"

namespace pagescan {

/// A longer report is refused.
inline constexpr size_t kMaxStoredReportBytes = kMaxDatabaseValueBytes / 2;
/// Near URLs are looked for among so many.
inline constexpr int64_t kMaxNearUrls = 1000;

/// A scan to store. Borrows.
struct NewScan {
  const ScanFacts* facts = nullptr;
  /// Among the scans of one target in one run; a batch has one of each.
  uint64_t ordinal = 0;
  std::string_view report;  // the JSON report
};

struct StoredScan {
  int64_t id = 0;
  ScanFacts facts;
};

/// A name for a run that no other has: 32 hexadecimal digits.
std::string new_run_token();

class History {
 public:
  /// See open_history_database().
  static Result<History> open(const std::string& path, Database::Access access);

  /// Stores the scans of a run in one transaction: when it returns without an
  /// error all of them are on the disk, with one none is. A scan of the same
  /// run, target and ordinal as one that is there takes its place, so that a
  /// batch that does a target again after a kill has it once.
  Result<void> add(const std::string& run_token,
                   std::span<const NewScan> scans);

  /// Scans, of `url` as submitted or all, the newest first; at most `limit`,
  /// 0: all. The first error of `each` ends it.
  Result<void> list(
      const std::optional<std::string>& url, uint64_t limit,
      const std::function<Result<void>(const StoredScan&)>& each) const;
  Result<uint64_t> count(const std::optional<std::string>& url) const;

  Result<std::optional<StoredScan>> find(int64_t id) const;
  /// The last scan of the URL, or the last one begun by then.
  Result<std::optional<StoredScan>> last(
      const std::string& url, const std::optional<WallTime>& by) const;
  /// The one before it of the same target.
  Result<std::optional<StoredScan>> before(const StoredScan& scan) const;

  /// The JSON report with its line feed, as it was stored. kReportUnreadable
  /// where it is damaged: each part is checked against its SHA-256.
  Result<std::string> report(int64_t id) const;

  /// A URL in the database that may have been meant; "" where none is near.
  Result<std::string> near_url(const std::string& url) const;

  struct PruneOptions {
    uint64_t keep = 1;  // scans of each target, the newest
    /// Only those begun before are removed.
    std::optional<WallTime> older_than;
  };
  struct Pruned {
    uint64_t scans = 0;
    uint64_t reports = 0;
    uint64_t parts = 0;
    uint64_t freed_bytes = 0;  // of the file
  };
  /// Removes scans, then what no scan refers to, and gives the space back. In
  /// short transactions: others may write meanwhile, and a kill leaves the
  /// rest for the next time.
  Result<Pruned> prune(const PruneOptions& options);

  /// Everything that is wrong with the database, one line each; reads all of
  /// it. At most kMaxProblems.
  Result<std::vector<std::string>> check() const;
  static constexpr size_t kMaxProblems = 100;

 private:
  explicit History(Database database) : database_(std::move(database)) {}

  Result<std::optional<StoredScan>> first(Statement& statement) const;

  // Reading prepares statements of it.
  mutable Database database_;
};

}  // namespace pagescan
