#include "scanner/run/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace pagescan {
namespace {

FetchedEntry work_numbered(uint64_t ordinal) {
  FetchedEntry work;
  work.numbered.ordinal = ordinal;
  return work;
}

class WorkQueueTest : public testing::Test {
 protected:
  WorkQueueTest() : queue_([this] { ++told_; }) {}

  std::atomic<int> told_ = 0;
  WorkQueue queue_;
};

TEST_F(WorkQueueTest, GivesWorkInOrderAndThenNothing) {
  for (uint64_t n = 0; n < 3; ++n) queue_.push(work_numbered(n));
  queue_.close();
  for (uint64_t n = 0; n < 3; ++n) {
    const auto work = queue_.pop();
    ASSERT_TRUE(work.has_value());
    EXPECT_EQ(work->numbered.ordinal, n);
  }
  EXPECT_FALSE(queue_.pop().has_value());
}

TEST_F(WorkQueueTest, CountsWhatIsBeingWorkedOn) {
  queue_.push(work_numbered(0));
  queue_.push(work_numbered(1));
  EXPECT_EQ(queue_.size(), 2u);
  ASSERT_TRUE(queue_.pop().has_value());
  EXPECT_EQ(queue_.size(), 2u);
  queue_.finished();
  EXPECT_EQ(queue_.size(), 1u);
}

// Only who was told that there is no room is told that there is, once.
TEST_F(WorkQueueTest, TellsOfRoomWhereItWasWanted) {
  queue_.push(work_numbered(0));
  queue_.push(work_numbered(1));
  ASSERT_TRUE(queue_.pop().has_value());
  EXPECT_TRUE(queue_.has_room(3));
  queue_.finished();
  EXPECT_EQ(told_, 0);
  EXPECT_FALSE(queue_.has_room(1));
  EXPECT_EQ(told_, 0);
  ASSERT_TRUE(queue_.pop().has_value());
  queue_.finished();
  EXPECT_EQ(told_, 1);
  EXPECT_TRUE(queue_.has_room(1));
}

TEST_F(WorkQueueTest, DropsWhatWaits) {
  for (uint64_t n = 0; n < 3; ++n) queue_.push(work_numbered(n));
  ASSERT_TRUE(queue_.pop().has_value());
  queue_.drop();
  EXPECT_FALSE(queue_.pop().has_value());
  EXPECT_EQ(queue_.size(), 1u);  // what was popped
  queue_.finished();
  EXPECT_EQ(queue_.size(), 0u);
}

TEST_F(WorkQueueTest, WakesEveryWaiterAtTheEnd) {
  std::vector<std::thread> waiters;
  std::atomic<int> ended = 0;
  for (int i = 0; i < 4; ++i) {
    waiters.emplace_back([&] {
      while (queue_.pop()) queue_.finished();
      ++ended;
    });
  }
  queue_.close();
  for (std::thread& waiter : waiters) waiter.join();
  EXPECT_EQ(ended, 4);
}

TEST_F(WorkQueueTest, GivesEachPieceToOneThread) {
  constexpr uint64_t kPieces = 2000;
  constexpr size_t kThreads = 4;
  std::vector<std::vector<uint64_t>> got(kThreads);
  std::vector<std::thread> threads;
  for (auto& mine : got) {
    threads.emplace_back([this, &mine] {
      while (const auto work = queue_.pop()) {
        mine.push_back(work->numbered.ordinal);
        queue_.finished();
      }
    });
  }
  for (uint64_t n = 0; n < kPieces; ++n) queue_.push(work_numbered(n));
  queue_.close();
  for (std::thread& thread : threads) thread.join();
  std::multiset<uint64_t> all;
  for (const auto& mine : got) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), kPieces);
  EXPECT_EQ(std::set<uint64_t>(all.begin(), all.end()).size(), kPieces);
  EXPECT_EQ(queue_.size(), 0u);
}

}  // namespace
}  // namespace pagescan
