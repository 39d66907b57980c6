// Every format that has a schema keeps to it: results made by hand, and real
// pages with what the built-in rules find in them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "rules/rule_book.h"
#include "scanner/run/pipeline.h"
#include "tests/report/format_case.h"
#include "tests/report/golden.h"
#include "tests/report/rich_result.h"
#include "tests/report/schema_check.h"
#include "tests/support/process.h"
#include "tests/support/shared_data.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Complaints about each format, "" for none.
class FormatSchemas {
 public:
  std::string sarif(const std::string& report) const {
    return sarif_.complaints(json::parse(report));
  }
  std::string har(const std::string& report) const {
    return har_.complaints(json::parse(report));
  }
  std::string urlscan(const std::string& report) const {
    return urlscan_.complaints(json::parse(report));
  }
  std::string junit(const std::string& report) {
    return junit_.complaints(report);
  }

 private:
  JsonSchema sarif_{schema_path("sarif-2.1.0.json")};
  JsonSchema har_{schema_path("har-1.2.json")};
  JsonSchema urlscan_{PAGESCAN_SOURCE_DIR "/docs/urlscan.schema.json"};
  XmlSchema junit_{schema_path("junit.xsd")};
};

TEST(FormatSchemaTest, HoldsForResultsMadeByHand) {
  FormatSchemas schemas;
  const std::vector<ScanResult> results = {
      rich_result(), failed_result(), ScanResult(),
      page_with("https://example.com/", {finding_of("x")}),
      failed_target("ftp://example.com/\x1B[2J",
                    {ErrorCode::kUnsupportedScheme, "ftp: no"})};
  for (const std::vector<ScanResult>& given : {{}, results}) {
    EXPECT_EQ(schemas.sarif(report_in("sarif", given)), "");
    EXPECT_EQ(schemas.har(report_in("har", given)), "");
    EXPECT_EQ(schemas.junit(report_in("junit", given)), "");
  }
  for (const ScanResult& result : results) {
    EXPECT_EQ(schemas.urlscan(report_in("urlscan", {result})), "");
  }
}

// A schema that lets everything through would go unseen.
TEST(FormatSchemaTest, RefusesWhatIsWrong) {
  FormatSchemas schemas;
  EXPECT_NE(schemas.sarif(R"({"version":"2.1.0"})"), "");
  EXPECT_NE(schemas.har(R"({"log":{"version":"1.2"}})"), "");
  EXPECT_NE(schemas.junit("<testsuites name='x'><case/></testsuites>"), "");
  EXPECT_NE(schemas.junit("<testsuites"), "");
  json urlscan = json::parse(report_in("urlscan", {rich_result()}));
  EXPECT_EQ(schemas.urlscan(urlscan.dump()), "");
  urlscan["data"]["console"] = json::array();
  EXPECT_NE(schemas.urlscan(urlscan.dump()), "");
}

// One report of each format, of every page.
class AllFormats {
 public:
  AllFormats() {
    for (const Reporter& reporter : all_reporters()) {
      Report& report = reports_[std::string(reporter.name)];
      report.stream = reporter.open({all_sections()});
      report.stream->begin(report.text);
    }
  }

  void add(const ScanResult& result) {
    for (auto& [name, report] : reports_) {
      report.stream->add(result, report.text);
    }
  }
  void end() {
    for (auto& [name, report] : reports_) report.stream->end(report.text);
  }
  const std::string& text(const std::string& name) const {
    return reports_.at(name).text;
  }
  void print_sizes() const {
    for (const auto& [name, report] : reports_) {
      std::cout << fmt::format("{:>10}: {} bytes\n", name, report.text.size());
    }
  }

 private:
  struct Report {
    std::unique_ptr<ReportStream> stream;
    std::string text;
  };

  std::map<std::string, Report> reports_;
};

// Sanitizers make schemas slow: a page in twenty will do for them.
#if defined(__SANITIZE_ADDRESS__)
constexpr size_t kPageStep = 20;
#elif defined(__has_feature)
constexpr size_t kPageStep = __has_feature(address_sanitizer) != 0 ? 20 : 1;
#else
constexpr size_t kPageStep = 1;
#endif

ScanResult scan_page(const fs::path& file, const std::string& url) {
  Target target;
  target.kind = TargetKind::kFile;
  target.submitted = file.filename().string();
  target.path = file.string();
  ScanOptions options;
  options.document_url = Url::parse(url).value();
  static const auto kBook =
      std::make_shared<const RuleBook>(default_rule_book());
  options.rules = kBook;
  Fetcher fetcher;
  std::istringstream no_input;
  return scan_target(target, options, fetcher, no_input);
}

// The pages of one archive under the addresses its index has for them.
void add_pages(const std::string& name, AllFormats& formats,
               std::vector<size_t>& findings) {
  const TempDir folder;
  const ProgramOutcome tar =
      run_program({{"tar", "--extract", "--xz", "--file",
                    shared_data("corpus/" + name + ".tar.xz").string(),
                    "--directory", folder.path().string()}});
  ASSERT_EQ(tar.exit_code, 0) << tar.err;
  const fs::path root = folder.path() / name;
  json index = json::object();
  if (fs::exists(root / "index.json")) {
    index = json::parse(read_file_bytes(root / "index.json"));
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(root / "html")) {
    if (entry.path().extension() == ".html") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (size_t i = 0; i < files.size(); i += kPageStep) {
    const fs::path& file = files[i];
    const std::string key = "html/" + file.filename().string();
    const std::string url =
        index.contains(key) ? index[key].value("url", "") : "";
    ScanResult result =
        scan_page(file, url.empty() ? "https://www.example.com/a/b" : url);
    // As if fetched, for the formats that are about that.
    result.response = page_with(url, {}).response;
    formats.add(result);
    findings.push_back(result.findings.size());
  }
}

TEST(FormatSchemaTest, HoldsForRealPages) {
  for (const char* name : {"corpus/articles.tar.xz", "corpus/forms.tar.xz"}) {
    if (fs::exists(shared_data(name))) continue;
    GTEST_SKIP() << shared_data(name) << " is not there: the formats are not "
                 << "checked on real pages";
  }
  AllFormats formats;
  std::vector<size_t> findings;
  add_pages("articles", formats, findings);
  add_pages("forms", formats, findings);
  formats.end();
  const size_t pages = findings.size();
  ASSERT_EQ(pages, kPageStep == 1 ? 835u : 43u);
  size_t total = 0;
  for (const size_t count : findings) total += count;
  FormatSchemas schemas;
  EXPECT_EQ(schemas.sarif(formats.text("sarif")), "");
  EXPECT_EQ(schemas.har(formats.text("har")), "");
  EXPECT_EQ(schemas.junit(formats.text("junit")), "");
  EXPECT_EQ(
      XmlSchema::attributes(formats.text("junit"), "testsuite", "name").size(),
      pages);
  const json sarif = json::parse(formats.text("sarif"));
  EXPECT_EQ(sarif["runs"][0]["results"].size(),
            std::min<size_t>(total, 25'000));
  EXPECT_EQ(read_csv(formats.text("csv")).size(), total + 1);
  EXPECT_LE(formats.text("markdown").size(), size_t{60} << 10);
  std::istringstream lines(formats.text("urlscan"));
  size_t documents = 0;
  for (std::string line; std::getline(lines, line); ++documents) {
    ASSERT_EQ(schemas.urlscan(line), "") << documents;
  }
  EXPECT_EQ(documents, pages);
  std::cout << fmt::format("{} pages, {} findings\n", pages, total);
  formats.print_sizes();
}

}  // namespace
}  // namespace pagescan::test
