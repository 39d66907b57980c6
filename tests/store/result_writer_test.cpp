#include "scanner/store/result_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/store/store_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class ResultWriterTest : public testing::Test {
 protected:
  ResultWriterTest() : output_(folder_.path() / "out") {}

  ResultStore open(const std::string& path) {
    Result<ResultStore> store = ResultStore::open(to_file(path));
    EXPECT_TRUE(store.has_value());
    return *std::move(store);
  }

  ResultWriter::OnWritten remember() {
    return [this](std::span<const FinishedTarget> group) {
      groups_.push_back(group.size());
      for (const FinishedTarget& target : group) {
        written_.push_back(target.outcome.key);
      }
    };
  }

  ResultWriter::OnFailure remember_failure() {
    return [this](const Error& error) { failures_.push_back(error.message); };
  }

  TempDir folder_;
  std::filesystem::path output_;
  // Of the writing thread until it has ended.
  std::vector<size_t> groups_;
  std::vector<TargetKey> written_;
  std::vector<std::string> failures_;
};

TEST_F(ResultWriterTest, WritesInTheOrderItIsGiven) {
  ResultStore store = open(output_);
  ResultWriter writer(store, {}, remember(), remember_failure());
  for (const unsigned n : {3U, 1U, 2U}) writer.add(n, finished_target(n));
  ASSERT_TRUE(writer.finish(false).has_value());
  EXPECT_THAT(written_, ElementsAre(3, 1, 2));
  EXPECT_EQ(read_bytes(output_), line_of(3) + line_of(1) + line_of(2));
  EXPECT_THAT(failures_, testing::IsEmpty());
}

TEST_F(ResultWriterTest, WritesInTheOrderOfTheList) {
  ResultStore store = open(output_);
  ResultWriter writer(store, {1ms, true}, remember(), remember_failure());
  // Ordinals are from 0, the targets of store_support.h from 1.
  for (unsigned n = 50; n-- > 0;) writer.add(n, finished_target(n + 1));
  ASSERT_TRUE(writer.finish(false).has_value());
  EXPECT_EQ(read_bytes(output_), lines_of(1, 50));
}

// With a journal, what waits for a turn that never comes is done again.
TEST_F(ResultWriterTest, GivesUpOrWritesWhatWaitsForItsTurn) {
  for (const bool with_gaps : {false, true}) {
    const auto path = folder_.path() / (with_gaps ? "with" : "without");
    ResultStore store = open(path);
    ResultWriter writer(store, {1ms, true}, remember(), remember_failure());
    for (const unsigned n : {4U, 0U, 2U}) {
      writer.add(n, finished_target(n + 1));
    }
    ASSERT_TRUE(writer.finish(with_gaps).has_value());
    EXPECT_EQ(read_bytes(path),
              with_gaps ? line_of(1) + line_of(3) + line_of(5) : line_of(1));
  }
}

// What comes within the time of a group is one, and one sync of the disk.
TEST_F(ResultWriterTest, GathersGroups) {
  ResultStore store = open(output_);
  ResultWriter writer(store, {10min, false}, remember(), remember_failure());
  for (unsigned n = 1; n <= 100; ++n) writer.add(n, finished_target(n));
  ASSERT_TRUE(writer.finish(false).has_value());
  EXPECT_THAT(groups_, ElementsAre(100));
  EXPECT_EQ(read_bytes(output_), lines_of(1, 100));
}

// A large group does not wait for its time.
TEST_F(ResultWriterTest, EndsAGroupThatIsLarge) {
  ResultStore store = open(output_);
  std::mutex mutex;
  std::condition_variable changed;
  bool is_written = false;
  ResultWriter writer(
      store, {10min, false},
      [&](std::span<const FinishedTarget> group) {
        const std::lock_guard lock(mutex);
        is_written = group.size() == 1;
        changed.notify_all();
      },
      remember_failure());
  FinishedTarget large = finished_target(1);
  large.report = std::string(kGroupBytes, 'x') + '\n';
  writer.add(0, std::move(large));
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_for(lock, 60s, [&] { return is_written; }));
  lock.unlock();
  ASSERT_TRUE(writer.finish(false).has_value());
}

// One call that does not return stands for a disk that is behind.
TEST_F(ResultWriterTest, WhoeverAddsWaitsForTheDisk) {
  ResultStore store = open(output_);
  std::mutex mutex;
  std::condition_variable changed;
  bool is_stuck = false;
  bool may_go_on = false;
  ResultWriter writer(
      store, {1ms, false},
      [&](std::span<const FinishedTarget>) {
        std::unique_lock lock(mutex);
        is_stuck = true;
        changed.notify_all();
        changed.wait(lock, [&] { return may_go_on; });
      },
      remember_failure());
  writer.add(0, finished_target(1));
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, 60s, [&] { return is_stuck; }));
  }
  constexpr unsigned kReports = 40;
  constexpr size_t kBytes = kMaxUnwrittenBytes / 8;
  std::atomic<unsigned> added = 0;
  std::thread adding([&] {
    for (unsigned n = 0; n < kReports; ++n) {
      FinishedTarget target = finished_target(n + 2);
      target.report.assign(kBytes, 'x');
      writer.add(n + 1, std::move(target));
      ++added;
    }
  });
  for (int i = 0; i < 30'000 && added < 8; ++i) {
    std::this_thread::sleep_for(1ms);
  }
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(added, 8u);
  {
    const std::lock_guard lock(mutex);
    may_go_on = true;
  }
  changed.notify_all();
  adding.join();
  EXPECT_EQ(added, kReports);
  ASSERT_TRUE(writer.finish(false).has_value());
  EXPECT_EQ(read_bytes(output_).size(), line_of(1).size() + kReports * kBytes);
}

// Nobody who adds is left waiting, and the failure is told once.
TEST_F(ResultWriterTest, TakesAndDropsAllAfterAFailure) {
  ResultStore store = open("/dev/full");
  ResultWriter writer(store, {1ms, false}, remember(), remember_failure());
  for (unsigned n = 0; n < 100; ++n) {
    FinishedTarget target = finished_target(n + 1);
    target.report.assign(kMaxUnwrittenBytes / 4, 'x');
    writer.add(n, std::move(target));
  }
  const Result<void> finished = writer.finish(false);
  ASSERT_FALSE(finished.has_value());
  EXPECT_EQ(finished.error().code, ErrorCode::kOutputUnwritable);
  EXPECT_THAT(finished.error().message, HasSubstr("No space left on device"));
  EXPECT_THAT(written_, testing::IsEmpty());
  ASSERT_EQ(failures_.size(), 1u);
  EXPECT_EQ(failures_.front(), finished.error().message);
}

TEST_F(ResultWriterTest, EndsWithNothingToWrite) {
  ResultStore store = open(output_);
  ResultWriter writer(store, {}, remember(), remember_failure());
  EXPECT_TRUE(writer.finish(true).has_value());
  EXPECT_THAT(groups_, testing::IsEmpty());
}

}  // namespace
}  // namespace pagescan::test
