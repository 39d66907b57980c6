#include "scanner/cli/batch_renderer.h"

#include <string>
#include <utility>

#include "report/json.h"
#include "scanner/store/report_file_name.h"
#include "scanner/store/scan_facts.h"

namespace pagescan {

Result<BatchRenderer> BatchRenderer::create(const BatchFlags& flags) {
  BatchRenderer renderer(flags, *find_reporter(flags.format));
  if (!flags.fields.empty()) {
    Result<FieldSelection> fields = FieldSelection::parse(flags.fields);
    if (!fields) return tl::unexpected(std::move(fields).error());
    renderer.fields_ = *std::move(fields);
  }
  return renderer;
}

void BatchRenderer::redact(BatchItem& item) const {
  item.result =
      redaction_.of_result(std::move(item.result), item.entry.extra_fields);
}

FinishedTarget BatchRenderer::render(BatchItem&& item) const {
  FinishedTarget finished;
  std::string report = write_report(*reporter_, options_, item.result);
  // The selection refuses what is no JSON, which our own report is not.
  const bool selected =
      fields_ && fields_->apply(report, finished.report).has_value();
  // A bad line is no target, so there is no history of it.
  if (is_stored_ && !item.outcome.is_bad_line) {
    finished.facts = scan_facts(item.result, item.outcome.key);
    const bool is_json = reporter_->name == "json";
    if (is_json && selected) finished.json = report;
    if (!is_json) finished.json = json_report(item.result);
  }
  if (!selected) finished.report = std::move(report);
  finished.outcome = std::move(item.outcome);
  if (names_files_) {
    finished.file_name =
        report_file_name(finished.outcome.host, finished.outcome.key,
                         reporter_->name == "json" ? ".json" : ".txt");
  }
  return finished;
}

}  // namespace pagescan
