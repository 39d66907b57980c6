// Every row of the fault server through the program: exit status, errors[],
// truncated[], one line on standard error.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/fault_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {

namespace {

using testing::HasSubstr;

std::vector<std::string> limit_flags(const FaultLimits& limits) {
  const auto seconds = [](std::chrono::milliseconds time) {
    return fmt::format("{}", static_cast<double>(time.count()) / 1000);
  };
  const auto number = [](auto value) { return std::to_string(value); };
  return {"--timeout",
          seconds(limits.timeout),
          "--connect-timeout",
          seconds(limits.connect_timeout),
          "--min-speed-time",
          number(limits.min_speed_time.count()),
          "--max-bytes",
          number(limits.max_bytes),
          "--max-field-bytes",
          number(limits.max_field_bytes),
          "--max-fields",
          number(limits.max_fields),
          "--max-cookies",
          number(limits.max_cookies),
          "--max-certificate-names",
          number(limits.max_certificate_names),
          "--max-redirects",
          number(limits.max_redirects),
          "--max-interim",
          number(limits.max_interim),
          "--max-content-codings",
          number(limits.max_content_codings)};
}

std::vector<std::string> arguments_of(const FaultSite& site,
                                      const FaultLimits& limits,
                                      const TempDir& folder) {
  std::vector<std::string> arguments = limit_flags(limits);
  for (const std::string& entry : site.resolve) {
    arguments.insert(arguments.end(), {"--resolve", entry});
  }
  for (const std::string& range : site.denied) {
    arguments.insert(arguments.end(), {"--deny-address", range});
  }
  if (!site.authority.empty()) {
    arguments.insert(
        arguments.end(),
        {"--ca-file", folder.write("ca.pem", site.authority).string()});
  }
  arguments.push_back(site.url);
  return arguments;
}

class ScanFaultsTest : public testing::TestWithParam<Fault> {};

TEST_P(ScanFaultsTest, GivesTheDocumentedResult) {
  const Fault& fault = GetParam();
  const FaultSite site = fault.start();
  const TempDir folder;
  const ProgramOutcome outcome =
      scan_json(arguments_of(site, fault.limits, folder));
  EXPECT_EQ(outcome.exit_code, fault.exit_status()) << outcome.err;
  const Json report = only_report(outcome.out);
  ASSERT_FALSE(report.empty());
  EXPECT_EQ(errors_of(report), fault.error) << outcome.err;
  const Json& truncated = report.at("truncated");
  EXPECT_EQ(truncated.empty() ? "" : truncated.at(0).at("what"), fault.cut);
  EXPECT_LE(truncated.size(), 1u);
  EXPECT_THAT(outcome.err, HasSubstr(fault.flag));
  const auto lines = std::count(outcome.err.begin(), outcome.err.end(), '\n');
  EXPECT_EQ(lines, fault.error.empty() && fault.cut.empty() ? 0 : 1)
      << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(All, ScanFaultsTest, testing::ValuesIn(all_faults()),
                         [](const auto& row) { return test_name(row.param); });

}  // namespace
}  // namespace pagescan::test
