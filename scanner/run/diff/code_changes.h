// Code of a page that is no script of its own: event handlers, javascript:
// URLs, and data blocks.
#pragma once

#include "scanner/run/diff/catalogue_diff.h"

namespace pagescan {

void compare_code(const CatalogueDiff& diff);

}  // namespace pagescan
