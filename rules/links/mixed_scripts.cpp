#include "rules/links/mixed_scripts.h"

#include <unicode/uspoof.h>

#include <memory>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

struct CloseChecker {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};
using Checker = std::unique_ptr<USpoofChecker, CloseChecker>;

// Null where ICU has no data for it.
Checker open_checker() {
  UErrorCode status = U_ZERO_ERROR;
  Checker checker(uspoof_open(&status));
  if (U_FAILURE(status) != 0) return nullptr;
  uspoof_setRestrictionLevel(checker.get(), USPOOF_HIGHLY_RESTRICTIVE);
  uspoof_setChecks(checker.get(), USPOOF_RESTRICTION_LEVEL, &status);
  if (U_FAILURE(status) != 0) return nullptr;
  return checker;
}

}  // namespace

std::optional<std::string> mixed_script_label(std::string_view ascii_host) {
  if (ascii_host.find("xn--") == std::string_view::npos) return std::nullopt;
  const std::string host = host_to_unicode(ascii_host);
  const Checker checker = open_checker();
  if (checker == nullptr) return std::nullopt;
  for (const std::string_view label : split(host, '.')) {
    if (ascii_prefix(label).size() == label.size()) continue;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t failed =
        uspoof_check2UTF8(checker.get(), label.data(),
                          static_cast<int32_t>(label.size()), nullptr, &status);
    if (U_SUCCESS(status) != 0 && (failed & USPOOF_RESTRICTION_LEVEL) != 0) {
      return std::string(label);
    }
  }
  return std::nullopt;
}

}  // namespace pagescan
