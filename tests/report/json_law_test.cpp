// The law of the JSON report: what was written and read is written again as
// the same bytes, and gives the same text report.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "report/json_names.h"
#include "report/json_reader.h"
#include "report/json_writer.h"
#include "report/reporter.h"
#include "scanner/run/pipeline.h"
#include "scanner/url/url.h"
#include "tests/report/golden.h"
#include "tests/report/rich_result.h"
#include "tests/support/process.h"
#include "tests/support/shared_data.h"
#include "tests/support/temp_dir.h"

namespace pagescan {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string report_of(const ScanResult& result, std::string_view format) {
  return write_report(*find_reporter(format), {all_sections()}, result);
}

// The result read back from its own report; the law is checked on the way.
ScanResult through_the_report(const ScanResult& result) {
  const std::string json = report_of(result, "json");
  Result<ScanResult> read = read_json_report(json);
  EXPECT_TRUE(read.has_value()) << read.error().message;
  if (!read) return {};
  EXPECT_EQ(report_of(*read, "json"), json);
  EXPECT_EQ(report_of(*read, "text"), report_of(result, "text"));
  EXPECT_EQ(read->facts.has_value(), result.facts.has_value());
  EXPECT_EQ(read->response.has_value(), result.response.has_value());
  return *std::move(read);
}

TEST(JsonLawTest, HoldsForResultsMadeByHand) {
  through_the_report(rich_result());
  through_the_report(failed_result());
  through_the_report(ScanResult());
  through_the_report(failed_target("ftp://example.com/\x1B[2J",
                                   {ErrorCode::kUnsupportedScheme, "ftp: no"}));
}

TEST(JsonLawTest, KeepsFactsOfUnknownEncoding) {
  ScanResult result;
  result.facts.emplace().text.text = "word";
  through_the_report(result);
  result.facts.emplace().templates.links.emplace_back();
  through_the_report(result);
  result.facts.emplace().metadata.comments = 1;
  through_the_report(result);
}

// What bytes the server sent is lost where they are no UTF-8, but only once.
TEST(JsonLawTest, HoldsForBytesThatAreNoUtf8) {
  ScanResult result = failed_result();
  Hop& hop = result.response->hops.front();
  hop.status = 99;
  hop.reason = "\xFF\x00\x9B";
  hop.fields.add_line(std::string("a\xFE: b\0c", 7));
  hop.fields.add_line("no field");
  hop.fields.add_line(" : but continued");
  hop.content_codings = {"g\xC3"};
  const ScanResult read = through_the_report(result);
  const Fields& fields = read.response->final_hop().fields;
  EXPECT_EQ(fields.first("a\uFFFD"), std::string_view("b\0c", 3));
  EXPECT_EQ(fields.malformed(),
            std::vector<std::string>{"no field : but continued"});
}

TEST(JsonLawTest, RestoresWhatFollowsFromTheReport) {
  const ScanResult written = rich_result();
  const ScanResult read = through_the_report(written);
  EXPECT_EQ(read.task.time, written.task.time);
  EXPECT_EQ(read.response->submitted_url, written.response->submitted_url);
  EXPECT_EQ(read.response->final_url, written.response->final_url);
  EXPECT_EQ(read.response->hops[1].timing.first_byte_ms, 40);
  EXPECT_EQ(read.response->hops[0].fields.dropped(), 904u);
  EXPECT_EQ(read.response->hops[0].tls->certificate,
            written.response->hops[0].tls->certificate);
  EXPECT_EQ(read.response->cookies[1].cookie.expires_seconds, 1824103680);
  EXPECT_EQ(read.facts->page.forms.forms[0].action->url,
            written.facts->page.forms.forms[0].action->url);
  EXPECT_EQ(read.facts->page.forms.forms[1].action, std::nullopt);
  EXPECT_EQ(read.facts->page.resources[3].attribute, "xlink:href");
  EXPECT_EQ(read.errors[0].stage, Stage::kParse);
}

TEST(JsonLawTest, HoldsForEveryGolden) {
  size_t read = 0;
  for (const auto& entry : fs::directory_iterator(golden_directory())) {
    if (entry.path().extension() != ".json") continue;
    const std::string golden = read_file_bytes(entry.path());
    const Result<ScanResult> result = read_json_report(golden);
    ASSERT_TRUE(result.has_value()) << entry << result.error().message;
    EXPECT_EQ(ordered_json::parse(report_of(*result, "json")).dump(),
              ordered_json::parse(golden).dump())
        << entry;
    through_the_report(*result);
    ++read;
  }
  EXPECT_GE(read, 10u);
}

ScanResult scan_file(const fs::path& file) {
  Target target;
  target.kind = TargetKind::kFile;
  target.submitted = file.filename().string();
  target.path = file.string();
  ScanOptions options;
  options.document_url = Url::parse("https://www.example.com/a/b?c").value();
  Fetcher fetcher;
  std::istringstream no_input;
  return scan_target(target, options, fetcher, no_input);
}

// How many pages a folder has; the law is checked for each.
size_t check_folder(const fs::path& folder) {
  size_t pages = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".html") continue;
    SCOPED_TRACE(entry.path());
    const ScanResult result = scan_file(entry.path());
    EXPECT_TRUE(result.facts.has_value());
    through_the_report(result);
    ++pages;
  }
  return pages;
}

TEST(JsonLawTest, HoldsForTheSamples) {
  EXPECT_EQ(check_folder(PAGESCAN_SOURCE_DIR "/samples"), 7u);
}

TEST(JsonLawTest, HoldsForRealPages) {
  const fs::path archive = test::shared_data("corpus/articles.tar.xz");
  if (!fs::exists(archive)) {
    GTEST_SKIP() << archive << " is not there: the law is not checked on real "
                 << "pages";
  }
  const test::TempDir folder;
  const test::ProgramOutcome tar = test::run_program(
      {{"tar", "--extract", "--xz", "--file", archive.string(), "--directory",
        folder.path().string(), "articles/html"}});
  ASSERT_EQ(tar.exit_code, 0) << tar.err;
  EXPECT_EQ(check_folder(folder.path() / "articles/html"), 130u);
}

TEST(JsonLawTest, HoldsForEveryTime) {
  using namespace std::chrono;
  const std::vector<WallTime> times = {
      WallTime(),
      WallTime(milliseconds(1)),
      WallTime(milliseconds(-1)),
      WallTime(seconds(951782400)),   // 29 February 2000
      WallTime(seconds(4107542399)),  // the end of February 2100
      WallTime(sys_days(year_month_day(year(1678), January, day(1)))),
      WallTime(sys_days(year_month_day(year(2261), December, day(31)))),
  };
  for (const WallTime time : times) {
    ScanResult result;
    result.task.time = time;
    EXPECT_EQ(through_the_report(result).task.time, time);
  }
}

TEST(JsonLawTest, HoldsForEveryDuration) {
  struct Case {
    double milliseconds;
    const char* json;
  };
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  const std::vector<Case> cases = {
      {0, "0.0"},
      {0.001, "0.001"},
      {0.0004, "0.0"},
      {0.1 + 0.2, "0.3"},
      {1.1 + 2.2, "3.3"},
      {3.2999999999999998, "3.3"},
      {2, "2.0"},
      {100, "100.0"},
      {1234.56, "1234.56"},
      {999999999.999, "999999999.999"},
      {1e9, "1000000000.0"},
      {1e300, "1000000000.0"},
      {kEndless, "1000000000.0"},
      {-1, "0.0"},
      {kNone, "0.0"},
  };
  for (const Case& c : cases) {
    ScanResult result = failed_result();
    result.response->timing.total_ms = c.milliseconds;
    EXPECT_NE(report_of(result, "json")
                  .find(std::string("\"total_ms\":") + c.json + ","),
              std::string::npos)
        << c.json;
    through_the_report(result);
  }
}

TEST(JsonLawTest, HoldsForEveryMicrosecond) {
  for (int64_t microseconds = 1; microseconds < 1000000000000000;
       microseconds += 1 + microseconds / 7) {
    JsonWriter json;
    json.begin_object();
    json.milliseconds("ms", static_cast<double>(microseconds) / 1000);
    json.end_object();
    const double read = ordered_json::parse(json.json()).at("ms");
    const int64_t kept = std::min(microseconds, int64_t{1000000000000});
    EXPECT_EQ(std::llround(read * 1000), kept);
  }
}

// The enumerators are read by the names they are written with, all of them:
// past the last one there is only the name for what is none.
template <class Enum>
void expect_all_named(const EnumNames<Enum>& names, Enum fallback) {
  const int last = static_cast<int>(names.last);
  for (int i = 0; i <= last; ++i) {
    const Enum value = static_cast<Enum>(i);
    EXPECT_EQ(names.find(names.name_of(value)), value) << i;
  }
  EXPECT_EQ(names.name_of(static_cast<Enum>(last + 1)),
            names.name_of(fallback));
  EXPECT_EQ(names.find(""), std::nullopt);
  EXPECT_EQ(names.find("Internal"), std::nullopt);
}

TEST(EnumNamesTest, KnowEveryEnumerator) {
  expect_all_named(kErrorCodes, ErrorCode::kInternal);
  expect_all_named(kStages, Stage::kParse);
  expect_all_named(kEncodingSources, EncodingSource::kDefault);
  expect_all_named(kSameSites, SameSite::kDefault);
  expect_all_named(kLinkKinds, LinkKind::kInvalid);
  expect_all_named(kScriptTypes, ScriptType::kData);
}

TEST(EnumNamesTest, FindTheEncodings) {
  static_assert(static_cast<size_t>(kEncodings.last) + 1 == kEncodingCount);
  for (size_t i = 0; i < kEncodingCount; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    EXPECT_EQ(kEncodings.find(encoding_name(encoding)), encoding) << i;
  }
}

}  // namespace
}  // namespace pagescan
