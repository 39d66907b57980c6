// The figures of reference_check over the corpora of real pages, where they
// are there: unpacked once into the build folder.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <ostream>
#include <string>
#include <system_error>

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
// an unpacking broken off is done again and two at once do no harm.
fs::path unpacked(const fs::path& archive, const std::string& name) {
  const fs::path folder = fs::path(PAGESCAN_BINARY_DIR) / "corpus";
  if (fs::exists(folder / name)) return folder / name;
  const fs::path fresh =
      folder / (name + ".unpacking." + std::to_string(getpid()));
  fs::remove_all(fresh);
  fs::create_directories(fresh);
  const ProgramOutcome tar =
      run_program({{"tar", "--extract", "--xz", "--file", archive.string(),
                    "--directory", fresh.string()}});
  EXPECT_EQ(tar.exit_code, 0) << tar.err;
  std::error_code taken;  // by another test, which then has put it there
  fs::rename(fresh / name, folder / name, taken);
  EXPECT_TRUE(fs::exists(folder / name)) << taken.message();
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

// Sanitizers make learning take minutes: there the table of the program is
// judged, which has seen the pages, so as to have all of it run.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer) != 0;
#else
constexpr bool kIsSanitized = false;
#endif

TEST(FormAccuracy, IsAsHighAsAsked) {
  const fs::path archive = shared_data("corpus/forms.tar.xz");
  if (!fs::exists(archive)) {
    GTEST_SKIP() << archive << " is not there: how often purposes are right on "
                 << "real pages is not checked";
  }
  const std::string folder = unpacked(archive, "forms").string();
  ProgramRun check{{PAGESCAN_BINARY_DIR "/form_accuracy"}};
  if (!kIsSanitized) {
    check.command.insert(check.command.end(), {"--folds", "10"});
  }
  check.command.push_back(folder);
  check.limit = std::chrono::seconds(540);
  const ProgramOutcome outcome = run_program(check);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  double forms = 0;
  double fields = 0;
  double all_fields = 0;
  const size_t line = outcome.out.rfind("\nforms ");
  ASSERT_NE(line, std::string::npos) << outcome.out;
  const int read = std::sscanf(outcome.out.c_str() + line,
                               "\nforms %lf fields %lf all-fields %lf", &forms,
                               &fields, &all_fields);
  ASSERT_EQ(read, 3) << outcome.out;
  EXPECT_GE(forms, 0.91);
  EXPECT_GE(fields, 0.87);
  EXPECT_GE(all_fields, 0.761);
}

INSTANTIATE_TEST_SUITE_P(reference_corpus, ReferenceCorpus,
                         testing::Values(Corpus{"articles", 130, 169},
                                         Corpus{"forms", 705, 1996}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace pagescan::test
