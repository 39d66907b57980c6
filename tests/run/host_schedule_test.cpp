#include "scanner/run/host_schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace pagescan {
namespace {

using namespace std::chrono_literals;
using Time = HostSchedule::Time;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr Time kStart{1000s};

std::vector<HostSchedule::JobId> take_all_now(HostSchedule& schedule,
                                              Time now = kStart) {
  std::vector<HostSchedule::JobId> jobs;
  while (const auto job = schedule.take(now)) jobs.push_back(*job);
  return jobs;
}

HostLimits two_at_once() {
  HostLimits limits;
  limits.per_host = 2;
  return limits;
}

TEST(HostScheduleTest, TakesHostsInTurnAndJobsInOrder) {
  HostSchedule schedule(two_at_once(), 1);
  for (const unsigned job : {1U, 2U, 3U}) schedule.add("a", job);
  for (const unsigned job : {11U, 12U}) schedule.add("b", job);
  EXPECT_THAT(take_all_now(schedule), ElementsAre(1, 11, 2, 12));
  EXPECT_EQ(schedule.waiting(), 1u);
  schedule.release("b");
  EXPECT_EQ(schedule.take(kStart), std::nullopt);
  schedule.release("a");
  EXPECT_EQ(schedule.take(kStart), 3u);
}

TEST(HostScheduleTest, GoesOnAtTheFrontWhereToldTo) {
  HostSchedule schedule(HostLimits(), 1);
  schedule.add("a", 1);
  schedule.add("a", 2, HostSchedule::Place::kFront);
  EXPECT_THAT(take_all_now(schedule), ElementsAre(2, 1));
}

TEST(HostScheduleTest, NeverRunsMoreAtAHostThanItMay) {
  HostSchedule schedule(two_at_once(), 1);
  std::map<HostSchedule::JobId, std::string> host_of;
  std::map<std::string, size_t> running;
  for (HostSchedule::JobId job = 0; job < 1000; ++job) {
    host_of[job] = std::string(1, static_cast<char>('a' + job % 7));
    schedule.add(host_of[job], job);
  }
  std::vector<HostSchedule::JobId> under_way;
  size_t done = 0;
  while (done < 1000) {
    while (const auto job = schedule.take(kStart)) {
      under_way.push_back(*job);
      ASSERT_LE(++running[host_of[*job]], 2u);
    }
    ASSERT_FALSE(under_way.empty());
    const HostSchedule::JobId ended = under_way[done * 13 % under_way.size()];
    std::erase(under_way, ended);
    --running[host_of[ended]];
    schedule.release(host_of[ended]);
    ++done;
  }
  EXPECT_EQ(schedule.hosts(), 0u) << "hosts without a past are forgotten";
}

TEST(HostScheduleTest, KeepsTheInterval) {
  HostLimits limits;
  limits.interval = 100ms;
  HostSchedule schedule(limits, 1);
  schedule.add("a", 1);
  schedule.add("a", 2);
  schedule.add("b", 3);
  EXPECT_THAT(take_all_now(schedule), ElementsAre(1, 3));
  EXPECT_EQ(schedule.next_time(), kStart + 100ms);
  EXPECT_EQ(schedule.take(kStart + 99ms), std::nullopt);
  EXPECT_EQ(schedule.take(kStart + 100ms), 2u);
  // Though nothing waited in between.
  schedule.release("a");
  schedule.release("a");
  schedule.add("a", 4);
  EXPECT_EQ(schedule.take(kStart + 150ms), std::nullopt);
  EXPECT_EQ(schedule.take(kStart + 200ms), 4u);
}

TEST(HostScheduleTest, HoldsBackWhatComesLater) {
  HostSchedule schedule(HostLimits(), 1);
  schedule.add_later("a", 1, kStart + 5s);
  schedule.add("a", 2);
  EXPECT_EQ(schedule.waiting(), 2u);
  EXPECT_THAT(take_all_now(schedule), ElementsAre(2));
  EXPECT_EQ(schedule.next_time(), kStart + 5s);
  EXPECT_EQ(schedule.take(kStart + 5s), 1u);
  EXPECT_EQ(schedule.next_time(), std::nullopt);
}

TEST(HostScheduleTest, ParksAHostThatKeepsFailing) {
  HostLimits limits;
  limits.per_host = 1;
  limits.failures_to_park = 3;
  HostSchedule schedule(limits, 1);
  schedule.add("a", 1);
  schedule.add("a", 2);
  schedule.add_later("a", 3, kStart + 1s);
  EXPECT_EQ(schedule.take(kStart), 1u);
  schedule.release("a");
  EXPECT_FALSE(schedule.failed("a"));
  EXPECT_FALSE(schedule.failed("a"));
  EXPECT_FALSE(schedule.is_parked("a"));
  EXPECT_TRUE(schedule.failed("a"));
  EXPECT_TRUE(schedule.is_parked("a"));
  EXPECT_THAT(schedule.take_parked(), ElementsAre(2));
  EXPECT_EQ(schedule.take(kStart + 1s), std::nullopt);
  EXPECT_THAT(schedule.take_parked(), ElementsAre(3));
  schedule.add("a", 4);
  EXPECT_THAT(schedule.take_parked(), ElementsAre(4));
  EXPECT_EQ(schedule.waiting(), 0u);
}

TEST(HostScheduleTest, RemembersAHostGivenUpWhileNoJobWaited) {
  HostSchedule schedule(HostLimits(), 1);
  schedule.add("a", 1);
  EXPECT_EQ(schedule.take(kStart), 1u);
  schedule.release("a");
  schedule.park("a");
  EXPECT_TRUE(schedule.is_parked("a"));
  schedule.add("a", 2);
  EXPECT_THAT(schedule.take_parked(), ElementsAre(2));
}

TEST(HostScheduleTest, ForgetsFailuresOnceAnswered) {
  HostLimits limits;
  limits.failures_to_park = 2;
  HostSchedule schedule(limits, 1);
  EXPECT_FALSE(schedule.failed("a"));
  schedule.succeeded("a");
  EXPECT_FALSE(schedule.failed("a"));
  EXPECT_TRUE(schedule.failed("a"));
  EXPECT_FALSE(schedule.is_parked("b"));
}

TEST(HostScheduleTest, NeverParksWhereToldNotTo) {
  HostLimits limits;
  limits.failures_to_park = 0;
  HostSchedule schedule(limits, 1);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(schedule.failed("a"));
}

TEST(HostScheduleTest, PausesAHostThatThrottles) {
  HostSchedule schedule(two_at_once(), 1);
  for (const unsigned job : {1U, 2U, 3U, 4U}) schedule.add("a", job);
  EXPECT_THAT(take_all_now(schedule), ElementsAre(1, 2));
  const Time now = kStart + 10ms;
  schedule.release("a");
  schedule.throttled("a", kStart, now, 7s);
  // The other was under way when the pause began: no second pause.
  schedule.release("a");
  schedule.throttled("a", kStart, now, std::nullopt);
  EXPECT_EQ(schedule.take(now), std::nullopt);
  EXPECT_EQ(schedule.next_time(), now + 7s);
  // One at a time until it answers.
  EXPECT_THAT(take_all_now(schedule, now + 7s), ElementsAre(3));
  schedule.release("a");
  schedule.succeeded("a");
  EXPECT_THAT(take_all_now(schedule, now + 7s), ElementsAre(4));
}

TEST(HostScheduleTest, DoublesThePauses) {
  HostLimits limits;
  limits.first_pause = 1s;
  limits.longest_pause = 8s;
  HostSchedule schedule(limits, 1);
  Time now = kStart;
  for (const auto pause : {1s, 2s, 4s, 8s, 8s}) {
    schedule.add("a", 1);
    schedule.throttled("a", now, now, std::nullopt);
    ASSERT_EQ(schedule.take(now), std::nullopt);
    const auto waits = *schedule.next_time() - now;
    EXPECT_GE(waits, pause / 2);
    EXPECT_LE(waits, pause * 3 / 2);
    now = *schedule.next_time();
    ASSERT_EQ(schedule.take(now), 1u);
    schedule.release("a");
  }
}

TEST(HostScheduleTest, GivesBackEverythingThatWaits) {
  HostLimits limits;
  limits.failures_to_park = 1;
  HostSchedule schedule(limits, 1);
  schedule.add("a", 1);
  schedule.add_later("b", 2, kStart + 1h);
  schedule.failed("c");
  schedule.add("c", 3);
  EXPECT_THAT(schedule.take_all(), UnorderedElementsAre(1, 2, 3));
  EXPECT_EQ(schedule.waiting(), 0u);
  EXPECT_EQ(schedule.take(kStart + 2h), std::nullopt);
}

TEST(HostScheduleTest, RemembersSoManyFailedHostsAndNoMore) {
  HostSchedule schedule(HostLimits(), 1);
  for (size_t i = 0; i < kMaxRememberedHosts + 1000; ++i) {
    schedule.failed(std::to_string(i));
  }
  EXPECT_EQ(schedule.hosts(), kMaxRememberedHosts);
}

TEST(HostScheduleTest, JittersByHalf) {
  HostSchedule schedule(HostLimits(), 42);
  HostSchedule::Clock::duration least = 1h;
  HostSchedule::Clock::duration most{};
  for (int i = 0; i < 1000; ++i) {
    const auto jittered = schedule.jittered(10s);
    least = std::min(least, jittered);
    most = std::max(most, jittered);
  }
  EXPECT_GE(least, 5s);
  EXPECT_LT(least, 6s);
  EXPECT_LE(most, 15s);
  EXPECT_GT(most, 14s);
}

}  // namespace
}  // namespace pagescan
