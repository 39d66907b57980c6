// What is stored, listed, read back and removed.
#include "scanner/store/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "report/json.h"
#include "scanner/store/sqlite.h"
#include "tests/report/rich_result.h"
#include "tests/store/history_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kUrl[] = "https://shop.example/";
const std::string kRun(32, 'a');
const std::string kOtherRun(32, 'b');

class HistoryTest : public testing::Test {
 protected:
  // Rows of a table.
  int64_t rows(const std::string& table) {
    auto database = Database::open(path_, Database::Access::kRead);
    return database->number("SELECT count(*) FROM " + table).value();
  }
  void change(const std::string& sql) {
    auto database = Database::open(path_, Database::Access::kWrite);
    ASSERT_TRUE(database->run(sql));
  }

  TempDir folder_;
  std::string path_ = (folder_.path() / "scans.db").string();
};

TEST_F(HistoryTest, ReadsBackWhatWasWritten) {
  History history = open_history(path_);
  const ScanResult results[] = {rich_result(), failed_result(),
                                scan_of(kUrl, 1, 0), scan_of(kUrl, 2, 0)};
  for (const ScanResult& result : results) {
    ASSERT_TRUE(store(history, result, new_run_token()));
  }
  for (int64_t id = 1; id <= 4; ++id) {
    EXPECT_EQ(history.report(id).value(), json_report(results[id - 1]));
  }
  EXPECT_THAT(history.check().value(), ElementsAre());
  EXPECT_THAT(history.report(5).error().message, HasSubstr("not there"));
}

TEST_F(HistoryTest, ListsWhatAScanWas) {
  History history = open_history(path_);
  ScanResult result = scan_of(kUrl, 1, 5);
  result.facts->metadata.title = std::string(1000, 't');
  ASSERT_TRUE(store(history, result, kRun));
  const StoredScan scan = history.find(1).value().value();
  const ScanFacts facts = scan_facts(result, 1);
  EXPECT_EQ(scan.facts.url, kUrl);
  EXPECT_EQ(scan.facts.target, 1u);
  EXPECT_EQ(scan.facts.time, result.task.time);
  EXPECT_EQ(scan.facts.status, result.page.status);
  EXPECT_EQ(scan.facts.title, std::string(kMaxListedTitleBytes, 't'));
  EXPECT_EQ(scan.facts.findings, facts.findings);
  EXPECT_EQ(scan.facts.error, facts.error);
  EXPECT_FALSE(history.find(2).value().has_value());
}

TEST_F(HistoryTest, KeepsAnUnchangedPageOnce) {
  History history = open_history(path_);
  for (int second = 0; second < 5; ++second) {
    ASSERT_TRUE(store(history, scan_of(kUrl, 1, second), new_run_token()));
  }
  EXPECT_EQ(rows("scan"), 5);
  EXPECT_EQ(rows("report"), 1);
  const int64_t parts = rows("blob");
  ASSERT_TRUE(store(history, scan_of(kUrl, 2, 9), new_run_token()));
  EXPECT_EQ(rows("report"), 2);
  EXPECT_EQ(rows("blob"), parts) << "what did not change is kept once";
}

TEST_F(HistoryTest, HasATargetOfARunOnce) {
  History history = open_history(path_);
  ASSERT_TRUE(store(history, scan_of(kUrl, 1, 0), kRun));
  ASSERT_TRUE(store(history, scan_of(kUrl, 2, 1), kRun));
  EXPECT_EQ(listed(history), "1");
  EXPECT_EQ(history.report(1).value(), json_report(scan_of(kUrl, 2, 1)))
      << "the one done again, as the output has it";
  ASSERT_TRUE(store(history, scan_of(kUrl, 2, 1), kRun, 1));
  ASSERT_TRUE(store(history, scan_of(kUrl, 2, 1), kOtherRun));
  EXPECT_EQ(rows("scan"), 3);
}

TEST_F(HistoryTest, FindsTheLastAndTheOneBefore) {
  History history = open_history(path_);
  // Not in the order of their times.
  ASSERT_TRUE(store(history, scan_of(kUrl, 1, 20), kRun, 0));
  ASSERT_TRUE(store(history, scan_of(kUrl, 1, 10), kRun, 1));
  ASSERT_TRUE(store(history, scan_of(kUrl, 1, 30), kRun, 2));
  ASSERT_TRUE(store(history, scan_of("https://other.example/", 1, 40), kRun));
  EXPECT_EQ(listed(history), "4 3 1 2");
  EXPECT_EQ(listed(history, kUrl), "3 1 2");
  const StoredScan last = history.last(kUrl, std::nullopt).value().value();
  EXPECT_EQ(last.id, 3);
  const StoredScan before = history.before(last).value().value();
  EXPECT_EQ(before.id, 1);
  EXPECT_EQ(history.before(before).value().value().id, 2);
  const WallTime at = before.facts.time;
  EXPECT_EQ(history.last(kUrl, at).value().value().id, 1);
  EXPECT_EQ(
      history.last(kUrl, at - std::chrono::milliseconds(1)).value().value().id,
      2);
  EXPECT_FALSE(
      history.last("https://shop.example", std::nullopt).value().has_value());
  EXPECT_EQ(history.near_url("https://shop.example").value(), kUrl);
  EXPECT_EQ(history.near_url("http://elsewhere.test/").value(), "");
}

// Rows of a list may send fields of their own to one URL.
TEST_F(HistoryTest, ComparesScansOfOneTarget) {
  History history = open_history(path_);
  for (int i = 0; i < 4; ++i) {
    const ScanResult result = scan_of(kUrl, i, i);
    const ScanFacts facts = scan_facts(result, i % 2 == 0 ? 7 : ~TargetKey{0});
    const std::string report = json_report(result);
    const NewScan scan{&facts, 0, report};
    ASSERT_TRUE(history.add(new_run_token(), {&scan, 1}));
  }
  const StoredScan last = history.last(kUrl, std::nullopt).value().value();
  EXPECT_EQ(last.id, 4);
  EXPECT_EQ(last.facts.target, ~TargetKey{0});
  EXPECT_EQ(history.before(last).value().value().id, 2);
}

TEST_F(HistoryTest, PrunesAllButTheNewestOfEach) {
  History history = open_history(path_);
  for (int i = 0; i < 6; ++i) {
    ASSERT_TRUE(store(history, scan_of(kUrl, i, i), new_run_token()));
    ASSERT_TRUE(
        store(history, scan_of("https://b.example/", 0, i), new_run_token()));
  }
  History::PruneOptions options;
  options.keep = 2;
  options.older_than = scan_of(kUrl, 0, 2).task.time;
  EXPECT_EQ(history.prune(options).value().scans, 4u) << "of second 0 and 1";
  options.older_than.reset();
  const History::Pruned pruned = history.prune(options).value();
  EXPECT_EQ(pruned.scans, 4u);
  EXPECT_EQ(listed(history), "12 11 10 9");
  EXPECT_EQ(rows("report"), 3);
  EXPECT_EQ(rows("run"), 4);
  EXPECT_EQ(history.report(9).value(), json_report(scan_of(kUrl, 4, 4)));
  EXPECT_THAT(history.check().value(), ElementsAre());
  options.keep = 0;
  EXPECT_EQ(history.prune(options).value().scans, 4u);
  for (const char* table :
       {"scan", "report", "report_part", "blob", "run", "target"}) {
    EXPECT_EQ(rows(table), 0) << table;
  }
}

TEST_F(HistoryTest, PruneGivesSpaceBack) {
  History history = open_history(path_);
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(
        store(history, scan_of(kUrl, i, i), kRun, static_cast<uint64_t>(i)));
  }
  ASSERT_TRUE(history.prune({1, std::nullopt}));
  EXPECT_LT(std::filesystem::file_size(path_), 200'000u);
  EXPECT_EQ(listed(history), "60");
}

TEST_F(HistoryTest, SaysWhichReportIsDamaged) {
  History history = open_history(path_);
  ASSERT_TRUE(store(history, scan_of(kUrl, 1, 0), kRun));
  change("UPDATE blob SET data = x'00010203'");
  EXPECT_THAT(history.report(1).error().message,
              HasSubstr("scan 1 is damaged"));
  EXPECT_THAT(history.check().value(),
              testing::Contains(HasSubstr("part 1: ")));
}

// Bytes that unpack well, but are others.
TEST_F(HistoryTest, ChecksWhatItReads) {
  const struct {
    const char* sql;
    const char* why;
  } cases[] = {
      {"UPDATE blob SET data = x'41', size = 1", "not what its SHA-256"},
      {"UPDATE report SET frame = x'41', size = 1", "not what its SHA-256"},
      {"UPDATE blob SET size = -1", "too long"},
      {"UPDATE report SET size = 1 << 40", "too long"},
      {"UPDATE report_part SET at = 1 << 40", "not what its SHA-256"},
      {"UPDATE scan SET own = ''", "a value is missing"},
      {"UPDATE scan SET own = own || '1' || char(10)", "a value is too many"},
  };
  for (const auto& c : cases) {
    std::filesystem::remove(path_);
    History history = open_history(path_);
    ASSERT_TRUE(store(history, scan_of(kUrl, 1, 0), kRun));
    change(c.sql);
    EXPECT_THAT(history.report(1).error().message, HasSubstr(c.why)) << c.sql;
  }
}

TEST_F(HistoryTest, StoresAGroupAtOnce) {
  History history = open_history(path_);
  const ScanFacts facts = scan_facts(scan_of(kUrl, 1, 0), 1);
  const NewScan scans[] = {{&facts, 0, "{}\n"}, {&facts, 1, ""}};
  EXPECT_TRUE(history.add(kRun, scans));
  EXPECT_EQ(history.report(1).value(), "{}\n");
  EXPECT_EQ(history.report(2).value(), "") << "whatever the bytes are";
  EXPECT_TRUE(history.add(kRun, {}));
  EXPECT_EQ(listed(history), "2 1");
}

}  // namespace
}  // namespace pagescan::test
