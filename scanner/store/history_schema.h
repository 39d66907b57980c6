// The database of scans as a file: told from others by its application ID, made
// where there is none, brought up to date, refused where it is another
// program's, of a later version or damaged. docs/history.md describes the
// tables. Stateless; thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "scanner/base/error.h"
#include "scanner/store/sqlite.h"

namespace pagescan {

/// "pgsc": what `PRAGMA application_id` says of our databases, and file(1) and
/// others can read in the file's header.
inline constexpr int64_t kHistoryApplicationId = 0x70677363;

/// A smaller database is looked through at each opening (`PRAGMA
/// quick_check`); of a larger one that takes too long, and what is damaged
/// shows where it is read. `pagescan history check` looks at all.
inline constexpr int64_t kMaxQuickCheckBytes = int64_t{16} << 20;

/// The nth migration, counted from 1, makes version n of version n - 1.
std::span<const std::string_view> history_migrations();

/// Opens the database at `path`; with kCreate makes one in a file that is not
/// there or empty. With kRead a later version is refused as with the others,
/// but an earlier one too is brought up to date, as it may be written. Several
/// processes may do so at once. `migrations` are for tests.
Result<Database> open_history_database(
    const std::string& path, Database::Access access,
    std::span<const std::string_view> migrations = history_migrations());

}  // namespace pagescan
