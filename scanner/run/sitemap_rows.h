// The URLs of a sitemap, the sitemaps of a sitemap index
// (https://www.sitemaps.org/protocol.html). The XML is foreign: no DOCTYPE, so
// no entities; what a tag or an address may take is bounded, and nothing of it
// is kept but the addresses of the block that is read. docs/lists.md.
#pragma once

#include <memory>

#include "scanner/run/list_input.h"
#include "scanner/run/list_row.h"

namespace pagescan {

/// Rows of kTarget and, out of an index, kSitemap.
std::unique_ptr<RowReader> read_sitemap_rows(ListInput input, size_t max_bytes);

}  // namespace pagescan
