// What --redact masks in a command's output, and nothing where it is not asked
// for. Immutable; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/cli/target_flags.h"
#include "scanner/run/redact.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

class Redaction {
 public:
  /// `urls`: typed beside the targets, such as that of --url.
  Redaction(const TargetFlags& flags, std::vector<std::string> urls);

  /// Whether --redact is given.
  bool is_on() const { return redactor_.has_value(); }

  ScanResult of_result(ScanResult result) const;
  /// The same for a row that sends `fields` of its own.
  ScanResult of_result(ScanResult result,
                       const std::vector<Field>& fields) const;
  std::string of_text(const std::string& text) const;
  std::string of_target(const std::string& target) const;

 private:
  TypedSecrets typed_;
  std::optional<Redactor> redactor_;
};

}  // namespace pagescan
