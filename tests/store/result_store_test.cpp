// What a store writes, when it refuses, what it says about repairs.
#include "scanner/store/result_store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "scanner/store/report_file_name.h"
#include "tests/store/store_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

std::string error_of(const StoreOptions& options) {
  const Result<ResultStore> store = ResultStore::open(options);
  return store ? "" : store.error().message;
}

TEST(ResultStoreTest, WritesOutputAndJournal) {
  const TempDir folder;
  const fs::path output = folder.path() / "out.ndjson";
  StoreOptions options = to_file(output);
  options.run_identity = "shard 1/4";
  Result<ResultStore> store = ResultStore::open(options);
  ASSERT_TRUE(store.has_value()) << store.error().message;
  FinishedTarget first = finished_target(1);
  first.outcome = {.key = 0xFEDCBA9876543210,
                   .host = "a.example",
                   .status = 503,
                   .error = ErrorCode::kTimeout,
                   .is_bad_line = true,
                   .unmet_expectations = 2,
                   .worst_finding = Level::kWarning,
                   .attempts = 3,
                   .bytes = 4567,
                   .milliseconds = 12.5};
  ASSERT_TRUE(
      store->commit(std::vector{first, finished_target(2)}).has_value());
  ASSERT_TRUE(store->close_complete().has_value());
  EXPECT_EQ(read_bytes(output), lines_of(1, 2));
  EXPECT_EQ(read_bytes(journal_path(output.string())),
            R"({"pagescan_journal":1,"run":"shard 1/4","crc":"179c5684"})"
            "\n"
            R"({"key":"fedcba9876543210","host":"a.example","status":503,)"
            R"("error":"timeout","bad_line":true,"unmet":2,"level":"warning",)"
            R"("attempts":3,"bytes":4567,"ms":12.5,"left":1,"end":16,)"
            R"("crc":"ad8d0b27"})"
            "\n"
            R"({"key":"0000000000000002","host":"h2.example","status":200,)"
            R"("ms":0.0,"left":0,"end":16,"crc":"f777980b"})"
            "\n"
            R"({"complete":2,"crc":"8cd77c54"})"
            "\n");
}

TEST(ResultStoreTest, ReplaysWhatTheJournalKeeps) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  FinishedTarget written = finished_target(9);
  written.outcome.error = ErrorCode::kTlsFailure;
  written.outcome.bytes = UINT64_MAX;
  written.outcome.milliseconds = 1.234;
  written.outcome.host = "\xFF\"\n";
  {
    Result<ResultStore> store = ResultStore::open(to_file(output));
    ASSERT_TRUE(store.has_value());
    ASSERT_TRUE(store->commit(std::vector{written}).has_value());
    ASSERT_TRUE(store->close().has_value());
  }
  Result<ResultStore> store = ResultStore::open(to_file(output, true));
  ASSERT_TRUE(store.has_value()) << store.error().message;
  EXPECT_THAT(store->repairs(), ElementsAre());
  std::vector<TargetOutcome> replayed;
  ASSERT_TRUE(
      store->replay([&](const TargetOutcome& o) { replayed.push_back(o); })
          .has_value());
  ASSERT_EQ(replayed.size(), 1U);
  EXPECT_EQ(replayed[0].key, 9U);
  EXPECT_EQ(replayed[0].host, "\uFFFD\"\n");
  EXPECT_EQ(replayed[0].status, 200);
  EXPECT_EQ(replayed[0].error, ErrorCode::kTlsFailure);
  EXPECT_EQ(replayed[0].bytes, UINT64_MAX);
  EXPECT_EQ(replayed[0].milliseconds, 1.234);
  EXPECT_FALSE(replayed[0].is_bad_line);
}

TEST(ResultStoreTest, SaysWhatItRepairs) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  const std::string journal = journal_path(output.string());
  run_groups(to_file(output), {2}, false);
  write_bytes(output, read_bytes(output) + "{\"n\"");
  write_bytes(journal, read_bytes(journal) + "{\"key");
  Result<ResultStore> store = ResultStore::open(to_file(output, true));
  ASSERT_TRUE(store.has_value()) << store.error().message;
  EXPECT_THAT(
      store->repairs(),
      ElementsAre(journal + ": the last line is torn; its last 5 bytes are "
                            "cut, what they stand for is done again",
                  output.string() +
                      ": its last 4 bytes are of results the journal does "
                      "not count; they are cut and done again"));
}

TEST(ResultStoreTest, RefusesToOverwriteARunThatCanBeResumed) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  run_groups(to_file(output), {2, 3}, false);
  EXPECT_EQ(error_of(to_file(output)),
            journal_path(output.string()) +
                ": 5 targets of a run that is not complete are in its output; "
                "go on with --resume, or choose another place with -o");
  EXPECT_EQ(read_bytes(output), lines_of(1, 5));
}

TEST(ResultStoreTest, OverwritesWhatIsCompleteOrHasNoJournal) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  write_bytes(output, "an old report, longer than the new one is\n");
  run_groups(to_file(output), {2}, true);
  EXPECT_EQ(read_bytes(output), lines_of(1, 2));
  run_groups(to_file(output), {1}, true);
  EXPECT_EQ(read_bytes(output), line_of(1));
  run_groups(to_file(output), {}, false);  // nothing in it is lost
  EXPECT_EQ(read_bytes(output), "");
  EXPECT_EQ(error_of(to_file(output)), "");
}

TEST(ResultStoreTest, ResumeWithNothingThereStarts) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  run_groups(to_file(output, true), {2}, true);
  EXPECT_EQ(read_bytes(output), lines_of(1, 2));
}

TEST(ResultStoreTest, ResumeDoesNotOverwriteAnOutputWithoutJournal) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  write_bytes(output, "precious\n");
  EXPECT_EQ(error_of(to_file(output, true)),
            output.string() +
                ": there is no journal to resume it by; move it away, or "
                "write it anew without --resume");
  EXPECT_EQ(read_bytes(output), "precious\n");
  EXPECT_FALSE(fs::exists(journal_path(output.string())));
}

TEST(ResultStoreTest, ResumeAfterTheEndHasNothingToDo) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  run_groups(to_file(output), {2, 1}, true);
  const std::string journal = read_bytes(journal_path(output.string()));
  Result<ResultStore> store = ResultStore::open(to_file(output, true));
  ASSERT_TRUE(store.has_value());
  EXPECT_TRUE(store->is_complete());
  EXPECT_EQ(store->finished().size(), 3U);
  ASSERT_TRUE(store->close_complete().has_value());
  EXPECT_EQ(read_bytes(journal_path(output.string())), journal);
  // The list has grown since.
  store = ResultStore::open(to_file(output, true));
  ASSERT_TRUE(store.has_value());
  ASSERT_TRUE(store->commit(finished_targets(4, 4)).has_value());
  EXPECT_FALSE(store->is_complete());
  ASSERT_TRUE(store->close_complete().has_value());
  store = ResultStore::open(to_file(output, true));
  ASSERT_TRUE(store.has_value());
  EXPECT_TRUE(store->is_complete());
  EXPECT_EQ(store->finished().size(), 4U);
}

TEST(ResultStoreTest, SaysInWhatAnotherRunDiffers) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  run_groups(to_file(output), {1}, false);
  const struct {
    const char* identity;
    const char* difference;
  } cases[] = {
      {"shard 2/4\nformat ndjson", "\"shard 1/1\" there, \"shard 2/4\" here"},
      {"shard 1/1\nformat text",
       "\"format ndjson\" there, \"format text\" here"},
      {"shard 1/1", "\"format ndjson\" there, \"nothing\" here"},
      {"shard 1/1\nformat ndjson\nfields task",
       "\"nothing\" there, \"fields task\" here"},
      {"", "\"shard 1/1\" there, \"nothing\" here"},
  };
  for (const auto& [identity, difference] : cases) {
    StoreOptions options = to_file(output, true);
    options.run_identity = identity;
    EXPECT_EQ(error_of(options),
              fmt::format("{}: it is of another run: {}; give the same flags, "
                          "or choose another place with -o",
                          journal_path(output.string()), difference));
  }
  EXPECT_EQ(read_bytes(output), line_of(1));
}

TEST(ResultStoreTest, RefusesAJournalThatIsNone) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  const std::string journal = journal_path(output.string());
  const struct {
    std::string bytes;
    std::string why;
  } cases[] = {
      {"my diary", "the last line is torn"},
      {"my diary\n", "the line is no line of a journal"},
      {"my diary, in which I write every day\n",
       "the check at its end does not match"},
      {std::string(8, '\0'), "the last line is torn"},
      {R"({"pagescan_journal":2,"run":"","crc":"ee15d0de"})"
       "\n",
       "/pagescan_journal: this pagescan reads version 1, not 2"},
  };
  for (const auto& [bytes, why] : cases) {
    for (const bool resume : {false, true}) {
      write_bytes(journal, bytes);
      EXPECT_EQ(error_of(to_file(output, resume)),
                journal + ": it can't be read as a journal (" + why +
                    "); move it away, or choose another place with -o");
      EXPECT_EQ(read_bytes(journal), bytes);
    }
  }
}

TEST(ResultStoreTest, OneRunAtATime) {
  const TempDir folder;
  const fs::path output = folder.path() / "out";
  Result<ResultStore> store = ResultStore::open(to_file(output));
  ASSERT_TRUE(store.has_value());
  ASSERT_TRUE(store->commit(finished_targets(1, 1)).has_value());
  for (const bool resume : {false, true}) {
    EXPECT_EQ(error_of(to_file(output, resume)),
              journal_path(output.string()) +
                  ": another run has it open; wait for its end or choose "
                  "another place with -o FILE");
  }
  ASSERT_TRUE(store->commit(finished_targets(2, 2)).has_value());
  ASSERT_TRUE(store->close().has_value());
  EXPECT_EQ(read_bytes(output), lines_of(1, 2));
  EXPECT_EQ(error_of(to_file(output, true)), "");
}

TEST(ResultStoreTest, WritesAFileAPage) {
  const TempDir temp;
  StoreOptions options;
  options.output_dir = (temp.path() / "reports").string();
  run_groups(options, {2, 1}, true);
  for (unsigned n = 1; n <= 3; ++n) {
    EXPECT_EQ(
        read_bytes(fs::path(options.output_dir) / finished_target(n).file_name),
        line_of(n));
  }
  EXPECT_FALSE(
      fs::exists(fs::path(options.output_dir) / ".pagescan-partial-0"));
  options.resume = true;
  Result<ResultStore> store = ResultStore::open(options);
  ASSERT_TRUE(store.has_value());
  EXPECT_TRUE(store->is_complete());
  for (const char* name : {"", ".hidden", "../out", "a/b"}) {
    FinishedTarget target = finished_target(4);
    target.file_name = name;
    const auto committed = store->commit(std::vector{target});
    ASSERT_FALSE(committed.has_value()) << name;
    EXPECT_EQ(committed.error().code, ErrorCode::kInternal);
  }
}

TEST(ResultStoreTest, RefusesOptionsThatMakeNoSense) {
  const TempDir folder;
  StoreOptions both = to_file(folder.path() / "out");
  both.output_dir = folder.path().string();
  EXPECT_EQ(error_of(both), "-o and --output-dir exclude each other: give one");
  const std::string needs_a_file =
      "--resume needs an output that stays: give -o FILE or --output-dir "
      "FOLDER";
  EXPECT_EQ(error_of(to_file("", true)), needs_a_file);
  EXPECT_EQ(error_of(to_file("/dev/null", true)), needs_a_file);
}

TEST(ReportFileNameTest, IsSafeOnEveryFileSystem) {
  const struct {
    std::string host;
    const char* name;
  } cases[] = {
      {"www.example.com", "www.example.com-00000000000000ff.json"},
      {"", "file-00000000000000ff.json"},
      {"[::1]", "---1--00000000000000ff.json"},
      {"..", "-.-00000000000000ff.json"},
      {"A/../b\\c:d\n", "a-..-b-c-d--00000000000000ff.json"},
      {"b\u00FCcher", "b--cher-00000000000000ff.json"},
  };
  for (const auto& [host, name] : cases) {
    EXPECT_EQ(report_file_name(host, 255, ".json"), name);
  }
  EXPECT_EQ(report_file_name(std::string(300, 'a'), UINT64_MAX, ".json.gz"),
            std::string(100, 'a') + "-ffffffffffffffff.json.gz");
}

}  // namespace
}  // namespace pagescan::test
