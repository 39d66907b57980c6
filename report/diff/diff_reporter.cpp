#include "report/diff/diff_reporter.h"

#include <algorithm>

#include "report/diff/diff_github.h"
#include "report/diff/diff_html.h"
#include "report/diff/diff_json.h"
#include "report/diff/diff_junit.h"
#include "report/diff/diff_markdown.h"
#include "report/diff/diff_sarif.h"
#include "report/diff/diff_text.h"
#include "report/diff/json_patch_report.h"

namespace pagescan {
namespace {

constexpr DiffReporter kReporters[] = {
    {"text", "for people", open_diff_text},
    {"json", "everything, one document a line (docs/diff.schema.json)",
     open_diff_json},
    {"html", "old and new side by side, one file to look at in a browser",
     open_diff_html},
    {"sarif", "changes and findings for code hosts (SARIF 2.1.0)",
     open_diff_sarif},
    {"junit", "changes as tests of a build (JUnit XML)", open_diff_junit},
    {"markdown", "for a comment at a pull request", open_diff_markdown},
    {"github", "changes as annotations of GitHub Actions", open_diff_github},
    {"json-patch", "what makes the old JSON report the new one (RFC 6902)",
     open_json_patch},
};

}  // namespace

std::span<const DiffReporter> all_diff_reporters() { return kReporters; }

const DiffReporter* find_diff_reporter(std::string_view name) {
  const auto* found = std::ranges::find(kReporters, name, &DiffReporter::name);
  return found == std::ranges::end(kReporters) ? nullptr : found;
}

}  // namespace pagescan
