#include "report/reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/csv.h"
#include "report/github.h"
#include "report/har.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/sarif.h"
#include "report/text.h"
#include "report/urlscan.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

struct NamedSection {
  std::string_view name;
  Section section;
};

constexpr std::array kSections = {
    NamedSection{"header", Section::kHeader},
    NamedSection{"forms", Section::kForms},
    NamedSection{"text", Section::kText},
    NamedSection{"findings", Section::kFindings},
    NamedSection{"page", Section::kPage},
    NamedSection{"redirects", Section::kRedirects},
    NamedSection{"response", Section::kResponse},
    NamedSection{"cookies", Section::kCookies},
    NamedSection{"metadata", Section::kMetadata},
    NamedSection{"controls", Section::kControls},
    NamedSection{"links", Section::kLinks},
    NamedSection{"scripts", Section::kScripts},
    NamedSection{"resources", Section::kResources},
    NamedSection{"notes", Section::kNotes},
};

std::string section_names() {
  std::string names = "seed, all";
  for (const NamedSection& s : kSections) {
    names += ", ";
    names += s.name;
  }
  return names;
}

}  // namespace

std::span<const Reporter> all_reporters() {
  static constexpr std::array kReporters = {
      Reporter{"text", "for people, in the shape of a public scan's export",
               open_text_report},
      Reporter{"json",
               "everything, one document a line "
               "(docs/report.schema.json)",
               open_json_report},
      Reporter{"html", "one file to look at in a browser", open_html_report},
      Reporter{"sarif", "findings for code hosts (SARIF 2.1.0)",
               open_sarif_report},
      Reporter{"junit", "findings as tests of a build (JUnit XML)",
               open_junit_report},
      Reporter{"markdown", "findings for a comment at a pull request",
               open_markdown_report},
      Reporter{"csv", "findings for a spreadsheet (RFC 4180)", open_csv_report},
      Reporter{"github", "findings as annotations of GitHub Actions",
               open_github_report},
      Reporter{"har", "requests and responses (HAR 1.2)", open_har_report},
      Reporter{"urlscan", "a result in the shape of urlscan.io's API",
               open_urlscan_report},
  };
  return kReporters;
}

const Reporter* find_reporter(std::string_view name) {
  const auto reporters = all_reporters();
  const auto it =
      std::find_if(reporters.begin(), reporters.end(),
                   [name](const Reporter& r) { return r.name == name; });
  return it == reporters.end() ? nullptr : &*it;
}

std::string write_report(const Reporter& reporter, const ReportOptions& options,
                         const ScanResult& result) {
  std::string out;
  const std::unique_ptr<ReportStream> stream = reporter.open(options);
  stream->begin(out);
  stream->add(result, out);
  stream->end(out);
  return out;
}

std::set<Section> all_sections() {
  std::set<Section> sections;
  for (const NamedSection& s : kSections) sections.insert(s.section);
  return sections;
}

Result<std::set<Section>> parse_sections(std::string_view list) {
  std::set<Section> sections;
  for (const std::string_view part : split(list, ',')) {
    const std::string_view name = strip_ascii_whitespace(part);
    if (name == "all") {
      sections.merge(all_sections());
    } else if (name == "seed") {
      sections.insert({Section::kHeader, Section::kForms, Section::kText});
    } else {
      const auto* it = std::find_if(
          kSections.begin(), kSections.end(),
          [name](const NamedSection& s) { return s.name == name; });
      if (it == kSections.end()) {
        return fail(ErrorCode::kUsage,
                    fmt::format("--sections: there is no section \"{}\"; "
                                "choose from {}",
                                name, section_names()));
      }
      sections.insert(it->section);
    }
  }
  return sections;
}

}  // namespace pagescan
