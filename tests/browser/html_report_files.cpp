// Writes HTML reports for the browser test into a directory: of one page, of a
// small batch, of hostile strings in every place, of a thousand pages; and of
// diffs.
//
//   html_report_files DIRECTORY SAMPLES
//
// SAMPLES is the folder of the sample pages. Exit status: 0, or 2 where a file
// can't be written or a sample can't be read.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "report/html.h"
#include "scanner/run/pipeline.h"
#include "scanner/run/result_strings.h"
#include "tests/report/diff/diff_case.h"
#include "tests/report/rich_result.h"
#include "tests/support/hostile_strings.h"

namespace {

using pagescan::ReportStream;
using pagescan::ScanResult;
namespace fs = std::filesystem;

constexpr size_t kManyPages = 1000;
constexpr size_t kHosts = 90;

std::string report_of(const std::vector<ScanResult>& results) {
  const auto stream = pagescan::open_html_report({});
  std::string out;
  for (const ScanResult& result : results) stream->add(result, out);
  stream->end(out);
  return out;
}

void write_file(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  if (!fs::exists(path) || fs::file_size(path) != bytes.size()) {
    std::cerr << path << ": not written\n";
    std::exit(2);
  }
}

ScanResult scan(const fs::path& file, const std::string& url) {
  pagescan::Target target;
  target.kind = pagescan::TargetKind::kFile;
  target.submitted = file.filename().string();
  target.path = file.string();
  pagescan::ScanOptions options;
  options.rules =
      std::make_shared<const pagescan::RuleBook>(pagescan::default_rule_book());
  options.document_url = pagescan::Url::parse(url).value();
  pagescan::Fetcher fetcher;
  std::istringstream no_input;
  ScanResult result = pagescan::scan_target(target, options, fetcher, no_input);
  if (!result.errors.empty()) {
    std::cerr << file << ": " << result.errors[0].error.message << '\n';
    std::exit(2);
  }
  return result;
}

std::vector<ScanResult> sample_results(const fs::path& samples) {
  const std::vector<std::pair<std::string, std::string>> pages = {
      {"login", "https://accounts.example.com/login?next=%2Forders"},
      {"login", "http://old.example.com/login"},
      {"checkout", "https://shop.example.com/checkout/"},
      {"phishing-like", "https://bank.example.org/verify"},
      {"contact", "https://www.example.com/contact"},
      {"legacy-charset", "http://library.example/list.html"},
      {"templates-and-frames", "https://www.example.com/demo/"},
      {"multilingual", "https://www.example.com/languages"}};
  std::vector<ScanResult> results;
  for (const auto& [name, url] : pages) {
    results.push_back(scan(samples / (name + ".html"), url));
  }
  return results;
}

// Every string a page, a server or the user chose is the hostile one.
std::vector<ScanResult> hostile_results() {
  std::vector<ScanResult> results;
  for (const auto& hostile : pagescan::test::hostile_strings()) {
    results.push_back(pagescan::rich_result());
    pagescan::visit_strings(
        results.back(), [&hostile](std::string& chosen, pagescan::TextKind) {
          if (!chosen.empty()) chosen = hostile.bytes;
        });
  }
  return results;
}

using pagescan::test::DiffCase;

std::vector<DiffCase> hostile_diffs() {
  std::vector<DiffCase> cases;
  for (const auto& hostile : pagescan::test::hostile_strings()) {
    cases.push_back(pagescan::test::rich_case());
    pagescan::test::visit_strings(
        cases.back().diff,
        [&hostile](std::string& chosen) { chosen = hostile.bytes; });
  }
  return cases;
}

std::vector<DiffCase> many_diffs() {
  std::vector<DiffCase> cases;
  for (size_t i = 0; i < kManyPages; ++i) {
    DiffCase made = pagescan::test::rich_case();
    made.diff.url += "/verify/" + std::to_string(i);
    const std::vector<pagescan::Change> changes = made.diff.changes;
    made.diff.changes.insert(made.diff.changes.end(), changes.begin(),
                             changes.end());
    cases.push_back(std::move(made));
  }
  return cases;
}

// Pages as large as a report takes them, on many hosts, with findings.
std::vector<ScanResult> many_results(const std::vector<ScanResult>& samples) {
  std::vector<ScanResult> results;
  for (size_t i = 0; i < kManyPages; ++i) {
    ScanResult result = samples[i % samples.size()];
    result.page.domain = "host" + std::to_string(i % kHosts) + ".example";
    result.page.url =
        "https://" + result.page.domain + "/page/" + std::to_string(i);
    for (const pagescan::Finding& finding : pagescan::rich_result().findings) {
      for (size_t n = 0; n < 4; ++n) {
        result.findings.push_back(finding);
        result.findings.back().fingerprint =
            std::to_string(n % 2 == 0 ? n : i * 4 + n);
      }
    }
    pagescan::Link link;
    link.element = "a";
    link.text = "A link of the page";
    link.kind = pagescan::LinkKind::kExternal;
    for (size_t n = 0; n < 60; ++n) {
      link.href.written = "https://elsewhere.example/" + std::to_string(n);
      link.href.url = link.href.written;
      result.facts->page.links.push_back(link);
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: html_report_files DIRECTORY SAMPLES\n";
    return 2;
  }
  // 2026-09-18 12:34:56 UTC.
  setenv("SOURCE_DATE_EPOCH", "1789734896", 1);
  const fs::path out = argv[1];
  const std::vector<ScanResult> samples = sample_results(argv[2]);
  std::vector<ScanResult> batch = samples;
  batch.push_back(pagescan::rich_result());
  batch.push_back(pagescan::failed_result());
  write_file(out / "page.html", report_of({samples[1]}));
  write_file(out / "rich.html", report_of({pagescan::rich_result()}));
  write_file(out / "samples.html", report_of(samples));
  write_file(out / "batch.html", report_of(batch));
  write_file(out / "hostile.html", report_of(hostile_results()));
  write_file(out / "many.html", report_of(many_results(samples)));
  const auto diff_of = [](const std::vector<DiffCase>& cases) {
    return pagescan::test::diff_report("html", cases);
  };
  write_file(out / "diff.html", diff_of({pagescan::test::rich_case()}));
  write_file(out / "diff-batch.html", diff_of(pagescan::test::batch_cases()));
  write_file(out / "diff-hostile.html", diff_of(hostile_diffs()));
  write_file(out / "diff-many.html", diff_of(many_diffs()));
  return 0;
}
