#include "scanner/store/history_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

namespace pagescan {
namespace {

// A report is a frame with parts in it. What differs from scan to scan of an
// unchanged page stands with the scan (`own`): a part without a blob.
constexpr std::string_view kVersion1 = R"(
CREATE TABLE run(
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE);
CREATE TABLE target(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  key INTEGER NOT NULL,
  UNIQUE(url, key));
CREATE TABLE blob(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  data BLOB NOT NULL);
CREATE TABLE report(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  frame BLOB NOT NULL,
  status INTEGER NOT NULL,
  error TEXT NOT NULL,
  title TEXT NOT NULL,
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  notes INTEGER NOT NULL);
CREATE TABLE report_part(
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  at INTEGER NOT NULL,
  blob_id INTEGER REFERENCES blob(id),
  PRIMARY KEY(report_id, ordinal)) WITHOUT ROWID;
CREATE INDEX report_part_by_blob ON report_part(blob_id);
CREATE TABLE scan(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES run(id),
  target_id INTEGER NOT NULL REFERENCES target(id),
  ordinal INTEGER NOT NULL,
  time INTEGER NOT NULL,
  report_id INTEGER NOT NULL REFERENCES report(id),
  own TEXT NOT NULL,
  UNIQUE(run_id, target_id, ordinal));
CREATE INDEX scan_by_target ON scan(target_id, time);
CREATE INDEX scan_by_time ON scan(time);
CREATE INDEX scan_by_report ON scan(report_id);
)";

constexpr std::array<std::string_view, 1> kMigrations = {kVersion1};

// SQLite does not wait by itself for the lock this needs.
Result<void> set_write_ahead(Database& database) {
  constexpr std::chrono::milliseconds kPause{20};
  const auto end = std::chrono::steady_clock::now() + kMaxDatabaseWait;
  while (true) {
    auto set = database.run("PRAGMA journal_mode = WAL");
    if (set || !is_busy(set.error())) return set;
    if (std::chrono::steady_clock::now() > end) return set;
    std::this_thread::sleep_for(kPause);
  }
}

struct Identity {
  int64_t application_id = 0;
  int64_t version = 0;
  bool has_schema = false;
};

// In one transaction: another process may be making it.
Result<Identity> identity_of(Database& database) {
  if (auto begun = database.run("BEGIN"); !begun) {
    return tl::unexpected(std::move(begun).error());
  }
  const auto has_schema =
      database.number("SELECT EXISTS(SELECT 1 FROM sqlite_schema)");
  if (!has_schema) return tl::unexpected(has_schema.error());
  const auto application = database.number("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  const auto version = database.number("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (auto ended = database.run("COMMIT"); !ended) {
    return tl::unexpected(std::move(ended).error());
  }
  return Identity{*application, *version, *has_schema != 0};
}

// An empty file, or one whose maker was killed before there was a table.
bool is_new(const Identity& identity) {
  return identity.application_id == 0 && identity.version == 0 &&
         !identity.has_schema;
}

Result<void> may_use(const Identity& identity, const std::string& path,
                     size_t newest) {
  if (identity.application_id != kHistoryApplicationId ||
      identity.version < 1) {
    return fail(ErrorCode::kUsage,
                fmt::format("{}: it is a database of another program; nothing "
                            "of it was changed (give another place with "
                            "--store)",
                            path));
  }
  if (std::cmp_greater(identity.version, newest)) {
    return fail(ErrorCode::kUsage,
                fmt::format("{}: a later pagescan wrote it (version {} of the "
                            "database; this one knows {}): use that one, or "
                            "another file",
                            path, identity.version, newest));
  }
  return {};
}

// One version further. Another process may have been faster.
Result<void> migrate_once(Database& database, std::string_view sql,
                          int64_t to) {
  Result<Transaction> transaction = Transaction::begin(database);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  const auto version = database.number("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (*version >= to) return {};
  if (auto done = database.run(std::string(sql)); !done) return done;
  auto marked =
      database.run(fmt::format("PRAGMA application_id = {}; "
                               "PRAGMA user_version = {}",
                               kHistoryApplicationId, to));
  if (!marked) return marked;
  return transaction->commit();
}

Result<void> migrate(Database& database, int64_t from,
                     std::span<const std::string_view> migrations) {
  for (size_t i = static_cast<size_t>(from); i < migrations.size(); ++i) {
    auto done =
        migrate_once(database, migrations[i], static_cast<int64_t>(i + 1));
    if (!done) return done;
  }
  return {};
}

Result<void> look_through(Database& database) {
  const auto size = database.number(
      "SELECT page_count * page_size FROM pragma_page_count, "
      "pragma_page_size");
  if (!size) return tl::unexpected(size.error());
  if (*size > kMaxQuickCheckBytes) return {};
  Result<Statement> check = database.prepare("PRAGMA quick_check(1)");
  if (!check) return tl::unexpected(std::move(check).error());
  const Result<bool> row = check->step();
  if (!row) return tl::unexpected(row.error());
  if (*row && check->bytes(0) == "ok") return {};
  return fail(ErrorCode::kReportUnreadable,
              fmt::format("{}: it is damaged: {}; it was not mended (put a "
                          "copy in its place; pagescan history check says all "
                          "that is wrong)",
                          database.path(), check->bytes(0)));
}

// Finished means on the disk: FULL syncs the log at each commit.
Result<void> set_up(Database& database) {
  if (database.is_read_only()) return {};
  auto done = set_write_ahead(database);
  if (done) done = database.run("PRAGMA synchronous = FULL");
  return done;
}

Result<void> bring_up(Database& database, Database::Access access,
                      std::span<const std::string_view> migrations) {
  const Result<Identity> identity = identity_of(database);
  if (!identity) return tl::unexpected(identity.error());
  const bool makes = is_new(*identity) && access == Database::Access::kCreate;
  if (makes) {
    // Only counts before the first table, and before the log.
    auto set = database.run("PRAGMA auto_vacuum = INCREMENTAL");
    if (!set) return set;
  } else {
    auto may = may_use(*identity, database.path(), migrations.size());
    if (may) may = look_through(database);
    if (!may) return may;
  }
  if (auto set = set_up(database); !set) return set;
  return migrate(database, identity->version, migrations);
}

}  // namespace

std::span<const std::string_view> history_migrations() { return kMigrations; }

Result<Database> open_history_database(
    const std::string& path, Database::Access access,
    std::span<const std::string_view> migrations) {
  Result<Database> database = Database::open(path, access);
  if (!database) return database;
  if (auto up = bring_up(*database, access, migrations); !up) {
    return tl::unexpected(std::move(up).error());
  }
  return database;
}

}  // namespace pagescan
