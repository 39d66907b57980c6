// Where findings are, for formats that show them in a repository or in a
// sentence. Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scanner/fetch/response.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// A place in a file as the user named the file. Raw bytes.
struct FilePlace {
  std::string path;
  uint64_t line = 1;
  uint64_t column = 0;  // 0: not known
};

/// The line of the list that named the target; of a target that is a file,
/// its beginning. Nothing where neither is a file.
std::optional<FilePlace> place_of_target(const Task& task);

/// The same for a finding: in a file that was scanned, where the finding is.
std::optional<FilePlace> place_of_finding(const Task& task,
                                          const FindingEvidence& evidence);

/// "line 12, column 5", "field Server of hop 1", "certificate"; "page" for the
/// page as a whole. Raw bytes, as names of fields are.
std::string place_text(const FindingEvidence& evidence);

/// The hop the evidence is in, the last for evidence in the page; null where
/// nothing was fetched.
const Hop* hop_of_evidence(const std::optional<Response>& response,
                           const FindingEvidence& evidence);

/// What a report calls a result: what was submitted.
inline const std::string& report_url(const ScanResult& result) {
  return result.task.url;
}

}  // namespace pagescan
