// The batch engine against servers on loopback that count what they see.
#include "scanner/run/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/load_server.h"
#include "tests/support/scripted_server.h"

namespace pagescan {
namespace {

using namespace std::chrono_literals;
using test::LoadServer;
using test::LoadServerOptions;
using test::ScriptedServer;
using ::testing::ElementsAre;

ListEntry entry_of(const std::string& text) {
  ListEntry entry;
  entry.target = text;
  entry.parsed = parse_target(text);
  entry.key =
      entry.parsed ? target_key(*entry.parsed, {}) : target_key_of_text(text);
  return entry;
}

/// Everything a batch gave.
struct Collected {
  std::mutex mutex;
  std::vector<BatchItem> items;

  size_t count() {
    const std::lock_guard lock(mutex);
    return items.size();
  }
  void take(BatchItem&& item) {
    const std::lock_guard lock(mutex);
    items.push_back(std::move(item));
  }
  /// How often each target was done.
  std::map<std::string, int> times() const {
    std::map<std::string, int> times;
    for (const BatchItem& item : items) ++times[item.entry.target];
    return times;
  }
  const BatchItem& of(const std::string& target) const {
    for (const BatchItem& item : items) {
      if (item.entry.target == target) return item;
    }
    throw std::out_of_range(target);
  }
  size_t with_error(ErrorCode code) const {
    return static_cast<size_t>(std::count_if(
        items.begin(), items.end(),
        [&](const BatchItem& item) { return item.outcome.error == code; }));
  }
};

class BatchTest : public ::testing::Test {
 protected:
  BatchTest() {
    options_.concurrency = 32;
    options_.workers = 2;
    options_.scan.user_agent = "pagescan/test";
    options_.scan.fetch_limits.total_timeout = 10s;
  }

  Batch::NextEntry entries(std::vector<std::string> targets) {
    const auto list =
        std::make_shared<std::vector<std::string>>(std::move(targets));
    const auto next = std::make_shared<size_t>(0);
    return [list, next]() -> std::optional<ListEntry> {
      if (*next == list->size()) return std::nullopt;
      return entry_of((*list)[(*next)++]);
    };
  }

  BatchEnd run(std::vector<std::string> targets) {
    Batch batch(options_, entries(std::move(targets)),
                [this](BatchItem&& item) { got_.take(std::move(item)); });
    return batch.run().value();
  }

  BatchOptions options_;
  Collected got_;
};

std::vector<std::string> pages(const LoadServer& server, size_t hosts,
                               size_t count) {
  std::vector<std::string> urls;
  for (size_t i = 0; i < count; ++i) {
    urls.push_back(server.url(i % hosts, "/page/" + std::to_string(i)));
  }
  return urls;
}

TEST_F(BatchTest, ScansEveryTargetOnce) {
  const LoadServer server({.addresses = 20});
  const auto urls = pages(server, 20, 1000);
  EXPECT_EQ(run(urls), BatchEnd::kDone);
  EXPECT_EQ(got_.items.size(), 1000u);
  EXPECT_EQ(got_.times().size(), 1000u);
  for (const BatchItem& item : got_.items) {
    ASSERT_TRUE(item.result.errors.empty());
    ASSERT_EQ(item.result.page.status, 200);
    ASSERT_EQ(item.result.facts->metadata.title,
              item.entry.parsed->url->path());
    ASSERT_EQ(item.entry.target, urls[item.ordinal]);
    ASSERT_EQ(item.outcome.attempts, 1u);
    ASSERT_GT(item.outcome.bytes, 1000u);
  }
  // Connections are kept.
  EXPECT_LE(server.all_counts().connections, 20u * 6u);
}

TEST_F(BatchTest, EndsAtOnceWithAnEmptyList) {
  EXPECT_EQ(run({}), BatchEnd::kDone);
  EXPECT_TRUE(got_.items.empty());
}

TEST_F(BatchTest, ReportsWhatIsNoTarget) {
  const LoadServer server({});
  run({"http://[broken", server.url(0, "/good"), "/no/such/file.html",
       PAGESCAN_SOURCE_DIR "/samples/login.html", "-"});
  ASSERT_EQ(got_.items.size(), 5u);
  EXPECT_EQ(got_.of("http://[broken").outcome.error, ErrorCode::kInvalidUrl);
  EXPECT_TRUE(got_.of("http://[broken").outcome.is_bad_line);
  EXPECT_EQ(got_.of("/no/such/file.html").outcome.error,
            ErrorCode::kFileNotFound);
  EXPECT_EQ(got_.of("-").outcome.error, ErrorCode::kInvalidRow);
  EXPECT_TRUE(got_.of(PAGESCAN_SOURCE_DIR "/samples/login.html").result.facts);
  EXPECT_TRUE(got_.of(server.url(0, "/good")).result.facts);
}

// Line 6 of what batch promises, as the server counts it.
TEST_F(BatchTest, HoldsTheLimitOfEachHostExactly) {
  LoadServerOptions slow;
  slow.addresses = 3;
  slow.delay = 5ms;
  const LoadServer server(slow);
  options_.hosts.per_host = 2;
  run(pages(server, 3, 300));
  EXPECT_EQ(got_.items.size(), 300u);
  for (size_t host = 0; host < 3; ++host) {
    EXPECT_EQ(server.counts(host).most_at_once, 2u);
  }
}

TEST_F(BatchTest, HoldsTheLimitOfAHostThatRedirectsLeadTo) {
  LoadServerOptions slow;
  slow.addresses = 11;
  slow.delay = 5ms;
  const LoadServer server(slow);
  options_.hosts.per_host = 3;
  std::vector<std::string> urls;
  for (size_t i = 0; i < 100; ++i) {
    const std::string there = server.url(10, "/page/" + std::to_string(i));
    urls.push_back(server.url(i % 10, "/redirect?" + there.substr(7)));
  }
  run(urls);
  EXPECT_EQ(got_.items.size(), 100u);
  for (const BatchItem& item : got_.items) {
    ASSERT_EQ(item.result.response->hops.size(), 2u);
    ASSERT_EQ(item.result.page.status, 200);
  }
  EXPECT_EQ(server.counts(10).requests, 100u);
  EXPECT_EQ(server.counts(10).most_at_once, 3u);
}

TEST_F(BatchTest, KeepsTheIntervalOfEachHost) {
  const LoadServer server({.addresses = 2});
  options_.hosts.interval = 50ms;
  const auto began = std::chrono::steady_clock::now();
  run(pages(server, 2, 20));
  EXPECT_EQ(got_.items.size(), 20u);
  // Nine intervals at each host. Single gaps are the schedule's test: on a busy
  // machine the server sees two requests closer together than they started.
  EXPECT_GE(std::chrono::steady_clock::now() - began, 9 * 50ms);
}

TEST_F(BatchTest, ObeysRetryAfter) {
  LoadServerOptions strict;
  strict.requests_per_second = 10;
  strict.retry_after_seconds = 1;
  const LoadServer server(strict);
  options_.retries = 5;
  // What goes out together is throttled together, so one at a time.
  options_.hosts.per_host = 1;
  run(pages(server, 1, 25));
  EXPECT_EQ(got_.items.size(), 25u);
  for (const BatchItem& item : got_.items) {
    EXPECT_EQ(item.result.page.status, 200) << item.entry.target;
  }
  const auto counts = server.counts(0);
  EXPECT_GE(counts.throttled, 2u);
  EXPECT_EQ(counts.too_early, 0u);
  EXPECT_EQ(counts.requests, 25 + counts.throttled);
}

TEST_F(BatchTest, BacksOffInAStorm) {
  LoadServerOptions strict;
  strict.requests_per_second = 5;
  const LoadServer server(strict);
  options_.retries = 8;
  options_.hosts.first_pause = 200ms;
  options_.hosts.longest_pause = 1s;
  run(pages(server, 1, 15));
  EXPECT_EQ(got_.items.size(), 15u);
  for (const BatchItem& item : got_.items) {
    EXPECT_EQ(item.result.page.status, 200) << item.entry.target;
  }
  // Six at first, and then one at a time with growing pauses.
  EXPECT_LE(server.counts(0).requests, 45u);
}

TEST_F(BatchTest, GivesUpAHostThatAsksForTooLongAPause) {
  LoadServerOptions strict;
  strict.requests_per_second = 1;
  strict.retry_after_seconds = 3600;
  const LoadServer server(strict);
  options_.hosts.per_host = 1;
  run(pages(server, 1, 50));
  EXPECT_EQ(got_.items.size(), 50u);
  // The second request is refused, or on a busy machine a later one.
  const size_t asked = server.counts(0).requests;
  EXPECT_GE(asked, 2u);
  EXPECT_LT(asked, 25u);
  EXPECT_EQ(got_.with_error(ErrorCode::kHostUnavailable), 50u - asked);
}

TEST_F(BatchTest, GivesUpAHostForTargetsThatAreReadLater) {
  ScriptedServer server;
  std::atomic<int> asked = 0;
  server.on(
      "/", [&](test::Connection& connection, const test::ScriptedRequest&) {
        ++asked;
        connection.send(
            "HTTP/1.1 429 -\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
      });
  size_t given = 0;
  // Each target is read when the one before is done: none waits at the host.
  const auto next = [&]() -> std::optional<ListEntry> {
    if (given == 5) return std::nullopt;
    while (got_.count() < given) std::this_thread::sleep_for(1ms);
    return entry_of(server.url("/?" + std::to_string(given++)));
  };
  Batch batch(options_, next,
              [this](BatchItem&& item) { got_.take(std::move(item)); });
  EXPECT_EQ(batch.run().value(), BatchEnd::kDone);
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(got_.with_error(ErrorCode::kHostUnavailable), 4u);
}

TEST_F(BatchTest, TriesAgainWhatIsWorthIt) {
  ScriptedServer server;
  std::atomic<int> asked = 0;
  server.on("/flaky", [&](test::Connection& connection,
                          const test::ScriptedRequest&) {
    if (++asked < 3) {
      connection.reset();
    } else {
      connection.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
          "3\r\n\r\n<p>");
    }
  });
  server.on("/gone", "HTTP/1.1 404 -\r\nContent-Length: 1\r\n\r\nx");
  run({server.url("/flaky"), server.url("/gone")});
  const BatchItem& flaky = got_.of(server.url("/flaky"));
  EXPECT_EQ(flaky.result.page.status, 200);
  EXPECT_EQ(flaky.outcome.attempts, 3u);
  EXPECT_EQ(flaky.result.task.attempts, 3u);
  EXPECT_EQ(got_.of(server.url("/gone")).outcome.attempts, 1u);
  EXPECT_EQ(asked, 3);
}

TEST_F(BatchTest, ParksAHostThatKeepsFailing) {
  const std::string dead =
      "http://127.0.0.1:" + std::to_string(test::free_port()) + "/";
  std::vector<std::string> urls;
  for (int i = 0; i < 100; ++i) urls.push_back(dead + std::to_string(i));
  options_.hosts.failures_to_park = 4;
  options_.hosts.per_host = 1;
  options_.retries = 0;
  EXPECT_EQ(run(urls), BatchEnd::kDone);
  EXPECT_EQ(got_.items.size(), 100u);
  EXPECT_EQ(got_.with_error(ErrorCode::kConnectionRefused), 4u);
  EXPECT_EQ(got_.with_error(ErrorCode::kHostUnavailable), 96u);
}

// Line 5, small: tarpits cost one time limit, not one each.
TEST_F(BatchTest, LetsTarpitsWaitBesideTheOthers) {
  const LoadServer server({.addresses = 60});
  options_.scan.fetch_limits.total_timeout = 4s;
  options_.concurrency = 4;
  std::vector<std::string> urls;
  for (size_t i = 0; i < 60; ++i) {
    urls.push_back(server.url(i, i % 3 == 0 ? "/stall" : "/page"));
  }
  const auto began = std::chrono::steady_clock::now();
  run(urls);
  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(got_.items.size(), 60u);
  EXPECT_EQ(got_.with_error(ErrorCode::kTimeout), 20u);
  // Twenty of them by four would be twenty seconds.
  EXPECT_LT(took, 15s);
}

TEST_F(BatchTest, StopsWhenAskedAndFinishesWhatIsUnderWay) {
  LoadServerOptions slow;
  slow.delay = 100ms;
  slow.addresses = 4;
  const LoadServer server(slow);
  Batch* running = nullptr;
  Batch batch(options_, entries(pages(server, 4, 1000)), [&](BatchItem&& item) {
    got_.take(std::move(item));
    running->stop();
  });
  running = &batch;
  EXPECT_EQ(batch.run().value(), BatchEnd::kStopped);
  const size_t done = got_.items.size();
  EXPECT_EQ(done, server.all_counts().requests);
  EXPECT_LT(done, 100u);
  for (const BatchItem& item : got_.items) {
    EXPECT_EQ(item.result.page.status, 200);
  }
}

TEST_F(BatchTest, StopsBeforeItHasBegun) {
  const LoadServer server({});
  Batch batch(options_, entries(pages(server, 1, 10)),
              [this](BatchItem&& item) { got_.take(std::move(item)); });
  batch.stop();
  EXPECT_EQ(batch.run().value(), BatchEnd::kStopped);
  EXPECT_TRUE(got_.items.empty());
}

TEST_F(BatchTest, BreaksOffWhenAborted) {
  const LoadServer server({});
  Batch batch(options_, entries({server.url(0, "/stall")}),
              [this](BatchItem&& item) { got_.take(std::move(item)); });
  std::thread aborter([&] {
    while (server.counts(0).requests == 0) std::this_thread::sleep_for(5ms);
    batch.abort();
  });
  EXPECT_EQ(batch.run().value(), BatchEnd::kStopped);
  aborter.join();
  EXPECT_TRUE(got_.items.empty());
}

TEST_F(BatchTest, EndsAtTheDeadline) {
  const LoadServer server({.addresses = 2});
  options_.deadline = 2s;
  EXPECT_EQ(run({server.url(0, "/stall"), server.url(1, "/page")}),
            BatchEnd::kDeadline);
  ASSERT_EQ(got_.items.size(), 1u);
  EXPECT_EQ(got_.items[0].entry.target, server.url(1, "/page"));
}

constexpr size_t kLargePage = 300'000;

LoadServerOptions large_pages(size_t addresses) {
  LoadServerOptions options;
  options.addresses = addresses;
  options.page_bytes = kLargePage;
  return options;
}

// Content that waits is held back, not lost: more than the gate lets through at
// once, by servers that send it all.
TEST_F(BatchTest, HoldsBackContentAndLosesNone) {
  const LoadServer server(large_pages(8));
  options_.max_waiting_bytes = 400'000;
  // Of bytes that come, not of those held back: for busy machines.
  options_.scan.fetch_limits.total_timeout = 60s;
  run(pages(server, 8, 60));
  EXPECT_EQ(got_.items.size(), 60u);
  for (const BatchItem& item : got_.items) {
    ASSERT_TRUE(item.result.errors.empty())
        << item.result.errors[0].error.message;
    ASSERT_GE(item.result.page.size, kLargePage);
  }
}

// A page held back for longer than its time limit, because the results were not
// taken, is no fault of its server.
TEST_F(BatchTest, TimeStandsStillForContentThatIsHeldBack) {
  const LoadServer server(large_pages(4));
  options_.max_waiting_bytes = 100'000;
  options_.workers = 1;
  options_.scan.fetch_limits.total_timeout = 4s;
  Batch batch(options_, entries(pages(server, 4, 12)), [this](BatchItem&& i) {
    if (got_.count() == 0) std::this_thread::sleep_for(5s);
    got_.take(std::move(i));
  });
  EXPECT_EQ(batch.run().value(), BatchEnd::kDone);
  EXPECT_EQ(got_.items.size(), 12u);
  EXPECT_EQ(got_.with_error(ErrorCode::kTimeout), 0u);
  for (const BatchItem& item : got_.items) {
    EXPECT_GE(item.result.page.size, kLargePage);
  }
}

// libcurl's alarm went off while the content was held back.
TEST_F(BatchTest, TimeGoesOnForContentThatWasHeldBack) {
  ScriptedServer server;
  server.on("/stalls",
            [](test::Connection& connection, const test::ScriptedRequest&) {
              connection.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                  "Content-Length: 9000000\r\n\r\n" +
                  std::string(300'000, 'x'));
              connection.pause(60s);
            });
  server.on("/page", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n<p>");
  options_.max_waiting_bytes = 100'000;
  options_.workers = 1;
  options_.scan.fetch_limits.total_timeout = 1s;
  options_.scan.fetch_limits.low_speed_bytes_per_second = 0;
  Batch batch(options_, entries({server.url("/page"), server.url("/stalls")}),
              [this](BatchItem&& item) {
                if (got_.count() == 0) std::this_thread::sleep_for(2s);
                got_.take(std::move(item));
              });
  EXPECT_EQ(batch.run().value(), BatchEnd::kDone);
  const BatchItem& stalled = got_.of(server.url("/stalls"));
  EXPECT_EQ(stalled.outcome.error, ErrorCode::kTimeout);
}

TEST_F(BatchTest, SlowsDownWithWhoTakesTheResults) {
  const LoadServer server({.addresses = 10});
  options_.concurrency = 8;
  std::atomic<bool> may_go_on = false;
  std::atomic<size_t> taken = 0;
  Batch batch(options_, entries(pages(server, 10, 200)), [&](BatchItem&&) {
    ++taken;
    while (!may_go_on) std::this_thread::sleep_for(1ms);
  });
  std::thread runner([&] { EXPECT_EQ(batch.run().value(), BatchEnd::kDone); });
  std::this_thread::sleep_for(300ms);
  EXPECT_LE(server.all_counts().requests, 8u + 2u);
  may_go_on = true;
  runner.join();
  EXPECT_EQ(taken, 200u);
}

TEST_F(BatchTest, SendsTheFieldsOfARow) {
  ScriptedServer server;
  const std::string page =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
      "3\r\n\r\n<p>";
  server.on("/a", page);
  server.on("/b", page);
  ListEntry with = entry_of(server.url("/a"));
  with.extra_fields = {{"X-Row", "yes"}};
  std::vector<ListEntry> list = {with, entry_of(server.url("/b"))};
  size_t next = 0;
  Batch batch(
      options_,
      [&]() -> std::optional<ListEntry> {
        if (next == list.size()) return std::nullopt;
        return list[next++];
      },
      [this](BatchItem&& item) { got_.take(std::move(item)); });
  EXPECT_EQ(batch.run().value(), BatchEnd::kDone);
  for (const test::ScriptedRequest& request : server.requests()) {
    EXPECT_EQ(request.field("X-Row").has_value(), request.target == "/a");
  }
}

TEST_F(BatchTest, RefusesWhatTheGuardRefuses) {
  const LoadServer server({});
  options_.scan.address_policy.private_policy = PrivatePolicy::kDenyAll;
  run({server.url(0, "/page")});
  ASSERT_EQ(got_.items.size(), 1u);
  EXPECT_EQ(got_.items[0].outcome.error, ErrorCode::kAddressRefused);
  EXPECT_EQ(server.all_counts().connections, 0u);
}

}  // namespace
}  // namespace pagescan
