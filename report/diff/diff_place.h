// Where changes are, for formats that show them in a repository. Pure
// functions; thread-safe.
#pragma once

#include <optional>

#include "report/diff/diff_reporter.h"
#include "report/finding_place.h"
#include "scanner/run/diff/change.h"

namespace pagescan {

/// The later task of the two, null where neither is there.
const Task* task_of(const DiffPair& pair);

/// The line of the list that names the page; of a file that was scanned the
/// line of the change. Nothing where neither is a file.
std::optional<FilePlace> place_of_change(const DiffPair& pair,
                                         const Change& change);
std::optional<FilePlace> place_of_page(const DiffPair& pair);

}  // namespace pagescan
