// The client's sample report, byte for byte, where it is there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/cli/run_pagescan.h"
#include "tests/support/shared_data.h"

namespace pagescan::test {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(SeedTest, PrintsTheClientsSample) {
  const auto page = shared_data("seed/ips-journal.html");
  const auto sample = shared_data("seed/ips-journal.txt");
  if (!std::filesystem::exists(page) || !std::filesystem::exists(sample)) {
    GTEST_SKIP() << page << " and .txt are not there: the client's sample is "
                 << "not compared";
  }
  const ProgramOutcome outcome = run_pagescan(
      {"scan", page.string(), "--url",
       "https://www.ips-journal.eu/topics/foreign-and-security-policy/"
       "the-enemy-of-my-enemy-6964/?obOrigUrl=true",
       "--address", "2a05:d014:14f:aa0a:7222:593d:93a0:b332", "--submission",
       "On September 18 via api from KR \u2014 Scanned from US", "--sections",
       "seed"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  const std::string expected = read_file(sample);
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(outcome.out, expected);
}

}  // namespace
}  // namespace pagescan::test
