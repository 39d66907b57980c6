#include "scanner/cli/inventory_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "report/escape.h"
#include "rules/inventory/inventory_rules.h"

namespace pagescan {
namespace {

// What keeps scripts or fields from being known. What else is cut of a page
// may hide neither, but nobody can tell.
std::vector<std::string> problems_of(const ScanResult& result) {
  std::vector<std::string> problems;
  for (const ScanError& error : result.errors) {
    problems.push_back(error.error.message);
  }
  if (!problems.empty()) return problems;
  const int status = result.page.status;
  if (status < 200 || status > 299) {
    problems.push_back(fmt::format("its status is {}", status));
  }
  for (const TruncationNote& note : result.truncated) {
    if (note.what == "findings") continue;
    problems.push_back(fmt::format("cut ({}): {}", note.what, note.detail));
  }
  return problems;
}

}  // namespace

PaymentScanner::PaymentScanner(ScanOptions options,
                               const ScriptFetchLimits& limits)
    : options_(std::move(options)), scripts_(options_, limits) {}

PaymentScan PaymentScanner::scan(const std::string& url) {
  PaymentScan scan;
  scan.assessed.submitted = url;
  Result<Target> target = parse_target(url);
  if (target && target->kind != TargetKind::kUrl) {
    target = fail(ErrorCode::kUnsupportedScheme,
                  "only what comes over http or https has response fields: "
                  "give the URL of the page");
  }
  if (!target) {
    scan.result = failed_target(url, std::move(target).error());
  } else {
    seen_ = PaymentPage();
    options_.script_source = [&](const RuleInput& input) {
      if (input.page != nullptr) {
        seen_ = payment_page(input);
        scripts_.fetch(seen_.scripts, *target->url);
      }
      return &scripts_.fetched();
    };
    std::istringstream no_input;
    scan.result = scan_target(*target, options_, fetcher_, no_input);
    options_.script_source = nullptr;
    scan.assessed.page = std::move(seen_);
  }
  scan.assessed.time = scan.result.task.time;
  scan.assessed.status = scan.result.page.status;
  scan.assessed.problems = problems_of(scan.result);
  if (scan.result.facts) {
    scan.assessed.frames = frame_urls(scan.result.facts->page.resources);
  }
  return scan;
}

bool say_problems(const std::vector<AssessedPage>& pages,
                  const FetchedScripts& fetched, const Log& log) {
  bool has_none = true;
  for (const AssessedPage& page : pages) {
    for (const std::string& problem : page.problems) {
      log.error("{}: {}", for_terminal(page.submitted), for_terminal(problem));
      has_none = false;
    }
  }
  for (const auto& [url, script] : fetched) {
    if (script.ok()) continue;
    log.warn("{}: could not be had: {}", for_terminal(url),
             for_terminal(script.problem));
  }
  return has_none;
}

}  // namespace pagescan
