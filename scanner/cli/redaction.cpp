#include "scanner/cli/redaction.h"

#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// What --redact has to look for. A field that is none ("Authorization x") may
// hold a secret all the same, and a message quotes it.
TypedSecrets typed_secrets(const TargetFlags& flags,
                           std::vector<std::string> urls) {
  TypedSecrets typed{std::move(urls), {}};
  typed.urls.push_back(flags.proxy);
  for (const std::string& header : flags.headers) {
    const size_t colon = header.find(':');
    if (colon != std::string::npos) {
      typed.fields.push_back(
          {header.substr(0, colon),
           std::string(strip_ascii_whitespace(header.substr(colon + 1)))});
    } else {
      typed.fields.push_back({"Authorization", header});
    }
  }
  return typed;
}

}  // namespace

Redaction::Redaction(const TargetFlags& flags, std::vector<std::string> urls) {
  if (!flags.redact) return;
  typed_ = typed_secrets(flags, std::move(urls));
  redactor_.emplace(typed_);
}

ScanResult Redaction::of_result(ScanResult result) const {
  return redactor_ ? redactor_->redact(std::move(result)) : result;
}

ScanResult Redaction::of_result(ScanResult result,
                                const std::vector<Field>& fields) const {
  if (!redactor_ || fields.empty()) return of_result(std::move(result));
  TypedSecrets typed = typed_;
  typed.fields.insert(typed.fields.end(), fields.begin(), fields.end());
  return Redactor(typed).redact(std::move(result));
}

std::string Redaction::of_text(const std::string& text) const {
  return redactor_ ? redactor_->redact_text(text) : text;
}

std::string Redaction::of_target(const std::string& target) const {
  return redactor_ ? redactor_->redact_target(target) : target;
}

}  // namespace pagescan
