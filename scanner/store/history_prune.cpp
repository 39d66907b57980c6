// Removing scans, and looking for damage.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "scanner/base/sha256.h"
#include "scanner/store/history.h"
#include "scanner/store/report_parts.h"

namespace pagescan {
namespace {

// What one transaction looks at, so that others need not wait long.
constexpr int64_t kRowsAtOnce = 2000;
constexpr int64_t kPagesAtOnce = 2000;

int64_t milliseconds_of(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch())
      .count();
}

// Runs `remove` over ranges of row IDs (its parameters ?1 and ?2, the last
// included) until the whole table is done. How many rows it removed.
Result<uint64_t> remove_in_ranges(
    Database& database, const std::string& table, const std::string& remove,
    const std::function<void(Statement&)>& bind_more) {
  uint64_t removed = 0;
  int64_t from = 0;
  while (true) {
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(std::move(transaction).error());
    const auto to = database.number(
        fmt::format("SELECT max(id) FROM (SELECT id FROM {} WHERE id > {} "
                    "ORDER BY id LIMIT {})",
                    table, from, kRowsAtOnce));
    if (!to) return tl::unexpected(to.error());
    if (*to <= from) return removed;
    Result<Statement> statement = database.prepare(remove);
    if (!statement) return tl::unexpected(std::move(statement).error());
    statement->bind(1, from).bind(2, *to);
    if (bind_more) bind_more(*statement);
    if (auto done = statement->run(); !done) {
      return tl::unexpected(std::move(done).error());
    }
    removed += static_cast<uint64_t>(database.changes());
    if (auto done = transaction->commit(); !done) {
      return tl::unexpected(std::move(done).error());
    }
    from = *to;
  }
}

// Of each target all but the newest. What is newer than a scan is counted only
// up to the number to keep.
constexpr std::string_view kRemoveScans =
    "DELETE FROM scan WHERE id > ?1 AND id <= ?2 AND time < ?4 AND "
    "(SELECT count(*) FROM (SELECT 1 FROM scan AS newer WHERE "
    "newer.target_id = scan.target_id AND "
    "(newer.time, newer.id) > (scan.time, scan.id) LIMIT ?3)) >= ?3";

std::string remove_unused(const std::string& table, const std::string& user,
                          const std::string& column) {
  return fmt::format(
      "DELETE FROM {0} WHERE id > ?1 AND id <= ?2 AND NOT EXISTS "
      "(SELECT 1 FROM {1} WHERE {1}.{2} = {0}.id)",
      table, user, column);
}

Result<int64_t> file_bytes(Database& database) {
  return database.number(
      "SELECT page_count * page_size FROM pragma_page_count, "
      "pragma_page_size");
}

// The free pages go to the end of the file, then the file is cut.
Result<void> give_space_back(Database& database) {
  int64_t before = std::numeric_limits<int64_t>::max();
  while (true) {
    const auto free = database.number("PRAGMA freelist_count");
    if (!free) return tl::unexpected(free.error());
    if (*free == 0 || *free >= before) break;
    before = *free;
    auto done = database.run(
        fmt::format("PRAGMA incremental_vacuum({})", kPagesAtOnce));
    if (!done) return done;
  }
  // Others that read may keep it from being cut; the next writer does it then.
  return database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

// Each part against its digest.
Result<void> check_blobs(Database& database,
                         std::vector<std::string>& problems) {
  Result<Statement> blobs =
      database.prepare("SELECT id, sha256, size, data FROM blob");
  if (!blobs) return tl::unexpected(std::move(blobs).error());
  while (problems.size() < History::kMaxProblems) {
    const Result<bool> row = blobs->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    const auto bytes =
        unpack_bytes(blobs->bytes(3), static_cast<size_t>(blobs->integer(2)),
                     kMaxStoredReportBytes);
    if (bytes && sha256_raw(*bytes) == blobs->bytes(1)) continue;
    problems.push_back(fmt::format(
        "part {}: {}", blobs->integer(0),
        bytes ? "it is not what its SHA-256 says" : bytes.error().message));
  }
  return {};
}

Result<void> add_rows(Database& database, std::string_view sql,
                      std::vector<std::string>& problems) {
  Result<Statement> rows = database.prepare(sql);
  if (!rows) return tl::unexpected(std::move(rows).error());
  while (problems.size() < History::kMaxProblems) {
    const Result<bool> row = rows->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
    if (rows->bytes(0) != "ok") problems.emplace_back(rows->bytes(0));
  }
  return {};
}

}  // namespace

Result<History::Pruned> History::prune(const PruneOptions& options) {
  const auto before = file_bytes(database_);
  if (!before) return tl::unexpected(before.error());
  const auto most = std::numeric_limits<int64_t>::max();
  const auto bind_limits = [&](Statement& statement) {
    statement
        .bind(3, static_cast<int64_t>(
                     std::min(options.keep, static_cast<uint64_t>(most))))
        .bind(4,
              options.older_than ? milliseconds_of(*options.older_than) : most);
  };
  Pruned pruned;
  const struct {
    std::string table;
    std::string sql;
    uint64_t* count;
  } steps[] = {
      {"scan", std::string(kRemoveScans), &pruned.scans},
      {"report", remove_unused("report", "scan", "report_id"), &pruned.reports},
      {"blob", remove_unused("blob", "report_part", "blob_id"), &pruned.parts},
      {"target", remove_unused("target", "scan", "target_id"), nullptr},
      {"run", remove_unused("run", "scan", "run_id"), nullptr},
  };
  for (const auto& step : steps) {
    const bool has_limits = step.table == "scan";
    const auto removed = remove_in_ranges(
        database_, step.table, step.sql,
        has_limits ? std::function<void(Statement&)>(bind_limits) : nullptr);
    if (!removed) return tl::unexpected(removed.error());
    if (step.count != nullptr) *step.count = *removed;
  }
  if (auto done = give_space_back(database_); !done) {
    return tl::unexpected(std::move(done).error());
  }
  const auto after = file_bytes(database_);
  if (!after) return tl::unexpected(after.error());
  pruned.freed_bytes =
      static_cast<uint64_t>(std::max<int64_t>(*before - *after, 0));
  return pruned;
}

Result<std::vector<std::string>> History::check() const {
  std::vector<std::string> problems;
  auto done = add_rows(database_, "PRAGMA integrity_check", problems);
  if (done) {
    done = add_rows(database_,
                    "SELECT 'a row of ' || \"table\" || ' refers to one of ' "
                    "|| parent || ' that is not there' "
                    "FROM pragma_foreign_key_check",
                    problems);
  }
  if (done) done = check_blobs(database_, problems);
  if (!done) return tl::unexpected(std::move(done).error());
  return problems;
}

}  // namespace pagescan
