// A list of CSV rows (RFC 4180) under a header row that names the columns.
// docs/lists.md.
#pragma once

#include <memory>

#include "scanner/run/list_input.h"
#include "scanner/run/list_row.h"

namespace pagescan {

/// `max_row_bytes` bounds a row that quoted line breaks make many lines of.
std::unique_ptr<RowReader> read_csv_rows(ListInput input, size_t max_row_bytes);

}  // namespace pagescan
