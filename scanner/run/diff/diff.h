// Compares two scans of a page by their facts. Pure functions; thread-safe.
#pragma once

#include <cstddef>

#include "scanner/run/diff/change.h"
#include "scanner/run/diff/change_list.h"
#include "scanner/run/diff/masks.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

struct DiffOptions {
  Masks masks;
  size_t max_changes = kDefaultMaxChanges;  // of a page
};

/// What changed from `before` to `after`. One that has no facts for want of a
/// page, but has errors, is not compared: PageDiff::not_compared says why.
PageDiff diff_results(const ScanResult& before, const ScanResult& after,
                      const DiffOptions& options);

/// A page that only one of two batches has: page_added or page_removed.
PageDiff page_added(const ScanResult& after);
PageDiff page_removed(const ScanResult& before);

}  // namespace pagescan
