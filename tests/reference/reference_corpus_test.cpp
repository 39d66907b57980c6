// The figures of reference_check over the corpora of real pages, where they
// are there: unpacked once into the build folder.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <ostream>
#include <string>

#include "tests/support/process.h"
#include "tests/support/shared_data.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;

constexpr double kTextShare = 0.995;
constexpr double kFormShare = 0.99;

struct Corpus {
  std::string name;
  size_t pages;
  size_t forms;
};

void PrintTo(const Corpus& corpus, std::ostream* out) { *out << corpus.name; }

struct Figures {
  size_t text = 0;
  size_t texts = 0;
  size_t form = 0;
  size_t forms = 0;
  size_t heading = 0;
  size_t headings = 0;
};

// The corpus in the build folder, the last step being its final name, so that
// an unpacking broken off is done again.
fs::path unpacked(const fs::path& archive, const std::string& name) {
  const fs::path folder = fs::path(PAGESCAN_BINARY_DIR) / "corpus";
  if (fs::exists(folder / name)) return folder / name;
  const fs::path fresh = folder / (name + ".unpacking");
  fs::remove_all(fresh);
  fs::create_directories(fresh);
  const ProgramOutcome tar =
      run_program({{"tar", "--extract", "--xz", "--file", archive.string(),
                    "--directory", fresh.string()}});
  EXPECT_EQ(tar.exit_code, 0) << tar.err;
  fs::rename(fresh / name, folder / name);
  fs::remove_all(fresh);
  return folder / name;
}

Figures figures_of(const std::string& output) {
  Figures f;
  const size_t line = output.rfind('\n', output.size() - 2);
  const std::string last =
      output.substr(line == std::string::npos ? 0 : line + 1);
  const int read = std::sscanf(
      last.c_str(), "text %zu/%zu forms %zu/%zu headings %zu/%zu", &f.text,
      &f.texts, &f.form, &f.forms, &f.heading, &f.headings);
  EXPECT_EQ(read, 6) << last;
  return f;
}

double share(size_t part, size_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

class ReferenceCorpus : public testing::TestWithParam<Corpus> {};

TEST_P(ReferenceCorpus, AgreesAsFarAsAsked) {
  const Corpus& corpus = GetParam();
  const fs::path archive = shared_data("corpus/" + corpus.name + ".tar.xz");
  if (!fs::exists(archive)) {
    GTEST_SKIP() << archive << " is not there: the agreement with the reference"
                 << " on real pages is not checked";
  }
  const fs::path folder = unpacked(archive, corpus.name);
  ProgramRun check{{PAGESCAN_BINARY_DIR "/reference_check", folder.string()}};
  check.limit = std::chrono::seconds(540);
  const ProgramOutcome outcome = run_program(check);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Figures figures = figures_of(outcome.out);
  EXPECT_EQ(figures.texts, corpus.pages);
  EXPECT_EQ(figures.forms, corpus.forms);
  EXPECT_EQ(figures.headings, corpus.forms);
  EXPECT_GE(share(figures.text, figures.texts), kTextShare) << outcome.out;
  EXPECT_GE(share(figures.form, figures.forms), kFormShare) << outcome.out;
  EXPECT_GE(share(figures.heading, figures.headings), kFormShare)
      << outcome.out;
}

INSTANTIATE_TEST_SUITE_P(reference_corpus, ReferenceCorpus,
                         testing::Values(Corpus{"articles", 130, 169},
                                         Corpus{"forms", 705, 1996}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pagescan::test
