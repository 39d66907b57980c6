// From the results of a batch to what is written of them. Immutable;
// thread-safe.
#pragma once

#include <optional>

#include "report/reporter.h"
#include "report/select_fields.h"
#include "scanner/base/error.h"
#include "scanner/cli/batch_command.h"
#include "scanner/cli/redaction.h"
#include "scanner/run/batch.h"
#include "scanner/store/result_store.h"

namespace pagescan {

class BatchRenderer {
 public:
  /// kUsage where --fields names what no report has.
  static Result<BatchRenderer> create(const BatchFlags& flags);

  /// Takes out of the result what --redact hides, the secrets of the row's own
  /// fields included. Before anything of it is shown.
  void redact(BatchItem& item) const;
  /// What is written of an item that was redacted.
  FinishedTarget render(BatchItem&& item) const;

 private:
  BatchRenderer(const BatchFlags& flags, const Reporter& reporter)
      : reporter_(&reporter),
        redaction_(flags.target, {}),
        names_files_(!flags.output_dir.empty()),
        is_stored_(!flags.store.empty()) {}

  const Reporter* reporter_;
  ReportOptions options_{all_sections()};
  std::optional<FieldSelection> fields_;
  Redaction redaction_;
  bool names_files_;
  bool is_stored_;
};

}  // namespace pagescan
