// The table of report formats. A reporter turns one ScanResult into bytes; it
// never reads a clock, a file or the environment. Adding a format: a file pair
// and a line in reporter.cpp. Pure functions; thread-safe.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"
#include "scanner/base/error.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// The sections of the text report, in the order in which they are written.
enum class Section {
  kHeader,  // host, address, URL, submission: as in the client's sample
  kForms,
  kText,
  kFindings,  // what is ours starts here
  kPage,
  kRedirects,
  kResponse,
  kCookies,
  kMetadata,
  kControls,
  kLinks,
  kScripts,
  kResources,
  kNotes,  // what was cut, what went wrong
};

struct ReportOptions {
  std::set<Section> sections;  // of the text report
  /// What is said of rules; null: the built-in ones. Outlives the stream.
  const RuleSet* rules = nullptr;
};

struct Reporter {
  std::string_view name;
  std::string_view description;
  /// Appends the report to `out`.
  void (*write)(const ScanResult& result, const ReportOptions& options,
                std::string& out);
};

std::span<const Reporter> all_reporters();

/// The reporter of this name, or null.
const Reporter* find_reporter(std::string_view name);

/// Every section.
std::set<Section> all_sections();

/// Reads `--sections`: a comma-separated list of section names, of "seed" (the
/// parts of the client's sample) and "all". kUsage for a name nobody knows.
Result<std::set<Section>> parse_sections(std::string_view list);

}  // namespace pagescan
