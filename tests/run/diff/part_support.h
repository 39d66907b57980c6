// Helps tests of one part of the diff: its changes alone, and the laws that
// hold of every diff.
#pragma once

#include <string>
#include <vector>

#include "scanner/run/diff/diff.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// "LEVEL KIND PATH before -> after" for each change of these subjects.
std::vector<std::string> lines_of(const PageDiff& diff,
                                  const std::vector<ChangeSubject>& subjects);

/// Expects that neither differs from itself, and that the diff the other way
/// round is the mirror of the diff but for levels and order, in the changes of
/// these subjects and in what is hidden.
void expect_laws(const ScanResult& before, const ScanResult& after,
                 const std::vector<ChangeSubject>& subjects,
                 const DiffOptions& options = {});

/// All masks on but one.
DiffOptions without_mask(const std::string& name);

}  // namespace pagescan
