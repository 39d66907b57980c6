// Several processes with one database, and processes that are killed.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "report/json.h"
#include "tests/store/history_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

constexpr char kUrl[] = "https://shop.example/";

// Runs `work` in a process of its own, which ends with what it gives.
pid_t start(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  return child;
}

int exit_code_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(HistoryProcessesTest, TwentyWritersLoseNothing) {
  constexpr int kProcesses = 20;
  constexpr int kScans = 10;
  const TempDir folder;
  const std::string path = (folder.path() / "scans.db").string();
  std::vector<pid_t> children;
  children.reserve(kProcesses);
  for (int process = 0; process < kProcesses; ++process) {
    // Each makes the database if it is the first.
    children.push_back(start([&path, process] {
      Result<History> history = History::open(path, Database::Access::kCreate);
      if (!history) return 2;
      const std::string run = new_run_token();
      for (int i = 0; i < kScans; ++i) {
        const ScanResult result = scan_of(kUrl, process * kScans + i, i);
        if (!store(*history, result, run, static_cast<uint64_t>(i))) return 1;
      }
      return 0;
    }));
  }
  for (const pid_t child : children) EXPECT_EQ(exit_code_of(child), 0);
  const History history = open_history(path, Database::Access::kRead);
  EXPECT_EQ(history.count(std::nullopt).value(), uint64_t{kProcesses} * kScans);
  EXPECT_TRUE(history.check().value().empty());
}

// A child says each number once the scan is stored; whatever was said must be
// there after a kill.
class KilledWriter {
 public:
  explicit KilledWriter(const std::string& path) {
    if (::pipe(pipe_) != 0) return;
    child_ = start([this, &path] {
      ::close(pipe_[0]);
      Result<History> history = History::open(path, Database::Access::kCreate);
      if (!history) return 2;
      for (int i = 0; i < 100'000; ++i) {
        if (!store(*history, scan_of(kUrl, i, i), new_run_token())) return 1;
        if (::write(pipe_[1], "x", 1) != 1) return 1;
      }
      return 0;
    });
    ::close(pipe_[1]);
  }

  // How many it said it had stored.
  uint64_t kill_after(std::chrono::microseconds time) const {
    std::this_thread::sleep_for(time);
    ::kill(child_, SIGKILL);
    EXPECT_EQ(exit_code_of(child_), -1) << "it ended by itself";
    uint64_t said = 0;
    char byte = 0;
    while (::read(pipe_[0], &byte, 1) == 1) ++said;
    ::close(pipe_[0]);
    return said;
  }

 private:
  int pipe_[2] = {-1, -1};
  pid_t child_ = -1;
};

TEST(HistoryProcessesTest, AKillLosesNothingThatWasStored) {
  constexpr int kKills = 25;  // tests/kill_history.py does 100 of the program
  const TempDir folder;
  const std::string path = (folder.path() / "scans.db").string();
  std::mt19937 random(std::random_device{}());
  uint64_t said = 0;
  for (int round = 0; round < kKills; ++round) {
    said += KilledWriter(path).kill_after(
        std::chrono::microseconds(random() % 30'000));
    // What was stored and could not be said any more may be there, too.
    const History history = open_history(path);
    const uint64_t there = history.count(std::nullopt).value();
    EXPECT_GE(there, said);
    EXPECT_LE(there, said + static_cast<uint64_t>(round) + 1);
    EXPECT_TRUE(history.check().value().empty());
  }
}

}  // namespace
}  // namespace pagescan::test
