#include "scanner/store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cstring>
#include <system_error>

namespace pagescan {
namespace {

constexpr std::string_view kIsBusy = "another process has been writing to it";

// The system's reason where it had one, else SQLite's.
std::string reason_of(sqlite3* database) {
  const int number = sqlite3_system_errno(database);
  const bool is_of_system = [&] {
    switch (sqlite3_errcode(database)) {
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
      case SQLITE_FULL:
        return number != 0;
      default:
        return false;
    }
  }();
  return is_of_system ? std::generic_category().message(number)
                      : sqlite3_errmsg(database);
}

tl::unexpected<Error> failed(sqlite3* database, const std::string& path) {
  const std::string reason = reason_of(database);
  constexpr int kPrimary = 0xFF;  // the extended bits stand above
  switch (sqlite3_errcode(database) & kPrimary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(ErrorCode::kOutputUnwritable,
                  fmt::format("{}: {} for {} seconds: try again later", path,
                              kIsBusy, kMaxDatabaseWait.count() / 1000));
    case SQLITE_NOTADB:
      return fail(ErrorCode::kReportUnreadable,
                  fmt::format("{}: it is no database of scans, or is damaged; "
                              "nothing of it was changed (give another file, "
                              "or put a copy in its place)",
                              path));
    case SQLITE_CORRUPT:
      return fail(ErrorCode::kReportUnreadable,
                  fmt::format("{}: it is damaged: {}; it was not mended (put a "
                              "copy in its place; pagescan history check says "
                              "what is wrong)",
                              path, reason));
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return fail(ErrorCode::kOutputUnwritable,
                  fmt::format("{}: can't read or write it: {} (what was stored "
                              "before is kept)",
                              path, reason));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return fail(ErrorCode::kOutputUnwritable,
                  fmt::format("{}: can't open it for writing, or the folder it "
                              "stands in: {} (give another place with --store)",
                              path, reason));
    default:
      return fail(ErrorCode::kInternal,
                  fmt::format("{}: {} (a defect in pagescan, or a database "
                              "that something else has changed)",
                              path, reason));
  }
}

// Says why before SQLite is asked, which knows little of files.
Result<void> may_open(const std::string& path, Database::Access access) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT && access == Database::Access::kCreate) return {};
    return fail(ErrorCode::kFileUnreadable,
                fmt::format("{}: can't open it: {} (scan --store and batch "
                            "--store make a database)",
                            path, std::generic_category().message(errno)));
  }
  if (S_ISREG(status.st_mode)) return {};
  return fail(ErrorCode::kUsage,
              fmt::format("{}: a database of scans is a file, and this is "
                          "none: give another place with --store",
                          path));
}

void guard(sqlite3* database) {
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, static_cast<int>(kMaxDatabaseWait.count()));
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, kMaxDatabaseValueBytes);
  // The schema may be anybody's.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
  return *this;
}

// A null pointer would bind NULL.
Statement& Statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter,
                      text.empty() ? "" : text.data(), text.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_bytes(int parameter, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), parameter,
                      bytes.empty() ? "" : bytes.data(), bytes.size(),
                      SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  sqlite3_bind_null(statement_.get(), parameter);
  return *this;
}

Result<bool> Statement::step() {
  switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default: {
      auto error = failed(sqlite3_db_handle(statement_.get()), *path_);
      reset();
      return error;
    }
  }
}

Result<void> Statement::run() {
  while (true) {
    const Result<bool> row = step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
  }
  reset();
  return {};
}

Result<std::optional<int64_t>> Statement::number() {
  const Result<bool> row = step();
  if (!row) return tl::unexpected(row.error());
  std::optional<int64_t> number;
  if (*row) number = integer(0);
  reset();
  return number;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::bytes(int column) const {
  const void* const data = sqlite3_column_blob(statement_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::string& path, Access access) {
  if (auto may = may_open(path, access); !may) {
    return tl::unexpected(std::move(may).error());
  }
  sqlite3* opened = nullptr;
  const int flags = SQLITE_OPEN_READWRITE |
                    (access == Access::kCreate ? SQLITE_OPEN_CREATE : 0);
  // A name with a colon in it is a name all the same: no URI.
  const std::string name = path.starts_with('/') ? path : "./" + path;
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags, nullptr);
  Database database(opened, path);
  if (opened == nullptr) throw std::bad_alloc();
  if (code != SQLITE_OK) return failed(opened, path);
  guard(opened);
  if (access != Access::kRead && database.is_read_only()) {
    return fail(ErrorCode::kOutputUnwritable,
                fmt::format("{}: it may not be written: make it writable, or "
                            "give another place with --store",
                            path));
  }
  return database;
}

Result<void> Database::run(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    return failed(database_.get(), *path_);
  }
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql.data(),
                         static_cast<int>(sql.size()), &statement,
                         nullptr) != SQLITE_OK) {
    return failed(database_.get(), *path_);
  }
  return Statement(statement, *path_);
}

Result<int64_t> Database::number(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return tl::unexpected(std::move(statement).error());
  const auto number = statement->number();
  if (!number) return tl::unexpected(number.error());
  return number->value_or(0);
}

bool Database::is_read_only() const {
  return sqlite3_db_readonly(database_.get(), "main") == 1;
}

int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(database_.get());
}

int64_t Database::changes() const { return sqlite3_changes64(database_.get()); }

Result<Transaction> Transaction::begin(Database& database) {
  if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) {
    return tl::unexpected(std::move(begun).error());
  }
  return Transaction(database);
}

Result<void> Transaction::commit() {
  auto done = database_->run("COMMIT");
  if (done) database_ = nullptr;
  return done;
}

// What failed may have ended it already; then there is nothing to roll back.
Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->run("ROLLBACK"));
}

bool is_busy(const Error& error) {
  return error.message.find(kIsBusy) != std::string::npos;
}

}  // namespace pagescan
