// Reports of the sample pages and of results made by hand, against goldens.
#include "tests/report/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>

#include "report/reporter.h"
#include "scanner/run/pipeline.h"
#include "tests/report/format_case.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

std::string report_of(const ScanResult& result, std::string_view format) {
  return write_report(*find_reporter(format), {all_sections()}, result);
}

void expect_golden_reports(const std::string& name, const ScanResult& result) {
  expect_golden_text(name + ".txt", report_of(result, "text"));
  expect_golden_json(name + ".json", report_of(result, "json"));
}

// The other formats, with rules that do not change.
void expect_golden_formats(const std::string& name, const ScanResult& result) {
  for (const char* format : {"sarif", "har", "urlscan"}) {
    expect_golden_json(name + '.' + format, test::report_in(format, {result}));
  }
  expect_golden_text(name + ".junit.xml", test::report_in("junit", {result}));
  expect_golden_text(name + ".md", test::report_in("markdown", {result}));
  expect_golden_text(name + ".csv", test::report_in("csv", {result}));
  expect_golden_text(name + ".github", test::report_in("github", {result}));
}

struct Sample {
  const char* name;
  const char* url;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class SampleTest : public testing::TestWithParam<Sample> {};

TEST_P(SampleTest, GivesItsReports) {
  // 2026-09-18 12:34:56 UTC.
  setenv("SOURCE_DATE_EPOCH", "1789734896", 1);
  const std::string file = std::string("samples/") + GetParam().name + ".html";
  Target target;
  target.kind = TargetKind::kFile;
  target.submitted = file;
  target.path = std::string(PAGESCAN_SOURCE_DIR "/") + file;
  ScanOptions options;
  options.document_url = Url::parse(GetParam().url).value();
  Fetcher fetcher;
  std::istringstream no_input;
  const ScanResult result = scan_target(target, options, fetcher, no_input);
  ASSERT_TRUE(result.errors.empty()) << result.errors[0].error.message;
  expect_golden_reports(GetParam().name, result);
}

INSTANTIATE_TEST_SUITE_P(
    Samples, SampleTest,
    testing::Values(
        Sample{"login", "https://accounts.example.com/login?next=%2Forders"},
        Sample{"checkout", "https://shop.example.com/checkout/"},
        Sample{"phishing-like", "https://bank.example.org/verify"},
        Sample{"contact", "https://www.example.com/contact"},
        Sample{"legacy-charset", "http://library.example/list.html"},
        Sample{"templates-and-frames", "https://www.example.com/demo/"},
        Sample{"multilingual", "https://www.example.com/languages"}),
    [](const testing::TestParamInfo<Sample>& tested) {
      std::string name = tested.param.name;
      for (char& c : name) {
        if (c == '-') c = '_';
      }
      return name;
    });

// The README's picture is true output; only its day is another.
TEST(GoldenTest, ReadmeShowsTheLoginSample) {
  const std::string readme =
      read_file_bytes(std::filesystem::path(PAGESCAN_SOURCE_DIR) / "README.md");
  std::istringstream golden(read_file_bytes(golden_directory() / "login.txt"));
  size_t found = 0;
  for (std::string line; std::getline(golden, line);) {
    if (line.starts_with("Submission: ")) continue;
    found = readme.find(line + '\n', found);
    ASSERT_NE(found, std::string::npos) << line;
    found += line.size();
  }
}

TEST(GoldenTest, FetchedPageWithEverything) {
  expect_golden_reports("rich", rich_result());
  expect_golden_formats("rich", rich_result());
}

TEST(GoldenTest, FailedFetch) {
  expect_golden_reports("failed", failed_result());
  expect_golden_formats("failed", failed_result());
}

TEST(GoldenTest, TargetThatIsNone) {
  setenv("SOURCE_DATE_EPOCH", "1789734896", 1);
  expect_golden_reports(
      "no-target", failed_target("ftp://example.com/\x1B[2J",
                                 {ErrorCode::kUnsupportedScheme,
                                  "ftp: only http, https and file URLs can be "
                                  "scanned"}));
}

}  // namespace
}  // namespace pagescan
