// Pages made to exhaust a reader, through the program: each ends by itself,
// within the memory promised, with a valid report that says what was cut.
// bench/hostile_pages measures the time as well.
#include "tests/support/hostile_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>
#include <string>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {

void PrintTo(const HostilePage& page, std::ostream* out) { *out << page.name; }

namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// Sanitizers make everything slower, and their memory is not the program's.
#ifdef PAGESCAN_SANITIZED
constexpr size_t kScale = 20;
constexpr bool kMemoryIsOurs = false;
#else
constexpr size_t kScale = 1;
constexpr bool kMemoryIsOurs = true;
#endif
constexpr size_t kMaxMemory = size_t{512} << 20;

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void expect_outcome(const HostilePage& page,
                    const std::vector<std::string>& cut) {
  const bool time = has(cut, "parse_time");
  const bool memory = has(cut, "parse_memory");
  const bool depth = has(cut, "depth");
  const std::string all = testing::PrintToString(cut);
  switch (page.outcome) {
    case Outcome::kWhole:
      EXPECT_FALSE(time || memory || depth) << all;
      break;
    // A page made smaller may fit.
    case Outcome::kTime:
      EXPECT_TRUE(time || kScale > 1) << all;
      break;
    case Outcome::kCut:
      EXPECT_TRUE(time || memory || kScale > 1) << all;
      break;
    case Outcome::kDepth:
      EXPECT_TRUE(depth && !time && !memory) << all;
      break;
    case Outcome::kAny:
      break;
  }
  for (const std::string& name : page.also_cut) {
    EXPECT_THAT(cut, Contains(name));
  }
}

// Little where time is what cuts; elsewhere what the program gives a page by
// default, as a busy machine may need it.
std::string seconds_to_parse(const HostilePage& page) {
  const bool may_be_cut = page.outcome == Outcome::kTime ||
                          page.outcome == Outcome::kCut ||
                          page.outcome == Outcome::kAny;
  return may_be_cut && page.also_cut.empty() ? "0.5" : "5";
}

class HostilePages : public testing::TestWithParam<HostilePage> {};

TEST_P(HostilePages, AreReportedWithinTheirLimits) {
  const HostilePage& page = GetParam();
  const TempDir folder;
  const std::string file = folder.write("page.html", page.make()).string();
  const ProgramOutcome outcome =
      scan_json({file, "--parse-time", seconds_to_parse(page), "--max-bytes",
                 "64m", "--max-attributes", "2000"});
  ASSERT_FALSE(outcome.timed_out);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  if (kMemoryIsOurs) {
    EXPECT_LT(outcome.peak_memory, kMaxMemory);
  }
  const Json report = only_report(outcome.out);
  EXPECT_EQ(errors_of(report), "");
  std::vector<std::string> cut;
  for (const Json& note : report.at("truncated")) {
    cut.push_back(note.at("what"));
    EXPECT_THAT(note.at("detail").get<std::string>(), HasSubstr("--"));
    EXPECT_GT(note.at("limit").get<uint64_t>(), 0U);
  }
  expect_outcome(page, cut);
}

std::string test_name(const testing::TestParamInfo<HostilePage>& info) {
  std::string name = std::to_string(info.index) + "_";
  for (const char c : info.param.name) {
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cli, HostilePages,
                         testing::ValuesIn(hostile_pages(kScale)), test_name);

}  // namespace
}  // namespace pagescan::test
