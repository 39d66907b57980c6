// `pagescan merge`: joins shards, each target once, says what is torn.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scanner/store/result_store.h"
#include "tests/cli/run_pagescan.h"
#include "tests/support/payloads.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string line_of(unsigned n) {
  return fmt::format(
      R"({{"task":{{"url":"http://a.example/{}"}},"page":{{"status":200}}}})"
      "\n",
      n);
}

std::string lines_of(std::initializer_list<unsigned> numbers) {
  std::string lines;
  for (const unsigned n : numbers) lines += line_of(n);
  return lines;
}

// A shard as batch leaves it, with its journal, one group.
std::string shard_with_journal(const fs::path& path,
                               std::initializer_list<unsigned> numbers,
                               bool complete = true) {
  StoreOptions options;
  options.output = path.string();
  Result<ResultStore> store = ResultStore::open(options);
  EXPECT_TRUE(store.has_value());
  std::vector<FinishedTarget> group;
  for (const unsigned n : numbers) {
    FinishedTarget& target = group.emplace_back();
    target.outcome.key = n;
    target.outcome.host = "a.example";
    target.outcome.status = 404;
    target.outcome.attempts = 1;
    target.outcome.milliseconds = n;
    target.report = line_of(n);
  }
  EXPECT_TRUE(store->commit(group).has_value());
  EXPECT_TRUE(
      (complete ? store->close_complete() : store->close()).has_value());
  return path.string();
}

ProgramOutcome merge(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "merge");
  return run_pagescan(arguments);
}

TEST(MergeTest, JoinsInTheOrderGivenEachTargetOnce) {
  const TempDir folder;
  const std::string a = folder.write("a", lines_of({1, 2, 1})).string();
  const std::string b = folder.write("b", lines_of({3, 2, 4})).string();
  const ProgramOutcome outcome = merge({b, a, b});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out, lines_of({3, 2, 4, 1}));
}

TEST(MergeTest, TellsTargetsApartByUrlAndId) {
  const TempDir folder;
  const std::string lines =
      "{\"task\":{\"url\":\"u\",\"id\":\"1\"}}\n"
      "{\"task\":{\"url\":\"u\",\"id\":\"2\"}}\n"
      "{\"task\":{\"id\":\"2\"}}\n"
      "{\"errors\":[]}\n"
      "{\"errors\":[]}\n";
  const std::string a = folder.write("a", lines).string();
  EXPECT_EQ(merge({a}).out, lines);
  EXPECT_EQ(merge({a, a}).out, lines + "{\"errors\":[]}\n{\"errors\":[]}\n");
}

TEST(MergeTest, ReadsEveryCodingAndManyMembers) {
  const TempDir folder;
  const std::string a =
      folder
          .write("a.ndjson", gzip(lines_of({1})) + gzip("") +
                                 gzip(lines_of({2}) + line_of(3).substr(0, 9)) +
                                 gzip(line_of(3).substr(9)))
          .string();
  const std::string b =
      folder.write("b", zstd(lines_of({4})) + zstd(lines_of({5}))).string();
  const std::string c = folder.write("c", lines_of({6})).string();
  const ProgramOutcome outcome = merge({a, b, c});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, lines_of({1, 2, 3, 4, 5, 6}));
}

TEST(MergeTest, WritesEveryCoding) {
  const TempDir folder;
  std::string many;
  for (unsigned n = 0; n < 100'000; ++n) many += line_of(n);
  const std::string a = folder.write("a", many).string();
  for (const char* name : {"out.ndjson", "out.gz", "out.zst"}) {
    const std::string out = (folder.path() / name).string();
    const ProgramOutcome outcome = merge({"-o", out, a});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(merge({out}).out, many) << name;
  }
  EXPECT_LT(fs::file_size(folder.path() / "out.gz"), many.size() / 4);
  EXPECT_LT(fs::file_size(folder.path() / "out.zst"), many.size() / 4);
}

TEST(MergeTest, GoesByJournals) {
  const TempDir folder;
  const std::string a = shard_with_journal(folder.path() / "a", {1, 2});
  const std::string b = shard_with_journal(folder.path() / "b.gz", {2, 3});
  const std::string summary = (folder.path() / "summary.json").string();
  const ProgramOutcome outcome = merge({a, b, "--summary", summary});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, lines_of({1, 2, 3}));
  const Json written = Json::parse(read_file(summary));
  EXPECT_EQ(written.at("targets"), 3);
  EXPECT_EQ(written.at("duplicates"), 1);
  EXPECT_EQ(written.at("statuses"), Json({{"404", 3}}));
  EXPECT_EQ(written.at("slowest_hosts").at(0).at("mean_ms"), 2.0);
}

// The journal knows fields a row adds, the line does not.
TEST(MergeTest, KeepsTargetsThatDifferInFieldsAlone) {
  const TempDir folder;
  const std::string a = shard_with_journal(folder.path() / "a", {1});
  std::ofstream(folder.path() / "b") << "";
  StoreOptions options;
  options.output = (folder.path() / "b").string();
  Result<ResultStore> store = ResultStore::open(options);
  ASSERT_TRUE(store.has_value());
  FinishedTarget other;
  other.outcome.key = 99;
  other.report = line_of(1);
  ASSERT_TRUE(store->commit(std::vector{other}).has_value());
  ASSERT_TRUE(store->close_complete().has_value());
  EXPECT_EQ(merge({a, options.output}).out, lines_of({1, 1}));
}

TEST(MergeTest, SaysThatAShardIsNotComplete) {
  const TempDir folder;
  const std::string a = shard_with_journal(folder.path() / "a", {1, 2}, false);
  // Written, but not in the journal.
  std::ofstream(a, std::ios::app) << line_of(3) << "{\"ta";
  const ProgramOutcome outcome = merge({a});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, lines_of({1, 2}));
  EXPECT_EQ(outcome.err, "pagescan: warning: " + a +
                             ": its run is not complete: 2 targets are "
                             "finished; go on with batch --resume\n");
}

TEST(MergeTest, SaysWhatIsTornOrDamaged) {
  const std::string whole = lines_of({1, 2});
  const std::string torn = whole + line_of(3).substr(0, 20);
  const struct {
    const char* name;
    std::string bytes;
    std::string out;
    std::string said;
  } cases[] = {
      {"plain", torn, whole, "its last line is torn and left out"},
      {"no line feed", whole.substr(0, whole.size() - 1), whole, ""},
      {"gzip of torn", gzip(torn), whole, "its last line is torn and left out"},
      {"torn gzip", gzip(whole) + gzip(line_of(3)).substr(0, 30), whole,
       "its last member or frame is torn"},
      {"torn zstd", zstd(line_of(1)) + zstd(line_of(2)).substr(0, 30),
       line_of(1), "its last member or frame is torn"},
      {"damaged gzip", gzip(whole) + "\x1F\x8B nonsense", whole,
       "its compressed data is damaged"},
      {"no report", line_of(1) + "nonsense\n[1]\n" + line_of(2), whole,
       "2 lines are no reports, the first of them line 2; they are left out"},
      {"empty", "", "", ""},
  };
  for (const auto& c : cases) {
    const TempDir folder;
    const std::string a = folder.write("a", c.bytes).string();
    const ProgramOutcome outcome = merge({a});
    EXPECT_EQ(outcome.out, c.out) << c.name;
    EXPECT_EQ(outcome.exit_code, c.said.empty() ? 0 : 3) << c.name;
    EXPECT_EQ(
        outcome.err,
        c.said.empty() ? "" : "pagescan: warning: " + a + ": " + c.said + "\n")
        << c.name;
  }
}

TEST(MergeTest, GoesOnWhereAShardCanNotBeRead) {
  const TempDir folder;
  const std::string a = folder.write("a", lines_of({1})).string();
  const std::string missing = (folder.path() / "missing").string();
  const ProgramOutcome outcome = merge({missing, a, folder.path().string()});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, line_of(1));
  EXPECT_EQ(outcome.err, "pagescan: warning: " + missing +
                             ": can't read it: No such file or directory\n"
                             "pagescan: warning: " +
                             folder.path().string() +
                             ": can't read: Is a directory\n");
}

TEST(MergeTest, NeverWritesOverAShardOrARun) {
  const TempDir folder;
  const std::string a = folder.write("a", lines_of({1})).string();
  const std::string same = (folder.path() / "." / "a").string();
  const ProgramOutcome outcome = merge({"-o", same, a});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("it is one of the shards"));
  EXPECT_EQ(merge({"--summary", same, a}).exit_code, 2);
  EXPECT_EQ(read_file(a), lines_of({1}));
  const std::string out = (folder.path() / "out").string();
  EXPECT_EQ(merge({"-o", out, "--summary", out, a}).exit_code, 2);
  const std::string run = shard_with_journal(folder.path() / "b", {2}, false);
  const ProgramOutcome over = merge({"-o", run, a});
  EXPECT_EQ(over.exit_code, 2);
  EXPECT_THAT(over.err, HasSubstr("the output of a batch"));
  EXPECT_EQ(read_file(run), lines_of({2}));
}

TEST(MergeTest, ReportsAnOutputThatCanNotBeWritten) {
  const TempDir folder;
  const std::string a = folder.write("a", lines_of({1})).string();
  const ProgramOutcome outcome = merge({"-o", "/dev/full", a});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("/dev/full: can't write the report: No "
                                     "space left on device"));
  EXPECT_EQ(merge({"--summary", "/dev/full", a}).exit_code, 2);
  EXPECT_EQ(merge({}).exit_code, 2);
}

TEST(MergeTest, TakesAShardOfManyTimesItsMemory) {
  const TempDir folder;
  // 200 MB of lines, in gzip members.
  const std::string filler(20'000, 'x');
  std::string bytes;
  for (unsigned n = 0; n < 10'000; ++n) {
    bytes += gzip(fmt::format(
        "{{\"task\":{{\"url\":\"{}\"}},\"text\":\"{}\"}}\n", n, filler));
  }
  const std::string a = folder.write("a", bytes).string();
  ProgramRun run;
  run.command = {PAGESCAN_BINARY_DIR "/pagescan", "merge", a, "-o",
                 (folder.path() / "out.gz").string()};
  const ProgramOutcome small = run_program(run);
  EXPECT_EQ(small.exit_code, 0) << small.err;
#ifndef PAGESCAN_SANITIZED  // which keep freed memory: 256 MiB of it
  EXPECT_LT(small.peak_memory, size_t{150} << 20);
#endif
}

}  // namespace
}  // namespace pagescan::test
