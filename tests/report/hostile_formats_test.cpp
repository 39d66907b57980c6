// Every hostile string in every place of a result, in every format: what reads
// the format reads one report, and no terminal or build server acts on it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/run/result_strings.h"
#include "tests/report/format_case.h"
#include "tests/report/hazard.h"
#include "tests/report/rich_result.h"
#include "tests/report/schema_check.h"
#include "tests/support/hostile_strings.h"

namespace pagescan::test {
namespace {

using nlohmann::json;

// rich_result() with this in every string a page, a server or a user chose:
// made well-formed as a page's is, and as it is where a reporter gets raw
// bytes.
ScanResult filled_with(std::string_view bytes) {
  const std::string well_formed = replace_invalid_utf8(bytes);
  ScanResult result = rich_result();
  visit_strings(result, [&](std::string& text, TextKind /*kind*/) {
    text = well_formed;
  });
  for (std::string* raw :
       {&result.task.url, &result.task.id, &result.task.list}) {
    *raw = std::string(bytes);
  }
  for (Finding& finding : result.findings) {
    finding.message = std::string(bytes);
    finding.evidence.name = std::string(bytes);
    finding.evidence.text = std::string(bytes);
  }
  for (ScanError& error : result.errors) {
    error.error.message = std::string(bytes);
  }
  return result;
}

// RFC 4180 ends its lines with CR LF.
std::string without_crlf(std::string_view report) {
  std::string out;
  for (size_t i = 0; i < report.size(); ++i) {
    if (report.substr(i).starts_with("\r\n")) continue;
    out += report[i];
  }
  return out;
}

TEST(HostileFormatsTest, NothingActsOnAnyReport) {
  for (const HostileString& hostile : hostile_strings()) {
    const ScanResult result = filled_with(hostile.bytes);
    for (const Reporter& reporter : all_reporters()) {
      const std::string report = report_in(reporter.name, {result, result});
      EXPECT_EQ(hazard_in(without_crlf(report), reporter.name == "github"), "")
          << reporter.name << ' ' << hostile.what;
    }
  }
}

TEST(HostileFormatsTest, JsonFormatsStayWhatTheirSchemasSay) {
  const JsonSchema sarif(schema_path("sarif-2.1.0.json"));
  const JsonSchema har(schema_path("har-1.2.json"));
  const JsonSchema urlscan(PAGESCAN_SOURCE_DIR "/docs/urlscan.schema.json");
  for (const HostileString& hostile : hostile_strings()) {
    const ScanResult result = filled_with(hostile.bytes);
    const json log = json::parse(report_in("sarif", {result}));
    EXPECT_EQ(sarif.complaints(log), "") << hostile.what;
    EXPECT_EQ(log["runs"][0]["results"].size(), result.findings.size());
    // What was there is there.
    if (!hostile.bytes.empty()) {
      EXPECT_EQ(log["runs"][0]["results"][0]["properties"]["evidence"],
                replace_invalid_utf8(hostile.bytes))
          << hostile.what;
    }
    const json archive = json::parse(report_in("har", {result}));
    EXPECT_EQ(har.complaints(archive), "") << hostile.what;
    const json scan = json::parse(report_in("urlscan", {result}));
    EXPECT_EQ(urlscan.complaints(scan), "") << hostile.what;
  }
}

TEST(HostileFormatsTest, JunitStaysOneSuite) {
  XmlSchema junit(schema_path("junit.xsd"));
  for (const HostileString& hostile : hostile_strings()) {
    const std::string xml = report_in("junit", {filled_with(hostile.bytes)});
    EXPECT_EQ(junit.complaints(xml), "") << hostile.what;
    EXPECT_EQ(XmlSchema::attributes(xml, "testsuite", "name").size(), 1u);
  }
}

TEST(HostileFormatsTest, CsvStaysATable) {
  for (const HostileString& hostile : hostile_strings()) {
    const ScanResult result = filled_with(hostile.bytes);
    const auto records = read_csv(report_in("csv", {result}));
    ASSERT_EQ(records.size(), 1 + result.findings.size() + result.errors.size())
        << hostile.what;
    for (const auto& record : records) {
      ASSERT_EQ(record.size(), records[0].size()) << hostile.what;
    }
  }
}

TEST(HostileFormatsTest, MarkdownStaysATable) {
  for (const HostileString& hostile : hostile_strings()) {
    const std::string report =
        report_in("markdown", {filled_with(hostile.bytes)});
    size_t rows = 0;
    for (const std::string_view line : split(report, '\n')) {
      if (!line.starts_with("| ")) continue;
      ++rows;
      EXPECT_EQ(cells_of(line), 4u) << hostile.what << ": " << line;
    }
    EXPECT_GE(rows, 2u) << hostile.what;
  }
}

// One command for each finding that counts and for each error, and no other.
TEST(HostileFormatsTest, GithubHasNoCommandOfThePage) {
  for (const HostileString& hostile : hostile_strings()) {
    const ScanResult result = filled_with(hostile.bytes);
    size_t wanted = result.errors.size();
    for (const Finding& finding : result.findings) wanted += counts(finding);
    size_t commands = 0;
    const std::string report = report_in("github", {result});
    for (const std::string_view line : split(report, '\n')) {
      if (!strip_ascii_whitespace(line).starts_with("::")) continue;
      ++commands;
      const bool is_ours = line.starts_with("::error ") ||
                           line.starts_with("::warning ") ||
                           line.starts_with("::notice ");
      EXPECT_TRUE(is_ours) << hostile.what << ": " << line;
    }
    EXPECT_EQ(commands, wanted) << hostile.what;
  }
}

}  // namespace
}  // namespace pagescan::test
