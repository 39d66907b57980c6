// SQLite with what a store needs: a database, statements, errors that say what
// to do. Not thread-safe: one thread at a time has a database and its
// statements.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pagescan {

/// How long another process is waited for that writes.
inline constexpr std::chrono::milliseconds kMaxDatabaseWait{30'000};

/// The longest text or blob that is read or written.
inline constexpr int kMaxDatabaseValueBytes = 512 << 20;

/// A prepared statement. Outlived by its database.
class Statement {
 public:
  /// Parameters count from 1. Bytes are copied.
  Statement& bind(int parameter, int64_t number);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_bytes(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);

  /// Whether there is a further row.
  Result<bool> step();
  /// Runs it to its end and makes it ready for another run.
  Result<void> run();
  /// The first column of the first row, nothing where there is no row; ready
  /// for another run.
  Result<std::optional<int64_t>> number();
  /// Ready for another run; what was bound is forgotten.
  void reset();

  /// Columns count from 0. Views are good until the next step() or reset().
  int64_t integer(int column) const;
  std::string_view bytes(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  Statement(sqlite3_stmt* statement, const std::string& path)
      : statement_(statement), path_(&path) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  const std::string* path_;  // of the database
};

class Database {
 public:
  enum class Access { kRead, kWrite, kCreate };

  /// Opens a file, which with kCreate need not be there. Nothing of it is read
  /// or changed yet. Triggers and functions of a foreign schema do nothing.
  static Result<Database> open(const std::string& path, Access access);

  /// For messages.
  const std::string& path() const { return *path_; }

  /// Runs statements that give no rows.
  Result<void> run(const std::string& sql);
  Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row; 0 where there is none.
  Result<int64_t> number(std::string_view sql);

  /// Whether the system lets nothing of it be written.
  bool is_read_only() const;
  int64_t last_insert_id() const;
  /// Rows changed by the last statement.
  int64_t changes() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };

  Database(sqlite3* database, const std::string& path)
      : path_(std::make_unique<std::string>(path)), database_(database) {}

  std::unique_ptr<std::string> path_;  // statements point to it
  std::unique_ptr<sqlite3, Close> database_;
};

/// One transaction that has the write lock from its beginning. Ends without a
/// trace unless committed. Outlived by its database.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Result<void> commit();

  Transaction(Transaction&& other) noexcept
      : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

 private:
  explicit Transaction(Database& database) : database_(&database) {}

  Database* database_;  // null: ended
};

/// Whether the error says that another process has the lock.
bool is_busy(const Error& error);

}  // namespace pagescan
