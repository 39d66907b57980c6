// Kills at every instant: output and journal are cut at every byte, as a kill
// or a power cut leaves them, and the run goes on from there.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/store/store_support.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kTargets = 7;
const std::vector<unsigned> kGroups = {3, 1, 2};  // of them; one is not begun

// How often each line is in the output.
std::map<std::string, int> counted_lines(const std::string& text) {
  std::map<std::string, int> counts;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) ++counts[line + '\n'];
  return counts;
}

// Resumes, does what is not finished, and checks that each line is there once.
void expect_resumes_to_all(const StoreOptions& options) {
  Result<ResultStore> store = ResultStore::open(options);
  ASSERT_TRUE(store.has_value()) << store.error().message;
  // At once after the repair all of the output is whole and of the journal.
  const auto begun = counted_lines(decoded(options.output));
  EXPECT_EQ(begun.size(), store->finished().size());
  size_t replayed = 0;
  ASSERT_TRUE(store
                  ->replay([&](const TargetOutcome& outcome) {
                    ++replayed;
                    EXPECT_TRUE(begun.contains(
                        line_of(static_cast<unsigned>(outcome.key))));
                  })
                  .has_value());
  EXPECT_EQ(replayed, begun.size());
  std::vector<FinishedTarget> rest;
  for (unsigned n = 1; n <= kTargets; ++n) {
    if (!store->finished().contains(n)) rest.push_back(finished_target(n));
  }
  ASSERT_TRUE(store->commit(rest).has_value());
  ASSERT_TRUE(store->close_complete().has_value());
  const auto counts = counted_lines(decoded(options.output));
  EXPECT_EQ(counts.size(), kTargets);
  for (unsigned n = 1; n <= kTargets; ++n) {
    const auto at = counts.find(line_of(n));
    ASSERT_NE(at, counts.end()) << n;
    EXPECT_EQ(at->second, 1) << n;
  }
}

class KillTest : public testing::TestWithParam<const char*> {
 protected:
  KillTest()
      : output_(folder_.path() / GetParam()),
        journal_(journal_path(output_.string())) {
    run_groups(to_file(output_), kGroups, false);
    output_bytes_ = read_bytes(output_);
    journal_bytes_ = read_bytes(journal_);
  }

  void leave(const std::string& output, const std::string& journal) const {
    write_bytes(output_, output);
    write_bytes(journal_, journal);
  }

  TempDir folder_;
  fs::path output_;
  fs::path journal_;
  std::string output_bytes_;
  std::string journal_bytes_;
};

TEST_P(KillTest, JournalCutAtEveryByte) {
  for (size_t size = 0; size <= journal_bytes_.size(); ++size) {
    leave(output_bytes_, journal_bytes_.substr(0, size));
    expect_resumes_to_all(to_file(output_, true));
    ASSERT_FALSE(HasFailure()) << "journal cut at " << size;
  }
}

TEST_P(KillTest, OutputCutAtEveryByte) {
  for (size_t size = 0; size <= output_bytes_.size(); ++size) {
    leave(output_bytes_.substr(0, size), journal_bytes_);
    expect_resumes_to_all(to_file(output_, true));
    ASSERT_FALSE(HasFailure()) << "output cut at " << size;
  }
}

// A disk that loses a tail leaves zeros in its place.
TEST_P(KillTest, JournalZeroedFromEveryByteBehindTheFirstLine) {
  for (size_t size = journal_bytes_.find('\n') + 1;
       size < journal_bytes_.size(); ++size) {
    std::string journal = journal_bytes_;
    journal.replace(size, std::string::npos, journal.size() - size, '\0');
    leave(output_bytes_, journal);
    expect_resumes_to_all(to_file(output_, true));
    ASSERT_FALSE(HasFailure()) << "zeros from " << size;
  }
}

// One damaged byte: what stands after it is done again.
TEST_P(KillTest, JournalDamagedAtEveryByteBehindTheFirstLine) {
  for (size_t at = journal_bytes_.find('\n') + 1; at < journal_bytes_.size();
       ++at) {
    std::string journal = journal_bytes_;
    journal[at] = static_cast<char>(journal[at] ^ 1);
    leave(output_bytes_, journal);
    expect_resumes_to_all(to_file(output_, true));
    ASSERT_FALSE(HasFailure()) << "damaged at " << at;
  }
}

// Killed again and again, each time a little later.
TEST_P(KillTest, KilledAtEveryResume) {
  leave("", "");
  for (unsigned n = 1; n <= kTargets; ++n) {
    Result<ResultStore> store = ResultStore::open(to_file(output_, true));
    ASSERT_TRUE(store.has_value()) << store.error().message;
    EXPECT_EQ(store->finished().size(), n - 1);
    ASSERT_TRUE(store->commit(finished_targets(n, n)).has_value());
    // The next group is in the output, half of it in the journal.
    write_bytes(output_, read_bytes(output_) + "torn");
    write_bytes(journal_, read_bytes(journal_) + "{\"key\":");
  }
  expect_resumes_to_all(to_file(output_, true));
}

INSTANTIATE_TEST_SUITE_P(Codings, KillTest,
                         testing::Values("out.ndjson", "out.ndjson.gz",
                                         "out.ndjson.zst"),
                         [](const testing::TestParamInfo<const char*>& tested) {
                           std::string name = tested.param;
                           for (char& c : name) {
                             if (c == '.') c = '_';
                           }
                           return name;
                         });

// What `resume` makes of a folder whose journal is cut at every byte.
TEST(KillFolderTest, JournalCutAtEveryByte) {
  const TempDir temp;
  StoreOptions options;
  options.output_dir = (temp.path() / "reports").string();
  run_groups(options, kGroups, false);
  const fs::path journal = fs::path(options.output_dir) / ".pagescan-journal";
  const std::string bytes = read_bytes(journal);
  options.resume = true;
  for (size_t size = 0; size <= bytes.size(); ++size) {
    write_bytes(journal, bytes.substr(0, size));
    write_bytes(fs::path(options.output_dir) / ".pagescan-partial-0", "torn");
    Result<ResultStore> store = ResultStore::open(options);
    ASSERT_TRUE(store.has_value()) << store.error().message;
    for (unsigned n = 1; n <= kTargets; ++n) {
      if (store->finished().contains(n)) continue;
      ASSERT_TRUE(store->commit(finished_targets(n, n)).has_value());
    }
    ASSERT_TRUE(store->close_complete().has_value());
    size_t files = 0;
    for (const auto& entry : fs::directory_iterator(options.output_dir)) {
      if (entry.path().filename() != ".pagescan-journal") ++files;
    }
    ASSERT_EQ(files, kTargets) << size;
    for (unsigned n = 1; n <= kTargets; ++n) {
      ASSERT_EQ(read_bytes(fs::path(options.output_dir) /
                           finished_target(n).file_name),
                line_of(n));
    }
  }
}

}  // namespace
}  // namespace pagescan::test
