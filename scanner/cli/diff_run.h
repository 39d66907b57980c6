// One run of `pagescan diff`: the inputs, what is told on standard error, what
// goes into the reports, how it ends. Borrows all it is given. One thread at a
// time, but for what load() gives.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/cli/diff_pages.h"
#include "scanner/cli/diff_reports.h"
#include "scanner/cli/log.h"
#include "scanner/cli/redaction.h"
#include "scanner/store/report_index.h"

namespace pagescan {

/// The name of an input that is standard input.
inline constexpr std::string_view kStandardInputName = "-";

class DiffRun {
 public:
  DiffRun(const DiffOptions& options, const Redaction& redaction,
          const Log& log, DiffReports& reports)
      : options_(options),
        redaction_(redaction),
        log_(log),
        reports_(reports) {}

  const DiffOptions& options() const { return options_; }
  const Redaction& redaction() const { return redaction_; }
  const Log& log() const { return log_; }

  /// Tells what keeps the comparison from being whole; escapes the message.
  void note(const std::string& message);

  /// Where the reports of an input stand. One without reports is told.
  Result<ReportIndex> index(const std::string& input, std::istream& in);
  Result<std::vector<ReportIndex>> indexes(
      const std::vector<std::string>& inputs, std::istream& in);

  /// What loads a report of an index, which must outlive it; null for no place.
  LoadReport load(const ReportIndex& index,
                  const std::optional<ReportIndex::Place>& place) const;

  /// Puts a page into the reports.
  Result<void> add(const ComparedPage& page);

  /// Tells what was left out on standard error. Once, at the end.
  void finish();

  /// 3 where something was told, else what the reports say.
  ExitCode exit_code() const;

 private:
  const DiffOptions& options_;
  const Redaction& redaction_;
  const Log& log_;
  DiffReports& reports_;
  uint64_t notes_ = 0;
};

}  // namespace pagescan
