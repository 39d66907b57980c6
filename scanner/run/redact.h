// Takes the secrets out of a result before it is shared (--redact): userinfo,
// token-like parameters, cookies, credentials; and wherever else they stand,
// the secrets the user typed. Every format gets the redacted result, so
// reporters need not know. Immutable once built; thread-safe. README.md,
// "Sharing a report", says what is found and what is not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/fetch/fields.h"
#include "scanner/run/scan_result.h"
#include "scanner/run/secret_literals.h"
#include "scanner/run/secret_spans.h"

namespace pagescan {

/// What a user types beside the target and may hold secrets.
struct TypedSecrets {
  std::vector<std::string> urls;  // --url, --proxy
  std::vector<Field> fields;      // --header
};

class Redactor {
 public:
  explicit Redactor(const TypedSecrets& typed);

  /// The result with "REDACTED" in place of every secret. Names of parameters,
  /// fields and cookies stay, and URLs stay URLs. Digests and sizes are those
  /// of what was scanned.
  ScanResult redact(ScanResult result) const;

  /// The same for a line of diagnostics.
  std::string redact_text(std::string_view text) const;

  /// The same for a target as typed.
  std::string redact_target(std::string_view target) const;

 private:
  SecretFinder finder_;
  SecretLiterals typed_;
};

}  // namespace pagescan
