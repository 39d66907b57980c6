// A workflow command of GitHub Actions that shows something at a line of a file
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
// Pure function; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "report/finding_place.h"
#include "rules/finding.h"

namespace pagescan {

/// Appends one line. No text of a page is more than its title or its message.
void append_github_command(Level level, const std::optional<FilePlace>& place,
                           std::string_view title, std::string_view message,
                           std::string& out);

}  // namespace pagescan
