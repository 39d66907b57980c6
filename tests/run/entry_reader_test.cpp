#include "scanner/run/entry_reader.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace pagescan {
namespace {

using namespace std::chrono_literals;

ListEntry entry_numbered(uint64_t number) {
  ListEntry entry;
  entry.target = "https://a.example/" + std::to_string(number);
  entry.parsed = parse_target(entry.target);
  entry.line = number;
  return entry;
}

/// Waits until it holds; false where that takes absurdly long.
template <class Condition>
bool wait_until(Condition holds) {
  for (int i = 0; i < 30'000; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

/// A list of `count` entries that tells how many were taken from it.
struct List {
  explicit List(uint64_t entries) : count(entries) {}

  EntryReader::NextEntry next() {
    return [this]() -> std::optional<ListEntry> {
      if (taken == count) return std::nullopt;
      return entry_numbered(taken++);
    };
  }

  const uint64_t count;
  std::atomic<uint64_t> taken = 0;
};

TEST(EntryReaderTest, GivesEveryEntryInOrderThroughAnyCapacity) {
  for (const size_t capacity : {1u, 2u, 7u, 256u}) {
    List list(500);
    EntryReader reader(list.next(), capacity, [] {});
    uint64_t expected = 0;
    ASSERT_TRUE(wait_until([&] {
      while (const auto numbered = reader.pop()) {
        EXPECT_EQ(numbered->ordinal, expected);
        EXPECT_EQ(numbered->entry.line, expected);
        ++expected;
      }
      return reader.is_at_end();
    }));
    EXPECT_EQ(expected, 500u);
    EXPECT_EQ(reader.count(), 500u);
    EXPECT_TRUE(reader.has_read_all());
  }
}

// One entry is in the reading thread's hand.
TEST(EntryReaderTest, ReadsNoFurtherThanItsCapacity) {
  List list(100);
  EntryReader reader(list.next(), 10, [] {});
  ASSERT_TRUE(wait_until([&] { return list.taken == 11; }));
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(list.taken, 11u);
  EXPECT_EQ(reader.count(), 10u);
  EXPECT_FALSE(reader.has_read_all());
  EXPECT_FALSE(reader.is_at_end());
  // Half of it is read before it reads on.
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(reader.pop().has_value());
  EXPECT_TRUE(wait_until([&] { return list.taken == 16; }));
  while (!reader.is_at_end()) {
    while (reader.pop()) {
    }
    std::this_thread::yield();
  }
}

TEST(EntryReaderTest, AnEmptyListIsAtItsEnd) {
  EntryReader reader([] { return std::nullopt; }, 4, [] {});
  EXPECT_TRUE(wait_until([&] { return reader.is_at_end(); }));
  EXPECT_FALSE(reader.pop().has_value());
  EXPECT_EQ(reader.count(), 0u);
}

/// A list whose next entry comes when it is let go.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  int open = 0;

  std::optional<ListEntry> next() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return open > 0; });
    --open;
    return entry_numbered(0);
  }
  void let_go(int entries) {
    const std::lock_guard lock(mutex);
    open += entries;
    changed.notify_all();
  }
};

TEST(EntryReaderTest, NotifiesOnceSomethingIsThereThatWasMissed) {
  const auto gate = std::make_shared<Gate>();
  std::atomic<int> notified = 0;
  EntryReader reader([gate] { return gate->next(); }, 4, [&] { ++notified; });
  EXPECT_FALSE(reader.pop().has_value());
  EXPECT_FALSE(reader.pop().has_value());
  EXPECT_EQ(notified, 0);
  gate->let_go(1);
  EXPECT_TRUE(wait_until([&] { return notified == 1; }));
  EXPECT_TRUE(reader.pop().has_value());
  // Nobody asked in vain meanwhile.
  gate->let_go(1);
  EXPECT_TRUE(wait_until([&] { return reader.count() == 2; }));
  EXPECT_EQ(notified, 1);
  EXPECT_TRUE(reader.pop().has_value());
  gate->let_go(10);
}

// A pipe nobody writes to must not hold up the end; the thread then uses
// nothing but the list.
TEST(EntryReaderTest, IsDestroyedWhileTheListBlocks) {
  const auto gate = std::make_shared<Gate>();
  std::atomic<int> notified = 0;
  {
    EntryReader reader([gate] { return gate->next(); }, 4,
                       [&notified] { ++notified; });
    EXPECT_FALSE(reader.pop().has_value());
  }
  gate->let_go(100);
  // The thread lets go of the list at its end.
  EXPECT_TRUE(wait_until([&] { return gate.use_count() == 1; }));
  EXPECT_EQ(notified, 0);
}

// Else it might go on reading while the program ends.
TEST(EntryReaderTest, WaitsForTheEntryThatIsBeingRead) {
  std::atomic<bool> is_reading = false;
  std::atomic<bool> has_read = false;
  {
    const EntryReader reader(
        [&] {
          is_reading = true;
          std::this_thread::sleep_for(30ms);
          has_read = true;
          return entry_numbered(0);
        },
        4, [] {});
    ASSERT_TRUE(wait_until([&] { return is_reading.load(); }));
  }
  EXPECT_TRUE(has_read);
}

TEST(EntryReaderTest, IsDestroyedWhileItIsFull) {
  const auto taken = std::make_shared<std::atomic<uint64_t>>(0);
  {
    const EntryReader reader([taken] { return entry_numbered((*taken)++); }, 3,
                             [] {});
    ASSERT_TRUE(wait_until([&] { return *taken == 4; }));
  }
  EXPECT_TRUE(wait_until([&] { return taken.use_count() == 1; }));
  EXPECT_EQ(*taken, 4u);
}

}  // namespace
}  // namespace pagescan
