// Every string of a ScanResult that a page, a server or the user chose, in one
// list. Strings that pagescan itself chose (digests, names of kinds, dates of
// certificates, protocol versions) are left out. Stateless.
#pragma once

#include <functional>
#include <string>

#include "scanner/run/scan_result.h"
#include "scanner/run/secret_spans.h"

namespace pagescan {

using StringVisitor = std::function<void(std::string&, TextKind)>;

/// Calls `visit` with each; it may change them.
void visit_strings(ScanResult& result, const StringVisitor& visit);

}  // namespace pagescan
