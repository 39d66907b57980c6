#include "rules/config/suppression.h"

#include <re2/re2.h>

#include <optional>

namespace pagescan {
namespace {

bool matches(const Suppression& suppression, std::string_view text) {
  return suppression.url == nullptr ||
         re2::RE2::FullMatch({text.data(), text.size()}, *suppression.url);
}

bool is_meant(const Suppression& suppression, const Finding& finding) {
  return (suppression.rule.empty() || suppression.rule == finding.rule) &&
         (suppression.fingerprint.empty() ||
          suppression.fingerprint == finding.fingerprint);
}

}  // namespace

std::shared_ptr<const re2::RE2> compile_url_pattern(std::string_view pattern) {
  std::string expression;
  for (const char c : pattern) {
    if (c == '*') {
      expression += ".*";
    } else if (c == '?') {
      expression += '.';
    } else {
      expression += re2::RE2::QuoteMeta(re2::StringPiece(&c, 1));
    }
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  // URLs are ASCII, and a target that is none is bytes.
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return std::make_shared<const re2::RE2>(expression, options);
}

void suppress(const std::vector<Suppression>& suppressions,
              std::string_view url, std::string_view target,
              std::vector<Finding>& findings) {
  for (const Suppression& suppression : suppressions) {
    // Patterns are asked last, once: there may be thousands of suppressions.
    std::optional<bool> matches_page;
    for (Finding& finding : findings) {
      if (finding.suppressed || !is_meant(suppression, finding)) continue;
      if (!matches_page) {
        matches_page =
            matches(suppression, url) || matches(suppression, target);
      }
      if (*matches_page) finding.suppressed = suppression.reason;
    }
  }
}

}  // namespace pagescan
