// The reports of a diff, shared by the commands that compare: the flags, what
// they mean, where the reports go, what the exit status is. Owns the outputs.
// One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/diff/diff_reporter.h"
#include "rules/config/diff_configuration.h"
#include "scanner/base/error.h"
#include "scanner/cli/cli.h"
#include "scanner/cli/output.h"
#include "scanner/run/diff/diff.h"

namespace CLI {
class App;
}

namespace pagescan {

/// As the user gave them, with their defaults.
struct DiffReportFlags {
  std::vector<std::string> formats;  // none: text
  std::vector<std::string> outputs;  // the nth is the nth format's
  std::string color = "auto";
  std::string fail_on;                // "": as the configuration says
  std::vector<std::string> no_masks;  // --no-mask NAME
  std::vector<std::string> patterns;  // --mask NAME=RE2
  std::vector<std::string> ignored;   // --ignore PATH
  uint64_t max_changes = kDefaultMaxChanges;
};

/// Adds the flags to a command; parsing fills `flags`.
void add_diff_report_flags(CLI::App& command, DiffReportFlags& flags);

/// Adds what a configuration says: its lists before those of the flags, its
/// level where no flag gives one.
void apply_configuration(const DiffConfiguration& configuration,
                         DiffReportFlags& flags);

/// How pages are compared; kUsage where a flag makes no sense.
Result<DiffOptions> diff_options(const DiffReportFlags& flags);

class DiffReports {
 public:
  /// Opens every output and writes what stands before the first page. kUsage,
  /// kOutputUnwritable.
  static Result<DiffReports> open(const DiffReportFlags& flags);

  /// Writes one page to all of them.
  Result<void> add(const PageDiff& diff, const DiffPair& pair);

  /// Writes what is left and closes the outputs. Once.
  Result<void> close();

  /// Of all pages so far: kNotScanned where one could not be compared, else
  /// kFindings where one has a change at or above --fail-on.
  ExitCode exit_code() const;

 private:
  struct Report {
    std::unique_ptr<DiffStream> stream;
    Output output;
  };

  std::vector<Report> reports_;
  std::string buffer_;
  Level fail_on_ = Level::kNote;
  bool has_failed_ = false;
  bool all_compared_ = true;
};

}  // namespace pagescan
