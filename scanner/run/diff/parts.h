// The parts of a page, each compared by a function of its own that adds to the
// list. Pure but for that; thread-safe. Time linear in the two results, but for
// what a named bound allows.
#pragma once

#include "scanner/run/diff/change_list.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Both results have facts, or neither has.
struct DiffInput {
  const ScanResult& before;
  const ScanResult& after;
};

void compare_page(const DiffInput& input, ChangeList& changes);
void compare_response(const DiffInput& input, ChangeList& changes);
void compare_cookies(const DiffInput& input, ChangeList& changes);
void compare_forms(const DiffInput& input, ChangeList& changes);
void compare_scripts(const DiffInput& input, ChangeList& changes);
void compare_links(const DiffInput& input, ChangeList& changes);
void compare_resources(const DiffInput& input, ChangeList& changes);
void compare_findings(const DiffInput& input, ChangeList& changes);
void compare_text(const DiffInput& input, ChangeList& changes);

}  // namespace pagescan
