// The database as a file: made, brought up to date, refused.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <string>

#include "report/json.h"
#include "scanner/store/history_schema.h"
#include "tests/report/rich_result.h"
#include "tests/store/history_support.h"
#include "tests/store/store_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr char kUrl[] = "https://shop.example/";
const std::string kRun(32, 'a');

// Version 1 as it was made: not to be changed when a later one comes. One scan
// of kUrl whose report is `{"schema_version":1,"task":{"time":"T"}}`.
constexpr char kVersion1[] = R"(
PRAGMA application_id = 1885827939;
PRAGMA user_version = 1;
CREATE TABLE run(id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE);
CREATE TABLE target(id INTEGER PRIMARY KEY, url TEXT NOT NULL,
  key INTEGER NOT NULL, UNIQUE(url, key));
CREATE TABLE blob(id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE report(id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL, frame BLOB NOT NULL, status INTEGER NOT NULL,
  error TEXT NOT NULL, title TEXT NOT NULL, errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL, notes INTEGER NOT NULL);
CREATE TABLE report_part(
  report_id INTEGER NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL, at INTEGER NOT NULL,
  blob_id INTEGER REFERENCES blob(id),
  PRIMARY KEY(report_id, ordinal)) WITHOUT ROWID;
CREATE INDEX report_part_by_blob ON report_part(blob_id);
CREATE TABLE scan(id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES run(id),
  target_id INTEGER NOT NULL REFERENCES target(id),
  ordinal INTEGER NOT NULL, time INTEGER NOT NULL,
  report_id INTEGER NOT NULL REFERENCES report(id), own TEXT NOT NULL,
  UNIQUE(run_id, target_id, ordinal));
CREATE INDEX scan_by_target ON scan(target_id, time);
CREATE INDEX scan_by_time ON scan(time);
CREATE INDEX scan_by_report ON scan(report_id);
INSERT INTO run VALUES(1, 'cccccccccccccccccccccccccccccccc');
INSERT INTO target VALUES(1, 'https://shop.example/', 1);
INSERT INTO report VALUES(1,
  x'f1753c5541b0f6410e952942c605cfd2e16c247f742f8aa19bbefc2ccda09cd1',
  38, '{"schema_version":1,"task":{"time":}}' || char(10),
  200, '', 'Shop', 0, 1, 2);
INSERT INTO report_part VALUES(1, 0, 35, NULL);
INSERT INTO scan VALUES(7, 1, 1, 0, 1790000000000, 1, '"T"' || char(10));
)";

class HistoryFileTest : public testing::Test {
 protected:
  void run_sql(const std::string& sql) {
    auto database = Database::open(path_, Database::Access::kCreate);
    ASSERT_TRUE(database);
    const auto done = database->run(sql);
    ASSERT_TRUE(done) << done.error().message;
  }
  int64_t number(const std::string& sql) {
    auto database = Database::open(path_, Database::Access::kRead);
    return database->number(sql).value();
  }
  // It says why, and every byte is as before.
  void expect_refused(const testing::Matcher<std::string>& why) {
    const std::string before = read_bytes(path_);
    for (const auto access : {Database::Access::kRead, Database::Access::kWrite,
                              Database::Access::kCreate}) {
      EXPECT_THAT(why_not_open(path_, access), AllOf(HasSubstr(path_), why));
      EXPECT_TRUE(read_bytes(path_) == before) << "the file was changed";
    }
  }

  TempDir folder_;
  std::string path_ = (folder_.path() / "scans.db").string();
};

TEST_F(HistoryFileTest, MakesADatabaseOthersCanTell) {
  { open_history(path_); }
  EXPECT_EQ(number("PRAGMA application_id"), kHistoryApplicationId);
  EXPECT_EQ(number("PRAGMA user_version"),
            static_cast<int64_t>(history_migrations().size()));
  EXPECT_EQ(number("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
  EXPECT_EQ(number("PRAGMA auto_vacuum"), 2) << "incremental";
}

TEST_F(HistoryFileTest, OnlyWhoScansMakesOne) {
  EXPECT_THAT(why_not_open(path_, Database::Access::kRead),
              HasSubstr("No such file"));
  EXPECT_FALSE(fs::exists(path_));
  write_bytes(path_, "");
  EXPECT_THAT(why_not_open(path_, Database::Access::kWrite),
              HasSubstr("another program"));
  EXPECT_EQ(why_not_open(path_), "") << "an empty file is one to fill";
}

// The maker was killed before there was a table.
TEST_F(HistoryFileTest, FillsWhatWasHardlyBegun) {
  run_sql("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
  ASSERT_GT(fs::file_size(path_), 0u);
  History history = open_history(path_);
  EXPECT_TRUE(store(history, rich_result(), kRun));
}

TEST_F(HistoryFileTest, ReadsVersion1) {
  run_sql(kVersion1);
  History history = open_history(path_);
  const StoredScan scan = history.last(kUrl, std::nullopt).value().value();
  EXPECT_EQ(scan.id, 7);
  EXPECT_EQ(scan.facts.title, "Shop");
  EXPECT_EQ(scan.facts.findings[static_cast<size_t>(Level::kNote)], 2u);
  EXPECT_EQ(history.report(7).value(),
            "{\"schema_version\":1,\"task\":{\"time\":\"T\"}}\n");
  ScanResult result = rich_result();
  result.task.url = kUrl;
  ASSERT_TRUE(store(history, result, kRun));
  EXPECT_EQ(history.report(8).value(), json_report(result));
  EXPECT_EQ(number("PRAGMA user_version"),
            static_cast<int64_t>(history_migrations().size()));
}

TEST_F(HistoryFileTest, MigratesOneVersionAtATime) {
  run_sql(kVersion1);
  const std::array<std::string_view, 3> migrations = {
      "this is not run again",
      "CREATE TABLE more(x); INSERT INTO more "
      "SELECT count(*) FROM scan",
      "UPDATE more SET x = x + 10"};
  ASSERT_TRUE(
      open_history_database(path_, Database::Access::kWrite, migrations));
  EXPECT_EQ(number("SELECT x FROM more"), 11);
  EXPECT_EQ(number("PRAGMA user_version"), 3);
  ASSERT_TRUE(
      open_history_database(path_, Database::Access::kWrite, migrations));
  EXPECT_EQ(number("SELECT x FROM more"), 11) << "each once";
  expect_refused(
      AllOf(HasSubstr("a later pagescan wrote it"), HasSubstr("version 3")));
}

TEST_F(HistoryFileTest, AMigrationThatFailsChangesNothing) {
  run_sql(kVersion1);
  const std::array<std::string_view, 2> migrations = {
      "", "CREATE TABLE more(x); nonsense"};
  EXPECT_FALSE(
      open_history_database(path_, Database::Access::kWrite, migrations));
  EXPECT_EQ(number("PRAGMA user_version"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"),
            0);
}

TEST_F(HistoryFileTest, RefusesAnotherProgramsDatabase) {
  run_sql("CREATE TABLE bookmarks(url)");
  expect_refused(HasSubstr("another program"));
  run_sql("PRAGMA user_version = 1");
  expect_refused(HasSubstr("another program"));
  run_sql("PRAGMA application_id = 1");
  expect_refused(HasSubstr("another program"));
}

TEST_F(HistoryFileTest, RefusesWhatIsNoDatabase) {
  write_bytes(path_, std::string(5000, 'x'));
  expect_refused(HasSubstr("no database"));
  write_bytes(path_, "a short note");
  expect_refused(HasSubstr("no database"));
  fs::remove(path_);
  fs::create_directory(path_);
  EXPECT_THAT(why_not_open(path_), HasSubstr("is a file"));
}

TEST_F(HistoryFileTest, RefusesAFolderThatIsNotThere) {
  EXPECT_THAT(why_not_open((folder_.path() / "no/scans.db").string()),
              AllOf(HasSubstr("can't open it"), HasSubstr("--store")));
}

TEST_F(HistoryFileTest, RefusesWhatIsTornOrOverwritten) {
  {
    History history = open_history(path_);
    for (int i = 0; i < 30; ++i) {
      ASSERT_TRUE(store(history, scan_of(kUrl, i, i), new_run_token()));
    }
  }
  const std::string whole = read_bytes(path_);
  write_bytes(path_, whole.substr(0, whole.size() / 2));
  expect_refused(HasSubstr("damaged"));
  // From the second page on; the header is whole.
  for (size_t at = 4096; at < whole.size(); at += 16384) {
    std::string bytes = whole;
    bytes.replace(at, 1000, 1000, '\xA5');
    write_bytes(path_, bytes);
    const std::string why = why_not_open(path_, Database::Access::kRead);
    if (!why.empty()) {
      EXPECT_THAT(why, HasSubstr("damaged"));
      continue;
    }
    // What no structure shows, the digests do.
    const History history = open_history(path_, Database::Access::kRead);
    EXPECT_FALSE(history.check().value().empty()) << at;
  }
  write_bytes(path_, whole);
  EXPECT_EQ(why_not_open(path_), "");
}

TEST_F(HistoryFileTest, RefusesToWriteWhatMayOnlyBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anything";
  { open_history(path_); }
  fs::permissions(path_, fs::perms::owner_read);
  EXPECT_THAT(why_not_open(path_), HasSubstr("may not be written"));
  EXPECT_EQ(why_not_open(path_, Database::Access::kRead), "");
}

// A disk that takes no more: a file that may grow no more.
TEST_F(HistoryFileTest, KeepsWhatIsStoredWhereTheDiskIsFull) {
  History history = open_history(path_);
  ASSERT_TRUE(store(history, scan_of(kUrl, 0, 0), new_run_token()));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit limit = before;
  limit.rlim_cur = fs::file_size(path_ + "-wal") + 10'000;
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  Result<void> stored;
  int scans = 1;
  while (stored && scans < 1000) {
    stored = store(history, scan_of(kUrl, scans, scans), new_run_token());
    if (stored) ++scans;
  }
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(stored);
  EXPECT_THAT(stored.error().message,
              AllOf(HasSubstr(path_), HasSubstr("is kept")));
  EXPECT_TRUE(history.check().value().empty());
  EXPECT_EQ(history.count(std::nullopt).value(), static_cast<uint64_t>(scans));
  EXPECT_TRUE(store(history, scan_of(kUrl, 0, 0), new_run_token()));
}

}  // namespace
}  // namespace pagescan::test
