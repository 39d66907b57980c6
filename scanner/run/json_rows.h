// A list of JSON lines: each a string, the URL, or an object. docs/lists.md.
#pragma once

#include <memory>

#include "scanner/run/list_input.h"
#include "scanner/run/list_row.h"

namespace pagescan {

std::unique_ptr<RowReader> read_json_rows(ListInput input);

}  // namespace pagescan
