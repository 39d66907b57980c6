// Disks that are full, places that can't be written.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <string>

#include "tests/store/store_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// Runs in a child that can't write files longer than `bytes`; its exit code.
int with_file_size_limit(rlim_t bytes, const std::function<int()>& run) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(99);
    _exit(run());
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Commits targets 1 to 20 one by one until one fails. How many did not.
int commit_until_full(const StoreOptions& options) {
  constexpr int kWrongError = 98;
  Result<ResultStore> store = ResultStore::open(options);
  if (!store) return 0;
  int done = 0;
  for (unsigned n = 1; n <= 20; ++n) {
    if (store->finished().contains(n)) continue;
    const auto committed = store->commit(finished_targets(n, n));
    if (!committed) {
      const std::string& message = committed.error().message;
      const bool says_why =
          message.find("File too large") != std::string::npos &&
          message.find("go on with --resume") != std::string::npos &&
          committed.error().code == ErrorCode::kOutputUnwritable;
      return says_why ? done : kWrongError;
    }
    ++done;
  }
  return done;
}

// The file that reaches the limit first is the journal; with larger reports it
// would be the output.
TEST(ResultStoreFaultTest, CutsBackWhereTheDiskIsFull) {
  for (const unsigned limit : {0U, 40U, 100U, 200U, 300U, 500U, 777U, 1000U}) {
    const TempDir folder;
    const fs::path output = folder.path() / "out";
    const int done = with_file_size_limit(
        limit, [&] { return commit_until_full(to_file(output)); });
    ASSERT_LT(done, 20) << limit;
    EXPECT_EQ(read_bytes(output), lines_of(1, static_cast<unsigned>(done)));
    Result<ResultStore> store = ResultStore::open(to_file(output, true));
    ASSERT_TRUE(store.has_value()) << store.error().message;
    EXPECT_EQ(store->repairs().size(), 0U) << limit;
    EXPECT_EQ(store->finished().size(), static_cast<size_t>(done));
    ASSERT_TRUE(
        store->commit(finished_targets(static_cast<unsigned>(done) + 1, 20))
            .has_value());
    ASSERT_TRUE(store->close_complete().has_value());
    EXPECT_EQ(read_bytes(output), lines_of(1, 20));
  }
}

TEST(ResultStoreFaultTest, CutsBackWhereTheOutputIsTheLongFile) {
  for (const char* name : {"out", "out.gz", "out.zst"}) {
    const TempDir folder;
    const fs::path output = folder.path() / name;
    const int outcome = with_file_size_limit(100'000, [&] {
      Result<ResultStore> store = ResultStore::open(to_file(output));
      if (!store || !store->commit(finished_targets(1, 2))) return 1;
      FinishedTarget large = finished_target(3);
      // Nothing a coding makes smaller.
      unsigned state = 1;
      large.report.clear();
      while (large.report.size() < 300'000) {
        state = state * 1664525U + 1013904223U;
        large.report += static_cast<char>(state >> 24U);
      }
      if (store->commit(std::vector{large})) return 2;
      // The disk has room again, for a smaller group.
      return store->commit(finished_targets(3, 4)) ? 0 : 3;
    });
    EXPECT_EQ(outcome, 0) << name;
    EXPECT_EQ(decoded(output), lines_of(1, 4)) << name;
  }
}

TEST(ResultStoreFaultTest, ReportsAStreamThatTakesNothing) {
  Result<ResultStore> store = ResultStore::open(to_file("/dev/full"));
  ASSERT_TRUE(store.has_value()) << store.error().message;
  const auto committed = store->commit(finished_targets(1, 1));
  ASSERT_FALSE(committed.has_value());
  EXPECT_EQ(committed.error().message,
            "/dev/full: can't write the report: No space left on device");
  EXPECT_FALSE(fs::exists("/dev/full.journal"));
}

TEST(ResultStoreFaultTest, ReportsABrokenPipe) {
  const TempDir folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::signal(SIGPIPE, SIG_IGN);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  Result<ResultStore> store = ResultStore::open(to_file(pipe));
  ASSERT_TRUE(store.has_value()) << store.error().message;
  ASSERT_TRUE(store->commit(finished_targets(1, 1)).has_value());
  close(reader);
  const auto committed = store->commit(finished_targets(2, 2));
  ASSERT_FALSE(committed.has_value());
  EXPECT_EQ(committed.error().message,
            pipe.string() + ": can't write the report: Broken pipe");
  EXPECT_FALSE(fs::exists(journal_path(pipe.string())));
}

TEST(ResultStoreFaultTest, ReportsAPlaceThatCanNotBeWritten) {
  const TempDir folder;
  const std::string file = folder.write("file", "x").string();
  const struct {
    std::string output;
    std::string reason;
  } cases[] = {
      {folder.path().string(), "Is a directory"},
      {folder.path().string() + "/missing/out", "No such file or directory"},
      {file + "/out", "Not a directory"},
  };
  for (const auto& [output, reason] : cases) {
    const Result<ResultStore> store = ResultStore::open(to_file(output));
    ASSERT_FALSE(store.has_value());
    EXPECT_EQ(store.error().message,
              output + ": can't write the report: " + reason +
                  " (choose another place with -o FILE)");
  }
  StoreOptions options;
  options.output_dir = file;
  const Result<ResultStore> store = ResultStore::open(options);
  ASSERT_FALSE(store.has_value());
  EXPECT_THAT(store.error().message, HasSubstr("Not a directory"));
}

TEST(ResultStoreFaultTest, ReportsAFolderThatCanNotBeWritten) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TempDir folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  const Result<ResultStore> store =
      ResultStore::open(to_file(folder.path() / "out"));
  fs::permissions(folder.path(), fs::perms::owner_all);
  ASSERT_FALSE(store.has_value());
  EXPECT_THAT(store.error().message, HasSubstr("Permission denied"));
}

}  // namespace
}  // namespace pagescan::test
