// A list of plain lines: a URL, a path or a pattern of paths each, "#" begins
// a comment. docs/lists.md.
#pragma once

#include <memory>

#include "scanner/run/list_input.h"
#include "scanner/run/list_row.h"

namespace pagescan {

std::unique_ptr<RowReader> read_plain_rows(ListInput input);

}  // namespace pagescan
