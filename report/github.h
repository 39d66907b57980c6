// Findings as workflow commands of GitHub Actions
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions):
// printed by a step, they are shown at their lines of the repository's files.
// Used by one thread.
#pragma once

#include <memory>

#include "report/reporter.h"

namespace pagescan {

std::unique_ptr<ReportStream> open_github_report(const ReportOptions& options);

}  // namespace pagescan
